import type { ReactNode } from 'react';
import { Name } from '../../parts/Name.tsx';
import { nameOf, parentOf } from './place.ts';
import style from './PathText.module.css';

/** A path by its name, and behind it the folder it lies in, as seen from another one. */
export function PathText({ path, below = '', glyph }: { path: string; below?: string; glyph: ReactNode }) {
  const folder = parentOf(path);
  const rest = below !== '' && (folder === below || folder.startsWith(`${below}/`)) ? folder.slice(below.length + 1) : folder;
  return (
    <span className={style['path']}>
      {glyph}
      <span className={style['text']}>
        <Name text={nameOf(path) || '/'} />
        {rest !== '' && (
          <small>
            <Name text={rest} />
          </small>
        )}
      </span>
    </span>
  );
}
