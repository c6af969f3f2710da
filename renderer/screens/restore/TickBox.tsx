import type { Tick } from './choice.ts';
import style from './TickGrid.module.css';

const checked = { all: 'true', some: 'mixed', none: 'false' } as const;

/** Whether something is wanted whole, in part or not; the keys reach it through the line it stands in. */
export function TickBox({ tick, label, onTick }: { tick: Tick | null; label: string; onTick: () => void }) {
  if (tick === null) return <span className={style['box']} data-absent />;
  return (
    <span
      role="checkbox"
      tabIndex={-1}
      aria-checked={checked[tick]}
      aria-label={label}
      className={style['box']}
      // The focus stays with the list, whose keys go on from here.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.stopPropagation();
        onTick();
      }}
    >
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {tick === 'all' && <path d="M2.5 6.3 5 8.8 9.5 3.6" />}
        {tick === 'some' && <path d="M3 6h6" />}
      </svg>
    </span>
  );
}
