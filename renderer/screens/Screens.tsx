import type { Status } from '../../electron/contract/requests.ts';
import type { Target } from '../../electron/contract/wire.ts';
import { useAsk } from '../bridge/questions.ts';
import { Trouble } from '../parts/Trouble.tsx';
import { HistoryScreen } from './history/HistoryScreen.tsx';
import { HostsScreen } from './hosts/HostsScreen.tsx';
import { JobScreen } from './job/JobScreen.tsx';
import { OverviewScreen } from './overview/OverviewScreen.tsx';
import { RestoreScreen } from './restore/RestoreScreen.tsx';
import { SettingsScreen } from './settings/SettingsScreen.tsx';
import { WelcomeScreen } from './welcome/WelcomeScreen.tsx';

/** The screen that is asked for. Without any job the overview is the welcome. */
export function Screens({ target, status }: { target: Target; status: Status | undefined }) {
  switch (target.screen) {
    case 'overview':
      return status?.jobs.length === 0 ? <WelcomeScreen isFirst /> : <OverviewScreen />;
    case 'welcome':
      return <WelcomeScreen isFirst={status?.jobs.length === 0} />;
    case 'job':
    case 'run':
      return <ScreenOfJob target={target} />;
    case 'history':
      return <HistoryScreen key={target.job} place={target} status={status} />;
    case 'restore':
      return <RestoreScreen key={target.job} place={target} status={status} />;
    case 'hosts':
      return <HostsScreen />;
    case 'settings':
      return <SettingsScreen />;
    default:
      return target satisfies never;
  }
}

/** A job, and over it the run that is asked for: one screen, so that closing the run leads back to where its list was. */
function ScreenOfJob({ target }: { target: Extract<Target, { screen: 'job' | 'run' }> }) {
  const run = target.screen === 'run' ? target.run : null;
  const { data, error, refetch } = useAsk('run.get', { run: run ?? 1 }, { enabled: run !== null });
  const name = target.screen === 'job' ? target.job : data?.jobName;
  if (run !== null && error) {
    return (
      <div style={{ padding: 32 }}>
        <Trouble error={error} retry={() => void refetch()} />
      </div>
    );
  }
  return name === undefined ? null : <JobScreen key={name} name={name} run={run} />;
}
