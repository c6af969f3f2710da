import { useState } from 'react';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useNow } from '../../parts/now.ts';
import { Sentence } from '../../parts/Sentence.tsx';
import { useFailureSentence } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { FolderTrouble } from '../history/FolderTrouble.tsx';
import { nameOf } from '../history/place.ts';
import type { Sessions } from '../history/sessions.ts';
import { foldersAbove } from './choice.ts';
import { TickGrid } from './TickGrid.tsx';
import type { TickLine } from './TickRow.tsx';
import { lineOf } from './tree-line.tsx';
import { isFolder, rowAbove, type TreeRow } from './tree-rows.ts';
import type { Chosen } from './use-choice.ts';
import { useTree } from './use-tree.ts';
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
  const [isPlaced, setPlaced] = useState(false);
  // What was chosen before the screen opened is brought into sight.
  if (!isPlaced && isCurrent && rows.length > 0) {
    setPlaced(true);
    setCursor(
      Math.max(
        0,
        rows.findIndex(({ path }) => chosen.choice.has(path)),
      ),
    );
  }
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
          { id: 'differs', label: t('browse.column-differs') },
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
