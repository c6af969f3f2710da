import type { Status } from '../../electron/contract/requests.ts';
import type { Target } from '../../electron/contract/wire.ts';
import { useAsk } from '../bridge/questions.ts';
import { Trouble } from '../parts/Trouble.tsx';
import { HostsScreen } from './hosts/HostsScreen.tsx';
import { JobScreen } from './job/JobScreen.tsx';
import { OverviewScreen } from './overview/OverviewScreen.tsx';
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
      return <JobScreen name={target.job} run={null} />;
    case 'run':
      return <ScreenOfRun run={target.run} />;
    case 'hosts':
      return <HostsScreen />;
    case 'settings':
      return <SettingsScreen />;
    default:
      return target satisfies never;
  }
}

/** A run is shown beside its job. */
function ScreenOfRun({ run }: { run: number }) {
  const { data, error, refetch } = useAsk('run.get', { run });
  if (error) return <Trouble error={error} retry={() => void refetch()} />;
  return data ? <JobScreen name={data.jobName} run={run} /> : null;
}
