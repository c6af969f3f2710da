import { useState } from 'react';
import type { FolderEntry, Hit } from '../../../electron/contract/history.ts';
import { go } from '../../frame/screen.ts';
import { Segments } from '../../parts/Segments.tsx';
import { useSettled } from '../../parts/settled.ts';
import { useStepBack } from '../../parts/use-step-back.ts';
import { useWords } from '../../words/words.tsx';
import style from './Browser.module.css';
import { AboutButton, BrowserTools } from './BrowserTools.tsx';
import { ChangesList } from './ChangesList.tsx';
import type { Comparison } from './comparison.ts';
import { FolderList } from './FolderList.tsx';
import { FolderPanel } from './FolderPanel.tsx';
import { LookSheet, type Look } from './LookSheet.tsx';
import { parentOf } from './place.ts';
import { SearchField } from './SearchField.tsx';
import { SearchResults } from './SearchResults.tsx';
import { SessionChoice } from './SessionChoice.tsx';
import { neighboursOf, type Sessions } from './sessions.ts';
import { Trail } from './Trail.tsx';
import type { Shown } from './use-place.ts';
import { VersionsPanel } from './VersionsPanel.tsx';

type Props = Shown & {
  newest: number;
  sessions: Sessions;
  source: string;
  /** Something else is to be shown, and it is not known yet what. */
  isLate: boolean;
};

/** What a session holds: its folders, what changed in it, what is found by name; and beside the list what is known of one entry. */
export function Browser({ place, opened, session, newest, sessions, source, isLate }: Props) {
  const { t } = useWords();
  const name = place.job;
  const { folder, selected } = opened;
  const [view, setView] = useState<'files' | 'changes'>('files');
  const [comparison, setComparison] = useState<Comparison>('previous');
  const [later, setLater] = useState(false);
  const [text, setText] = useState('');
  const [scope, setScope] = useState<'session' | 'all'>('session');
  const [about, setAbout] = useState<string | null>(null);
  const [look, setLook] = useState<Look | null>(null);
  const sought = useSettled(text.trim(), 150);
  const isSearching = text.trim() !== '' && sought !== '';
  const neighbours = neighboursOf(sessions, session);

  // Whoever opens something, here or through the palette, sees it in its folder.
  const [seen, setSeen] = useState(opened);
  if (seen.folder !== folder || seen.selected !== selected) {
    setSeen(opened);
    setText('');
    if (about !== null) setAbout(selected === null ? folder : null);
    if (selected !== null && selected !== seen.selected) setView('files');
  }

  const goTo = (path: string, at = place.at) => go({ ...place, path, at });
  const onSession = (time: number) => goTo(place.path, time === newest ? null : time);
  const restore = (path: string, at: number) => go({ screen: 'restore', job: name, at: at === newest ? null : at, paths: [path] });
  const onOpen = (path: string, entry?: FolderEntry) => {
    if (entry?.state?.kind !== 'folder') setAbout(null);
    goTo(path);
  };
  const openHit = (hit: Hit) => {
    setText('');
    setView('files');
    goTo(hit.path, scope === 'session' ? place.at : hit.isNow ? null : hit.lastSeen);
  };
  const up = folder === '' ? undefined : () => goTo(parentOf(folder));
  const closeAside = () => {
    if (about !== null) setAbout(null);
    else goTo(folder);
  };

  useStepBack(() => {
    if (about !== null || selected !== null) closeAside();
    else if (text !== '') setText('');
    else if (view !== 'files') setView('files');
    else return false;
    return true;
  });

  return (
    <div className={style['browser']}>
      <div className={style['bar']}>
        <SessionChoice name={name} session={session} {...neighbours} onSession={onSession} />
        <BrowserTools
          isSearching={isSearching}
          scope={scope}
          onScope={setScope}
          later={later}
          onLater={view === 'files' && session !== newest ? setLater : undefined}
        />
      </div>
      <div className={style['bar']}>
        <div className={style['way']}>
          <Trail place={place} folder={folder} source={source} />
          <AboutButton isOpen={about === folder} onChange={() => setAbout(about === folder ? null : folder)} />
        </div>
        <Segments
          label={t('browse.view')}
          options={(['files', 'changes'] as const).map((value) => ({ value, label: t(`browse.view-${value}`) }))}
          value={view}
          onChange={setView}
        />
        <SearchField value={text} onChange={setText} />
      </div>
      <div className={style['stage']}>
        <div className={style['list']}>
          {isSearching ? (
            <SearchResults name={name} text={sought} session={scope === 'session' ? session : null} selected={selected} onOpen={openHit} />
          ) : view === 'changes' ? (
            <ChangesList
              name={name}
              session={session}
              newest={newest}
              before={neighbours.before}
              path={folder}
              with={comparison}
              onWith={setComparison}
              onOpen={(path, at) => {
                setView('files');
                goTo(path, at === newest ? null : at);
              }}
              onUp={up}
            />
          ) : (
            <FolderList
              name={name}
              session={session}
              sessions={sessions}
              path={folder}
              later={later && session !== newest}
              selected={selected}
              isLate={isLate}
              onOpen={onOpen}
              onInfo={(path, entry) => (entry.state?.kind === 'folder' ? setAbout(path) : goTo(path))}
              onUp={up}
              onSession={onSession}
            />
          )}
        </div>
        {about !== null ? (
          <FolderPanel
            key={about}
            name={name}
            path={about}
            source={source}
            session={session}
            newest={newest}
            onChanges={() => {
              setComparison('now');
              setView('changes');
              setText('');
              goTo(about);
              setAbout(null);
            }}
            onOpen={(path) => {
              setView('files');
              setText('');
              onOpen(path);
            }}
            onRestore={() => restore(about, session)}
            onClose={closeAside}
          />
        ) : (
          selected !== null && (
            <VersionsPanel
              key={selected}
              name={name}
              path={selected}
              session={session}
              sessions={sessions}
              newest={newest}
              onSession={onSession}
              onLook={setLook}
              onRestore={(at) => restore(selected, at)}
              onClose={closeAside}
            />
          )
        )}
      </div>
      {look && <LookSheet name={name} look={look} onClose={() => setLook(null)} />}
    </div>
  );
}
