import { Bar } from './AgeBar.tsx';

/** How far work has come, read out as well as drawn; `share` 0..1, null where nobody can tell. */
export const WorkBar = ({ label, share }: { label: string; share: number | null }) => (
  <div
    role="progressbar"
    aria-label={label}
    {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100), 'aria-valuemin': 0, 'aria-valuemax': 100 })}
  >
    <Bar kind="working" share={share} tick={null} />
  </div>
);
