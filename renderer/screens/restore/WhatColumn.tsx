import { useState } from 'react';
import { formatBytes, formatNumber } from '../../../electron/contract/words/format.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { Segments } from '../../parts/Segments.tsx';
import { useSettled } from '../../parts/settled.ts';
import { Trouble } from '../../parts/Trouble.tsx';
import { useStepBack } from '../../parts/use-step-back.ts';
import { useWords } from '../../words/words.tsx';
import { LookSheet, type Look } from '../history/LookSheet.tsx';
import { SearchField } from '../history/SearchField.tsx';
import type { Sessions } from '../history/sessions.ts';
import { VersionsPanel } from '../history/VersionsPanel.tsx';
import { Column } from './Column.tsx';
import { Found } from './Found.tsx';
import { Tree } from './Tree.tsx';
import type { Chosen } from './use-choice.ts';
import style from './WhatColumn.module.css';

type Props = {
  name: string;
  session: number;
  newest: number;
  sessions: Sessions;
  chosen: Chosen;
  onSession: (session: number) => void;
};

/** What is wanted of a session: ticked in its tree, found by name, or an older version of a file. */
export function WhatColumn({ name, session, newest, sessions, chosen, onSession }: Props) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [scope, setScope] = useState<'session' | 'all'>('session');
  const [about, setAbout] = useState<string | null>(null);
  const [look, setLook] = useState<Look | null>(null);
  const sought = useSettled(text.trim(), 150);
  const isSearching = text.trim() !== '' && sought !== '';
  useStepBack(() => {
    if (about !== null) setAbout(null);
    else if (text !== '') setText('');
    else return false;
    return true;
  });
  return (
    <Column title={t('restore-screen.what')} isWhole foot={<Sum name={name} session={session} chosen={chosen} />}>
      <div className={style['tools']}>
        <SearchField value={text} onChange={setText} />
        {isSearching && (
          <Segments
            label={t('browse.scope')}
            options={(['session', 'all'] as const).map((value) => ({ value, label: t(`browse.scope-${value}`) }))}
            value={scope}
            onChange={setScope}
          />
        )}
      </div>
      <div className={style['list']}>
        {isSearching ? (
          <Found
            key={scope}
            name={name}
            session={session}
            text={sought}
            scope={scope}
            chosen={chosen}
            onSession={onSession}
            onVersions={setAbout}
          />
        ) : (
          <Tree
            key={chosen.begun}
            name={name}
            session={session}
            sessions={sessions}
            chosen={chosen}
            onSession={onSession}
            onVersions={setAbout}
          />
        )}
        {about !== null && (
          <div className={style['over']}>
            <VersionsPanel
              key={about}
              name={name}
              path={about}
              session={session}
              sessions={sessions}
              newest={newest}
              onSession={onSession}
              onLook={setLook}
              onClose={() => setAbout(null)}
            />
          </div>
        )}
      </div>
      {look && <LookSheet name={name} look={look} onClose={() => setLook(null)} />}
    </Column>
  );
}

/** How much is ticked. */
function Sum({ name, session, chosen: { choice, clear, tooMany, error } }: { name: string; session: number; chosen: Chosen }) {
  const { t, language } = useWords();
  const paths = [...choice].sort();
  const { data } = useAsk('history.totals', { name, at: String(session), paths }, { enabled: paths.length > 0 });
  const number = (value: number) => formatNumber(value, language);
  const files = data && t('restore-screen.chosen-files', { count: data.files, formatted: number(data.files) });
  return (
    <div className={style['sum']} role="status">
      {tooMany !== null && <p className={style['wrong']}>{t('restore-screen.too-many', { formatted: number(tooMany) })}</p>}
      {error != null && <Trouble error={error} />}
      <p>
        {paths.length === 0 ? (
          <span className={style['quiet']}>{t('restore-screen.chosen-none')}</span>
        ) : data && files ? (
          t('restore-screen.chosen', { files, bytes: formatBytes(data.bytes, language) })
        ) : (
          ' '
        )}
        {paths.length > 0 && (
          <Button kind="quiet" onPress={clear}>
            {t('restore-screen.chosen-nothing')}
          </Button>
        )}
      </p>
      {data && data.missing.length > 0 && (
        <p className={style['wrong']}>
          {t('restore-screen.chosen-missing', { count: data.missing.length, formatted: number(data.missing.length) })}
        </p>
      )}
      {paths.length === 0 && <p className={style['keys']}>{t('restore-screen.keys')}</p>}
    </div>
  );
}
