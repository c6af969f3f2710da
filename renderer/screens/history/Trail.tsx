import { visible } from '../../../electron/contract/words/visible.ts';
import { Name } from '../../parts/Name.tsx';
import { useWords } from '../../words/words.tsx';
import { hrefOf } from '../../frame/screen.ts';
import { nameOf, trailOf, type Place } from './place.ts';
import style from './Trail.module.css';

const shownAtEnd = 3;

/** The way from the source to a folder, each step of it a link; of a long way the middle is one step. */
export function Trail({ place, folder, source }: { place: Place; folder: string; source: string }) {
  const { t } = useWords();
  const trail = trailOf(folder);
  const left = Math.max(1, trail.length - shownAtEnd);
  const shown = [trail[0] ?? '', ...trail.slice(left)];
  const hidden = left > 1 ? trail[left - 1] : undefined;
  const linkTo = (path: string) => hrefOf({ ...place, path });
  return (
    <nav className={style['trail']} aria-label={t('browse.trail')}>
      <ol>
        {shown.map((path, index) => (
          <li key={path}>
            {index === 1 && hidden !== undefined && (
              <a href={linkTo(hidden)} className={style['middle']} aria-label={t('browse.trail-middle', { name: visible(nameOf(hidden)) })}>
                …
              </a>
            )}
            {path === folder ? (
              <span aria-current="location">
                <Name text={path === '' ? source : nameOf(path)} />
              </span>
            ) : (
              <a href={linkTo(path)}>
                <Name text={path === '' ? source : nameOf(path)} />
              </a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
