import type { RankedFile } from '../../../electron/contract/history.ts';
import { formatBytes } from '../../../electron/contract/words/format.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { EntryGlyph } from '../../parts/EntryGlyph.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { PathText } from './PathText.tsx';
import style from './RankedFiles.module.css';

const most = 5;

type Props = { name: string; session: number; by: 'size' | 'versions'; onOpen: (path: string) => void };

/** The files of a session that take the most room, or that have changed most often; nothing where there are none. */
export function RankedFiles({ name, session, by, onOpen }: Props) {
  const { t, language } = useWords();
  const { data, error, refetch } = useAsk('history.largest', { name, at: String(session), by, limit: most });
  if (data?.files.length === 0) return null;
  const measure = ({ state, versions }: RankedFile) =>
    by === 'size' ? formatBytes(state.size ?? 0, language) : t('browse.versions', { count: versions });
  return (
    <section className={style['ranked']} aria-label={t(`browse.ranked-${by}`)}>
      <h3>{t(`browse.ranked-${by}`)}</h3>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!error && !data && <Waiting>{t('common.loading')}</Waiting>}
      <ol>
        {data?.files.map((file) => (
          <li key={file.path}>
            <Button kind="quiet" onPress={() => onOpen(file.path)}>
              <PathText path={file.path} glyph={<EntryGlyph kind="file" />} />
            </Button>
            <span>{measure(file)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
