import { useEffect, useState } from 'react';
import { ProgressBar } from 'react-aria-components';
import type { Run } from '../../../electron/contract/run.ts';
import { formatDuration, formatNumber } from '../../../electron/contract/words/format.ts';
import { useProgress } from '../../bridge/progress.ts';
import { useDo } from '../../bridge/questions.ts';
import { Bar } from '../../parts/AgeBar.tsx';
import { Button } from '../../parts/Button.tsx';
import { Foot, Panel, Section } from '../../parts/Panel.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import style from './FirstRun.module.css';

/** A backup at work: what it is doing, how much is done, since when. */
export function LiveRun({ job, run }: { job: string; run: Run }) {
  const { t, language } = useWords();
  const progress = useProgress(run.id);
  const cancel = useDo('run.cancel');
  const now = useSeconds();
  const phase = progress?.phase ?? (run.state === 'queued' ? 'waiting' : 'checking');
  const share = progress?.share ?? null;
  const files = progress?.files ?? 0;
  return (
    <Panel>
      <Section>
        <Waiting>{t(`phase.${phase}`)}</Waiting>
        <ProgressBar
          aria-label={t('first-run.progress')}
          {...(share === null ? { isIndeterminate: true } : { value: share, minValue: 0, maxValue: 1 })}
        >
          <Bar kind="working" share={share} tick={null} />
        </ProgressBar>
        <p className={style['numbers']}>
          {files > 0 && <span>{t('overview.files-so-far', { files: formatNumber(files, language) })}</span>}
          {run.startedAt !== null && (
            <span>
              {t('first-run.so-far', { time: formatDuration(Math.floor(Math.max(0, now - run.startedAt) / 1000) * 1000, language) })}
            </span>
          )}
        </p>
        {cancel.error && <Trouble error={cancel.error} />}
      </Section>
      <Foot>
        <Button onPress={() => cancel.mutate({ name: job })} isPending={cancel.isPending}>
          {t('first-run.cancel')}
        </Button>
      </Foot>
    </Panel>
  );
}

/** The time (epoch ms), second by second. */
function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
