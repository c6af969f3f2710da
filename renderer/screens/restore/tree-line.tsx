import { formatBytes, formatDate, type Language } from '../../../electron/contract/words/format.ts';
import type { Translate } from '../../../electron/contract/words/sentences.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { EntryGlyph } from '../../parts/EntryGlyph.tsx';
import { Name } from '../../parts/Name.tsx';
import { Badge } from '../history/Badge.tsx';
import { nameOf } from '../history/place.ts';
import { tickOf } from './choice.ts';
import { shortDate } from './dates.ts';
import type { TickLine } from './TickRow.tsx';
import { isFolder, type TreeRow } from './tree-rows.ts';
import type { Chosen } from './use-choice.ts';
import { VersionsButton } from './VersionsButton.tsx';
import style from './WhatColumn.module.css';

type Drawing = {
  open: ReadonlySet<string>;
  chosen: Chosen;
  t: Translate;
  language: Language;
  now: number;
  onVersions: (path: string) => void;
};

/** A line of the tree as it is drawn. */
export function lineOf(row: TreeRow, { open, chosen, t, language, now, onVersions }: Drawing): TickLine {
  const { path, level, entry } = row;
  const isRoot = path === '';
  const name = isRoot ? t('restore-screen.everything') : nameOf(path);
  const state = entry?.state;
  const differs = entry?.differs ?? null;
  const modified = state?.modified == null ? null : state.modified * 1000;
  return {
    level,
    isOpen: !isRoot && isFolder(row) ? open.has(path) : undefined,
    tick: tickOf(chosen.choice, path),
    tickLabel: t('restore-screen.tick', { name: visible(name) }),
    cells: [
      <span
        key="name"
        className={isRoot ? style['root'] : style['name']}
        title={visible(name)}
        {...(state?.kind === 'file' || state?.kind === 'folder' ? { 'data-plain': true } : {})}
      >
        {!isRoot && <EntryGlyph kind={state?.kind} />}
        <span className={style['text']}>{isRoot ? name : <Name text={name} />}</span>
        {state && state.kind !== 'folder' && (
          <VersionsButton label={t('restore-screen.versions', { name: visible(name) })} onPress={() => onVersions(path)} />
        )}
      </span>,
      differs !== null && differs !== 'same' && <Badge mark={differs} />,
      state?.kind === 'file' && state.size !== null ? formatBytes(state.size, language) : '',
      modified === null ? (
        ''
      ) : (
        <time dateTime={new Date(modified).toISOString()} title={formatDate(modified, language)}>
          {shortDate(modified, now, language)}
        </time>
      ),
    ],
  };
}
