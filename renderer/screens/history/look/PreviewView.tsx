import { useState } from 'react';
import { formatBytes } from '../../../../electron/contract/words/format.ts';
import { visible } from '../../../../electron/contract/words/visible.ts';
import { Trouble } from '../../../parts/Trouble.tsx';
import { Waiting } from '../../../parts/Waiting.tsx';
import { useWords } from '../../../words/words.tsx';
import { nameOf } from '../place.ts';
import style from './Look.module.css';
import { noneWord } from './none-word.ts';
import { TextView } from './TextView.tsx';
import { usePreview } from './use-taken-out.ts';

/** What is in a file: its text, its picture, or why there is nothing to see. */
export function PreviewView({ name, path, session }: { name: string; path: string; session: number }) {
  const { t, language } = useWords();
  const { data, error, refetch } = usePreview(name, path, session);
  if (error) return <Trouble error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting>{t('browse.taking-out')}</Waiting>;
  const { content, state } = data;
  switch (content.kind) {
    case 'text':
      return content.text === '' ? <p className={style['none']}>{t('browse.empty-file')}</p> : <TextView text={content.text} />;
    case 'image':
      return <Picture address={`data:${content.type};base64,${content.base64}`} name={nameOf(path)} />;
    case 'none':
      return (
        <p className={style['none']}>
          {t(noneWord(content.why, state.size !== null), { size: state.size === null ? '' : formatBytes(state.size, language) })}
        </p>
      );
    default:
      return content satisfies never;
  }
}

/** A picture; one that the browser cannot draw is said to be none. */
function Picture({ address, name }: { address: string; name: string }) {
  const { t } = useWords();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <p className={style['none']}>{t('browse.none-binary')}</p>;
  return (
    <div className={style['picture']}>
      <img src={address} alt={t('browse.picture-of', { name: visible(name) })} onError={() => setBroken(true)} />
    </div>
  );
}
