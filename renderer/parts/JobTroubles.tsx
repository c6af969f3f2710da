import type { JobStatus } from '../../electron/contract/requests.ts';
import { useAsk } from '../bridge/questions.ts';
import { IncidentCard } from './IncidentCard.tsx';
import { Name } from './Name.tsx';
import { SilentCard } from './SilentCard.tsx';

/** Everything that needs a person about one job, on its own screen. */
export function JobTroubles({ id, job, onEdit }: { id: string; job: JobStatus; onEdit: () => void }) {
  const { data: status } = useAsk('status', {});
  const open = status?.incidents.filter((incident) => incident.job === id) ?? [];
  if (open.length > 0) return open.map((incident) => <IncidentCard key={incident.id} incident={incident} job={job} onEdit={onEdit} />);
  return job.level === 'protected' ? null : <SilentCard job={job} subject={<Name text={job.name} />} onEdit={onEdit} />;
}
