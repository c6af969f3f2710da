import type { Hit } from '../../electron/contract/history.ts';
import { formatMoment } from '../../electron/contract/words/format.ts';
import { Name } from '../parts/Name.tsx';
import { useNow } from '../parts/now.ts';
import { useWords } from '../words/words.tsx';
import style from './Palette.module.css';

/** A file of a backup in the palette: its name, where it lies, when it was there last, and the way to bring it back. */
export function FoundFile({ hit: { job, path, lastSeen, isNow }, onRestore }: { hit: Hit; onRestore: () => void }) {
  const { t, language } = useWords();
  const now = useNow();
  const cut = path.lastIndexOf('/');
  return (
    <>
      <span className={style['file']}>
        <span>
          <Name text={path.slice(cut + 1)} />
        </span>
        <small>
          <Name text={job} />
          {cut > 0 && (
            <>
              {' '}
              · <Name text={path.slice(0, cut)} />
            </>
          )}
        </small>
      </span>
      <span className={style['side']}>
        {/* By keyboard it is Shift+Enter: nothing inside a line can have the focus. */}
        <span
          className={style['restore']}
          onPointerDown={(event) => event.stopPropagation()}
          onPointerUp={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation();
            onRestore();
          }}
        >
          {t('door.restore')} <small>Shift+Enter</small>
        </span>
        {isNow ? t('palette.seen-now') : t('palette.seen', { time: formatMoment(lastSeen * 1000, now, language) })}
      </span>
    </>
  );
}
