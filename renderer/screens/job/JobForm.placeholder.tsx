import type { JobView } from '../../../electron/contract/requests.ts';

type Props = { job?: JobView; onDone: (name: string) => void; onCancel: () => void };

/** Stands where the form of a job will be. */
export const JobForm = ({ job, onDone, onCancel }: Props) => (
  <p>
    {job?.job.name} {onDone.length} {onCancel.length}
  </p>
);
