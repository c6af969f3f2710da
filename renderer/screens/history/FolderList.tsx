import { useCallback, useEffect, useRef, useState } from 'react';
import type { FolderEntry } from '../../../electron/contract/history.ts';
import { formatBytes, formatDate, formatNumber, type Language } from '../../../electron/contract/words/format.ts';
import type { Translate } from '../../../electron/contract/words/sentences.ts';
import { go } from '../../frame/screen.ts';
import { Name } from '../../parts/Name.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { Badge } from './Badge.tsx';
import { EntryGlyph } from '../../parts/EntryGlyph.tsx';
import style from './FolderList.module.css';
import { FolderTrouble } from './FolderTrouble.tsx';
import { nameOf, parentOf, pathOf } from './place.ts';
import { RestoreMark } from './RestoreMark.tsx';
import { RowGrid, type Column } from './RowGrid.tsx';
import type { Sessions } from './sessions.ts';
import { useSeek } from './use-seek.ts';
import { useFolder, type FolderOrder } from './use-folder.ts';

type Props = {
  name: string;
  session: number;
  sessions: Sessions;
  path: string;
  later: boolean;
  /** The path of what is opened beside the list. */
  selected: string | null;
  isLate: boolean;
  onOpen: (path: string, entry: FolderEntry) => void;
  onInfo: (path: string, entry: FolderEntry) => void;
  onUp: (() => void) | undefined;
  onSession: (session: number) => void;
};

/** What a folder held at one session. */
export function FolderList({ name, session, sessions, path, later, selected, isLate, onOpen, onInfo, onUp, onSession }: Props) {
  const { t, language } = useWords();
  const [order, setOrder] = useState<FolderOrder>('name');
  const folder = useFolder({ name, session, path, order, later });
  const { shown, total, entryAt, find } = folder;
  const at = shown?.path ?? path;
  const [cursor, setCursor] = useCursor(folder, path, selected === null ? null : nameOf(selected));
  const seek = useSeek(find, setCursor);
  const cells = useCallback(
    (entry: FolderEntry) => [
      ...cellsOf(entry, t, language),
      isHere(entry) && <RestoreMark key="restore" job={name} session={session} path={pathOf(at, entry.name)} />,
    ],
    [t, language, name, session, at],
  );

  if (folder.error && !folder.isCurrent) {
    return (
      <FolderTrouble
        error={folder.error}
        retry={folder.retry}
        name={name}
        session={session}
        sessions={sessions}
        path={path}
        onSession={onSession}
      />
    );
  }
  if (!shown) return <div className={`${style['aside']} ${style['late']}`}>{<Waiting>{t('common.loading')}</Waiting>}</div>;

  const column = (id: FolderOrder): Column => ({
    id,
    label: t(`browse.column-${id}`),
    isEnd: id !== 'name',
    ...(shown.isSorted
      ? { sort: { order: id === 'name' ? 'ascending' : 'descending', isActive: order === id, onSort: () => setOrder(id) } }
      : {}),
  });
  const isNamesOnly = shown.source === 'tool';
  const columns: Column[] = isNamesOnly
    ? [{ id: 'name', label: t('browse.column-name') }]
    : [
        column('name'),
        { id: 'differs', label: t('browse.column-differs') },
        column('size'),
        column('modified'),
        { id: 'restore', label: t('door.column'), isUnseen: true },
      ];
  return (
    <>
      {isNamesOnly && <p className={style['note']}>{t('browse.names-only')}</p>}
      {!isNamesOnly && !shown.isSorted && (
        <p className={style['note']}>{t('browse.unsorted', { formatted: formatNumber(total, language) })}</p>
      )}
      <RowGrid
        label={t('browse.folder-label')}
        columns={columns}
        layout={(isNamesOnly ? style['names'] : style['columns']) ?? ''}
        total={total}
        rowAt={entryAt}
        cells={cells}
        cursor={cursor}
        onCursor={setCursor}
        isOpen={(entry) => selected !== null && pathOf(at, entry.name) === selected}
        isFaint={(entry) => entry.differs === 'new'}
        onRange={folder.onRange}
        onOpen={(index) => seek.then(entryAt(index), (entry) => onOpen(pathOf(at, entry.name), entry))}
        onInfo={(index) => seek.then(entryAt(index), (entry) => onInfo(pathOf(at, entry.name), entry))}
        onRestore={(index) =>
          seek.then(
            entryAt(index),
            (entry) => isHere(entry) && go({ screen: 'restore', job: name, at: session, paths: [pathOf(at, entry.name)] }),
          )
        }
        onUp={onUp}
        onType={(text) => seek.begin(text, cursor)}
        subject={`${shown.session}/${order}/${at}`}
        isBusy={isLate || !folder.isCurrent}
        empty={t(isNamesOnly ? 'browse.nothing-below' : 'browse.empty-folder')}
      />
    </>
  );
}

/** The row that the keys act on: of another folder its first one, or the one that one came out of; else what is opened. */
function useCursor(
  { find, isCurrent }: ReturnType<typeof useFolder>,
  path: string,
  selected: string | null,
): [number, (index: number) => void] {
  const [cursor, setCursor] = useState(-1);
  const before = useRef(path);
  useEffect(() => {
    if (!isCurrent) return undefined;
    const cameFrom = before.current !== path && parentOf(before.current) === path && before.current !== '' ? nameOf(before.current) : null;
    const isOther = before.current !== path;
    before.current = path;
    const name = selected ?? cameFrom;
    if (name === null) {
      if (isOther) setCursor(0);
      return undefined;
    }
    let isWanted = true;
    void Promise.resolve(find((entry) => entry.name === name)).then((found) => isWanted && setCursor(found?.index ?? -1));
    return () => {
      isWanted = false;
    };
  }, [isCurrent, path, selected, find]);
  return [cursor, setCursor];
}

/** Whether the session on screen has it; else there is nothing to be brought back from it. */
const isHere = ({ differs }: FolderEntry): boolean => differs !== 'new';

function cellsOf({ name, state, differs }: FolderEntry, t: Translate, language: Language) {
  const kind = state?.kind;
  return [
    <span className={style['name']} key="name">
      <EntryGlyph kind={kind} />
      <span className={style['text']}>
        <Name text={name} />
        {state?.target != null && (
          <small>
            {' '}
            <span aria-label={t('browse.leads-to')} role="img">
              →
            </span>{' '}
            <Name text={state.target} />
          </small>
        )}
      </span>
    </span>,
    differs !== null && differs !== 'same' && <Badge mark={differs} />,
    state?.size != null && kind === 'file' ? formatBytes(state.size, language) : '',
    state?.modified != null ? formatDate(state.modified * 1000, language) : '',
  ];
}
