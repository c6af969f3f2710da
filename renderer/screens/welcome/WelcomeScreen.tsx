import { useAsk, useDo } from '../../bridge/questions.ts';
import { go } from '../../frame/screen.ts';
import { Page } from '../../parts/Page.tsx';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useWords } from '../../words/words.tsx';
import { JobForm } from '../setup/JobForm.tsx';
import { Doors } from './Doors.tsx';
import { FirstRun } from './FirstRun.tsx';
import { HostStep } from './HostStep.tsx';
import { afresh, keptAs, stepsOf, through, usePlan, withHost, type Step } from './plan.ts';
import { Steps } from './Steps.tsx';

/** From nothing to a first good backup: a door, then one step after the other, each to be gone back to. */
export function WelcomeScreen({ isFirst }: { isFirst: boolean }) {
  const { t } = useWords();
  const [plan, setPlan] = usePlan();
  const start = useDo('run.start');
  const { data: job, isLoading } = useAsk('job.show', { name: plan.job ?? '' }, { enabled: plan.job !== null });

  const { door, step, host } = plan;
  if (step === 'doors') {
    return (
      <Doors
        isFirst={isFirst}
        onChoose={(chosen) => {
          setPlan(through(chosen, plan));
          // The overview stops being the welcome as soon as there is a job.
          go({ screen: 'welcome' });
        }}
      />
    );
  }

  const to = (next: Step) => setPlan({ ...plan, step: next, isHostChanged: false });
  const steps = <Steps door={door} step={step} onGo={to} />;
  const before = stepsOf(door)[stepsOf(door).indexOf(step) - 1] ?? 'doors';

  if (step === 'host') {
    return (
      <Page title={t('welcome.host-title')} under={t('welcome.host-text')}>
        {steps}
        <HostStep plan={plan} onDone={(name) => setPlan(withHost(plan, name))} onBack={() => to('doors')} />
      </Page>
    );
  }
  if (step === 'folder') {
    const title = host === null ? t('welcome.folder-title-here') : t('welcome.folder-title', { host: visible(host) });
    return (
      <Page title={title} under={t('welcome.folder-text')}>
        {steps}
        {!isLoading && (
          <JobForm
            {...(job && plan.job !== null ? { job } : {})}
            from={host === null ? '' : `${host}:`}
            keep={keptAs.job}
            back={t('common.back')}
            next={t('help.first-run')}
            onCancel={() => to(before)}
            onDone={(name) => {
              setPlan({ ...plan, job: name, step: 'run' });
              start.mutate({ name });
            }}
          />
        )}
      </Page>
    );
  }
  return (
    <FirstRun
      name={plan.job ?? ''}
      door={door}
      onGo={to}
      start={start}
      onFolder={() => to('folder')}
      onHost={host === null ? undefined : () => setPlan({ ...plan, step: 'host', isHostChanged: true })}
      onAnother={() => setPlan(afresh())}
    />
  );
}
