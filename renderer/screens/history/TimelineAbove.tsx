import { memo, useDeferredValue } from 'react';
import { Timeline } from '../../parts/timeline/Timeline.tsx';
import type { TimelineProps } from '../../parts/timeline/use-timeline.ts';

/** How tall the bars are above a list of files, px. */
const height = 40;

const Drawn = memo(Timeline);

/** The timeline above a list of files. It is drawn after them: whoever goes to a session waits for what was in it. */
export function TimelineAbove(props: TimelineProps) {
  const { past, selected, onSelect, onOpenRun } = useDeferredValue(props);
  return <Drawn height={height} past={past} selected={selected} onSelect={onSelect} onOpenRun={onOpenRun} />;
}
