import { useState } from 'react';
import { formatBytes, formatDate, type Language } from '../../../electron/contract/words/format.ts';
import type { Translate } from '../../../electron/contract/words/sentences.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { EntryGlyph } from '../../parts/EntryGlyph.tsx';
import { Name } from '../../parts/Name.tsx';
import { useNow } from '../../parts/now.ts';
import { Sentence } from '../../parts/Sentence.tsx';
import { useFailureSentence } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { Badge } from '../history/Badge.tsx';
import { FolderTrouble } from '../history/FolderTrouble.tsx';
import { nameOf } from '../history/place.ts';
import type { Sessions } from '../history/sessions.ts';
import { foldersAbove, tickOf } from './choice.ts';
import { shortDate } from './dates.ts';
import { TickGrid, type TickLine } from './TickGrid.tsx';
import { isFolder, rowAbove, type TreeRow } from './tree-rows.ts';
import type { Chosen } from './use-choice.ts';
import { useTree } from './use-tree.ts';
import { VersionsButton } from './VersionsButton.tsx';
import style from './WhatColumn.module.css';

type Props = {
  name: string;
  session: number;
  sessions: Sessions;
  chosen: Chosen;
  onSession: (session: number) => void;
  onVersions: (path: string) => void;
};

/** What a session held, folder below folder, to be ticked. */
export function Tree({ name, session, sessions, chosen, onSession, onVersions }: Props) {
  const { t, language } = useWords();
  const now = useNow();
  const sentence = useFailureSentence();
  const [open, setOpen] = useState<ReadonlySet<string>>(() => foldersAbove(chosen.choice));
  const { rows, isCurrent, isNamesOnly, troubles, onRange } = useTree(name, session, open);
  const [cursor, setCursor] = useState(0);
  const root = troubles.find(({ path }) => path === '');
  if (root) {
    return (
      <div className={style['trouble']}>
        <FolderTrouble
          error={root.error}
          retry={() => setOpen(new Set(['']))}
          name={name}
          session={session}
          sessions={sessions}
          path=""
          onSession={onSession}
        />
      </div>
    );
  }
  if (rows.length === 0) return <div className={style['late']}>{<Waiting>{t('common.loading')}</Waiting>}</div>;

  const known = (index: number, act: (row: TreeRow) => void) => {
    const row = rows[index];
    if (row && (row.entry !== undefined || row.path === '')) act(row);
  };
  const expand = (index: number, isOpen: boolean) =>
    known(index, ({ path }) => setOpen(new Set(isOpen ? [...open, path] : [...open].filter((folder) => folder !== path))));
  const lineAt = (index: number): TickLine | undefined => {
    const row = rows[index];
    return row && (row.entry !== undefined || row.path === '') ? lineOf(row, { open, chosen, t, language, now, onVersions }) : undefined;
  };
  const seek = (text: string) => {
    const begin = text.toLocaleLowerCase();
    const fits = ({ path, entry }: TreeRow) => entry !== undefined && nameOf(path).toLocaleLowerCase().startsWith(begin);
    const from = text.length > 1 ? cursor : cursor + 1;
    const after = rows.findIndex((row, index) => index >= from && fits(row));
    const found = after >= 0 ? after : rows.findIndex(fits);
    if (found >= 0) setCursor(found);
  };
  return (
    <>
      {isNamesOnly && <p className={style['note']}>{t('browse.names-only')}</p>}
      {troubles.map(({ path, error }) => (
        <p key={path} className={style['note']} role="alert">
          <Sentence text={t('restore-screen.not-listed', { name: visible(nameOf(path)), why: sentence(error) })} />
        </p>
      ))}
      <TickGrid
        label={t('restore-screen.tree')}
        columns={[
          { id: 'name', label: t('browse.column-name') },
          { id: 'differs', label: '' },
          { id: 'size', label: t('browse.column-size'), isEnd: true },
          { id: 'modified', label: t('browse.column-modified'), isEnd: true },
        ]}
        layout={style['tree'] ?? ''}
        total={rows.length}
        lineAt={lineAt}
        cursor={Math.min(cursor, rows.length - 1)}
        onCursor={setCursor}
        onTick={(index) => known(index, ({ path }) => chosen.toggle(path))}
        onOpen={(index) =>
          known(index, (row) => {
            if (row.path === '') chosen.toggle('');
            else if (isFolder(row)) expand(index, !open.has(row.path));
            else onVersions(row.path);
          })
        }
        onExpand={expand}
        onUp={(index) => setCursor(rowAbove(rows, index))}
        onType={seek}
        onRange={onRange}
        isBusy={!isCurrent}
      />
    </>
  );
}

type Drawing = {
  open: ReadonlySet<string>;
  chosen: Chosen;
  t: Translate;
  language: Language;
  now: number;
  onVersions: (path: string) => void;
};

function lineOf(row: TreeRow, { open, chosen, t, language, now, onVersions }: Drawing): TickLine {
  const { path, level, entry } = row;
  const isRoot = path === '';
  const name = isRoot ? t('restore-screen.everything') : nameOf(path);
  const state = entry?.state;
  const differs = entry?.differs ?? null;
  const modified = state?.modified == null ? null : state.modified * 1000;
  return {
    level,
    name,
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
