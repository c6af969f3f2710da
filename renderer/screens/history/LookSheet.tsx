import { useState } from 'react';
import { formatDate } from '../../../electron/contract/words/format.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Segments } from '../../parts/Segments.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { useWords } from '../../words/words.tsx';
import style from './LookSheet.module.css';
import { DifferenceView } from './look/DifferenceView.tsx';
import { PreviewView } from './look/PreviewView.tsx';
import { nameOf } from './place.ts';

/** A file at a session, to be looked into. */
export type Look = { kind: 'preview' | 'difference'; path: string; session: number; newest: number; isNow: boolean };

/** One version of a file: what is in it, or what differs from now. */
export function LookSheet({ name, look, onClose }: { name: string; look: Look; onClose: () => void }) {
  const { t, language } = useWords();
  const [kind, setKind] = useState(look.kind);
  const { path, session, newest, isNow } = look;
  const time = formatDate(session * 1000, language);
  const kinds = (['preview', 'difference'] as const).map((value) => ({ value, label: t(`browse.${value}`) }));
  return (
    <Sheet kind="wide" title={<Sentence text={t('browse.look-title', { name: visible(nameOf(path)), time })} />} onClose={onClose}>
      <div className={style['body']}>
        {!isNow && <Segments label={t('browse.look-kind')} options={kinds} value={kind} onChange={setKind} />}
        {kind === 'preview' ? (
          <PreviewView name={name} path={path} session={session} />
        ) : (
          <DifferenceView name={name} path={path} from={session} to={newest} />
        )}
      </div>
    </Sheet>
  );
}
