import { useState } from 'react';
import type { HistoryState } from '../../../electron/contract/history.ts';
import type { Status } from '../../../electron/contract/requests.ts';
import type { Target } from '../../../electron/contract/wire.ts';
import { useAsk } from '../../bridge/questions.ts';
import { go, goInstead } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { HistoryNotice } from '../../parts/timeline/HistoryNotice.tsx';
import { useHistory } from '../../parts/timeline/use-history.ts';
import { Trouble } from '../../parts/Trouble.tsx';
import { useStepBack } from '../../parts/use-step-back.ts';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { useSessions } from '../history/sessions.ts';
import { Heading } from './Heading.tsx';
import { RestoreRun } from './RestoreRun.tsx';
import style from './RestoreScreen.module.css';
import { useBegun } from './use-begun.ts';
import { useChoice } from './use-choice.ts';
import { usePreview } from './use-preview.ts';
import { useSession } from './use-session.ts';
import { WhatColumn } from './WhatColumn.tsx';
import { WhenColumn } from './WhenColumn.tsx';
import { newFolder, placeOf, singleOf } from './where.ts';
import { WhereColumn } from './WhereColumn.tsx';

/** Of these the notice says what stands in the way, and what to do about it. */
const saysIt = new Set<HistoryState['state']>(['unreachable', 'failed']);

type Place = Extract<Target, { screen: 'restore' }>;

/** Puts something back as it was: when, what and where are seen together; then the restore itself, and its report. */
export function RestoreScreen({ place, status }: { place: Place; status: Status | undefined }) {
  const { job: name, at, paths } = place;
  const known = status?.jobs.find((each) => each.name === name);
  const history = useHistory(name);
  const sessions = useSessions(history.past);
  const { moment, session, newest, error } = useSession(name, at, history, sessions);
  const { data: job, error: noJob } = useAsk('job.show', { name });
  const chosen = useChoice(name, session, paths);
  const [where, setWhere] = useState(newFolder);
  const [options, setOptions] = useState({ exact: false, special: false, withoutLinks: false, mail: false });
  const { run, isComing, start, leave: back } = useBegun();

  const single = singleOf(chosen.choice);
  const placed = placeOf(where, single);
  const draft =
    session === undefined || chosen.choice.size === 0 || 'wrong' in placed || run !== null || isComing
      ? null
      : {
          name,
          at: String(session),
          paths: [...chosen.choice].sort(),
          ...placed,
          exact: options.exact && where.kind !== 'new',
          special: options.special,
          withoutLinks: options.withoutLinks,
        };
  const previewed = usePreview(draft);
  const begin = () => {
    if (previewed.ready === null || moment.isUnclear) return;
    const { draft: wanted, preview } = previewed.ready;
    // What the session does not have was said beside the tree.
    const there = wanted.paths.filter((path) => !preview.missing.includes(path));
    const { replace, remove, path } = preview;
    start.mutate({ ...wanted, paths: there, mail: options.mail, confirmed: { replace, remove, path } });
  };
  const toSession = (time: number) => {
    moment.type('');
    goInstead({ ...place, at: time === newest ? null : time });
  };
  useStepBack(() => {
    if (run?.state !== 'done') return false;
    back();
    return true;
  });

  const isSaid = history.state !== undefined && saysIt.has(history.state.state);
  const body = () => {
    if (run !== null)
      return (
        <RestoreRun
          run={run}
          onBack={back}
          onAgain={() => {
            chosen.clear();
            back();
          }}
        />
      );
    if (isComing) return <Loading />;
    const trouble = noJob ?? (isSaid ? null : error);
    if (history.state?.state === 'empty' && session === undefined) return <ToJob name={name} />;
    if (noJob || session === undefined || newest === undefined)
      return trouble ? <Trouble error={trouble} retry={history.again} /> : !error && <Loading />;
    return (
      <div className={style['columns']}>
        <WhenColumn past={history.past} sessions={sessions} session={session} newest={newest} moment={moment} onSession={toSession} />
        <WhatColumn name={name} session={session} newest={newest} sessions={sessions} chosen={chosen} onSession={toSession} />
        <WhereColumn
          job={job}
          where={where}
          single={single}
          onWhere={setWhere}
          options={options}
          onOptions={setOptions}
          previewed={previewed}
          onLeave={'place' in placed && placed.place.kind === 'as' ? undefined : chosen.leave}
          isChosen={chosen.choice.size > 0}
          isUnclear={moment.isUnclear}
          start={{ begin, isPending: start.isPending, error: start.error }}
          onCancel={() => go(known ? { screen: 'job', job: name } : { screen: 'overview' })}
        />
      </div>
    );
  };
  return (
    <div className={style['page']}>
      <Heading name={name} job={job} session={run?.restore?.session ?? session} sessions={sessions} run={run} error={noJob ?? error} />
      {history.state && run === null && !isComing && (
        <HistoryNotice state={history.state} hadSessions={known ? known.lastGood !== null : false} />
      )}
      <div className={style['rest']}>{body()}</div>
    </div>
  );
}

function ToJob({ name }: { name: string }) {
  const { t } = useWords();
  return (
    <div>
      <Button onPress={() => go({ screen: 'job', job: name })}>{t('browse.to-job')}</Button>
    </div>
  );
}

function Loading() {
  const { t } = useWords();
  return (
    <div className={style['late']}>
      <Waiting>{t('common.loading')}</Waiting>
    </div>
  );
}
