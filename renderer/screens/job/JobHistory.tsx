import { useState } from 'react';
import type { JobStatus } from '../../../electron/contract/requests.ts';
import { go } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { HistoryNotice } from '../../parts/timeline/HistoryNotice.tsx';
import { PastTable } from '../../parts/timeline/PastTable.tsx';
import { pointOf, type Past } from '../../parts/timeline/points.ts';
import { SessionDetail } from '../../parts/timeline/SessionDetail.tsx';
import { Timeline } from '../../parts/timeline/Timeline.tsx';
import { useHistory } from '../../parts/timeline/use-history.ts';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import style from './JobScreen.module.css';
import { LastSession } from './LastSession.tsx';

/** The history of a job: its timeline and one session of it. As long as no session can be shown, what its runs tell stands there. */
export function JobHistory({ job }: { job: JobStatus }) {
  const { state, past, error, again } = useHistory(job.name);
  const hasSessions = past?.points.some((point) => 'session' in point) ?? false;
  // What stands above or below already: that a backup is at work, and that there is no session yet.
  const hadSessions = job.lastGood !== null;
  const isSaid = state?.state === 'behind' || (state?.state === 'empty' && !hadSessions);
  const notice = state && !isSaid && <HistoryNotice state={state} hadSessions={hadSessions} />;
  // What comes and goes by itself does not push about what is looked at.
  const isPassing = hasSessions && (state?.state === 'reading' || state?.state === 'indexing');
  return (
    <>
      {error ? <Trouble error={error} retry={again} /> : !isPassing && notice}
      {past && hasSessions ? <PastCard job={job.name} past={past} /> : <LastSession job={job} />}
      {isPassing && notice}
    </>
  );
}

function PastCard({ job, past }: { job: string; past: Past }) {
  const { t } = useWords();
  const [selected, setSelected] = useState<number | null>(null);
  const [isTable, setTable] = useState(false);
  const sessions = past.points.flatMap((point) => ('session' in point ? [point.session] : []));
  const chosen = pointOf(past, selected) < 0 ? null : selected;
  const shown = chosen === null ? sessions.findLast(({ state }) => state === 'good') : sessions.find(({ time }) => time === chosen);
  const place = shown ? sessions.indexOf(shown) : -1;
  return (
    <div className={style['card']}>
      <div className={style['part']}>
        <Timeline past={past} selected={chosen} onSelect={setSelected} onOpenRun={(run) => go({ screen: 'run', run })}>
          <Button kind="quiet" aria-expanded={isTable} onPress={() => setTable(!isTable)}>
            {t(isTable ? 'timeline.hide-table' : 'timeline.show-table')}
          </Button>
        </Timeline>
        {isTable && <PastTable past={past} selected={chosen} onSelect={setSelected} />}
      </div>
      {shown && (
        <div className={style['part']}>
          <SessionDetail
            job={job}
            session={shown}
            previous={sessions[place - 1]}
            next={sessions[place + 1]}
            isLast={chosen === null}
            onSelect={setSelected}
          />
        </div>
      )}
    </div>
  );
}
