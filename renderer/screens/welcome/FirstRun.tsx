import { useEffect } from 'react';
import { isGreen } from '../../../electron/contract/outcome.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useAsk } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { Page } from '../../parts/Page.tsx';
import { Foot, Panel, Section } from '../../parts/Panel.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { BadResult } from './BadResult.tsx';
import { GoodResult } from './GoodResult.tsx';
import { LiveRun } from './LiveRun.tsx';
import { forgetPlan, type Door, type Step } from './plan.ts';
import { Steps } from './Steps.tsx';

type Props = {
  name: string;
  door: Door;
  start: { isPending: boolean; error: unknown; mutate: (job: { name: string }) => void };
  onGo: (step: Step) => void;
  onFolder: () => void;
  /** Where no host is needed there is none to be changed. */
  onHost: (() => void) | undefined;
  onAnother: () => void;
};

/** The first backup of a new job, from its beginning to what came of it. */
export function FirstRun({ name, door, start, onGo, onFolder, onHost, onAnother }: Props) {
  const { t } = useWords();
  const { data: status } = useAsk('status', {});
  const job = status?.jobs.find((other) => other.name === name);
  const facts = { job: visible(name) };
  const outcome = job && !job.active && !start.isPending ? job.last?.outcome : undefined;
  const isGood = outcome ? isGreen(outcome.kind) : false;
  const steps = (isOpen: boolean) => <Steps door={door} step="run" onGo={isOpen ? onGo : undefined} isOver={isGood} />;
  const again = () => start.mutate({ name });

  // A job that is protected needs its plan no more: the next one begins at the doors.
  useEffect(() => {
    if (isGood) forgetPlan();
  }, [isGood]);

  const another = <Button onPress={onAnother}>{t('first-run.another')}</Button>;
  if (start.error !== null && !job?.active) {
    return (
      <Page title={t('first-run.bad', facts)}>
        {steps(true)}
        <Trouble error={start.error} retry={again} />
      </Page>
    );
  }
  if (job?.active) {
    return (
      <Page title={t('first-run.working', facts)} under={t('first-run.working-text')} actions={another}>
        {steps(false)}
        <LiveRun job={name} run={job.active} />
      </Page>
    );
  }
  if (job && outcome) {
    return isGood ? (
      <Page title={t('first-run.good', facts)} under={t('first-run.good-text')}>
        {steps(false)}
        <GoodResult job={job} onAnother={onAnother} />
      </Page>
    ) : (
      <Page title={t('first-run.bad', facts)} actions={another}>
        {steps(true)}
        <BadResult job={job} onAgain={again} onFolder={onFolder} onHost={onHost} />
      </Page>
    );
  }
  if (status && !start.isPending) {
    return (
      <Page title={t('first-run.bad', facts)} actions={another}>
        {steps(true)}
        <Panel>
          <Foot>
            <Button onPress={onFolder}>{t('first-run.change-folder')}</Button>
            <Button kind="primary" onPress={again}>
              {t('help.first-run')}
            </Button>
          </Foot>
        </Panel>
      </Page>
    );
  }
  return (
    <Page title={t('first-run.starting', facts)}>
      {steps(false)}
      <Panel>
        <Section>
          <Waiting>{t('phase.checking')}</Waiting>
        </Section>
      </Panel>
    </Page>
  );
}
