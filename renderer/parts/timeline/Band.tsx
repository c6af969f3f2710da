import { gutter, rightEdge, type Frame } from './drawing.ts';
import style from './Timeline.module.css';

type Props = { kind: 'held' | 'chosen'; x: number; thick: number; frame: Frame; width: number };

/** Stands behind the column of one point: the one that is read out, or the one that is chosen, which has a notch at its top as well. */
export function Band({ kind, x, thick, frame, width }: Props) {
  if (x < gutter - thick || x > width - rightEdge + thick) return null;
  return (
    <g className={style[kind]}>
      <rect x={x - thick / 2} y={frame.top - 6} width={thick} height={frame.axis + 8 - frame.top} rx="2" />
      {kind === 'chosen' && <path d={`M${x - 4.5} 0h9l-4.5 6z`} />}
    </g>
  );
}
