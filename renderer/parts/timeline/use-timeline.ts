import { useMemo, useState, type KeyboardEvent } from 'react';
import { useNow } from '../now.ts';
import { gutter, type Frame } from './drawing.ts';
import { hitAt, type Hit } from './hit.ts';
import { actOf, stepped, type Act } from './keys.ts';
import { gathered, measured, plotWidth, timeOf } from './measured.ts';
import { pointOf, type Past, type Point } from './points.ts';
import { around, lengthOf, moved, scaleOf, showing, zoomed } from './span.ts';
import type { Zoom } from './ScaleButtons.tsx';
import type { Hand } from './use-hand.ts';
import { useSpan } from './use-span.ts';

export type TimelineProps = {
  past: Past;
  /** The session that is chosen, by its time; null is none. */
  selected: number | null;
  onSelect: (session: number | null) => void;
  onOpenRun: (run: number) => void;
};

/** What a timeline shows, and what hands, keys and buttons do to it. */
export function useTimeline({ past, selected, onSelect, onOpenRun }: TimelineProps, width: number, frame: Frame) {
  const now = useNow();
  const data = useMemo(() => measured(past), [past]);
  // A session of a server whose clock is ahead lies in the future.
  const { whole, span, show, glide, jump } = useSpan(past.points[0]?.at ?? now, Math.max(now, past.points.at(-1)?.at ?? now));
  const pxPerMs = plotWidth(width) / lengthOf(span);
  const columns = useMemo(() => gathered(data, pxPerMs), [data, pxPerMs]);
  const [held, setHeld] = useState<{ past: Past; hit: Hit | null }>({ past, hit: null });
  // Places in a past that has changed meanwhile mean nothing.
  const hit = held.past === past ? held.hit : null;
  const point = hit ? past.points[hit.index] : undefined;
  const chosen = pointOf(past, selected);
  const chosenAt = past.points[chosen]?.at;

  const isSeen = (at: number | undefined): at is number => at !== undefined && at >= span.from && at <= span.to;
  /** What stays where it is when a button or a key zooms. */
  const anchor = () => [point?.at, chosenAt, past.points.at(-1)?.at].find(isSeen) ?? (span.from + span.to) / 2;
  const hold = (next: Hit | null) => {
    if (next?.index !== hit?.index || next?.others !== hit?.others || held.past !== past) setHeld({ past, hit: next });
  };
  const choose = (target: Point | undefined) => {
    if (target && 'session' in target) onSelect(target.session.time);
    else if (target?.mark.kind === 'failed') onOpenRun(target.mark.run);
  };
  const zoom = (to: Zoom) => {
    if (typeof to === 'number') glide(zoomed(span, to, anchor(), whole));
    else glide(to === 'all' ? to : around(anchor(), to, whole));
  };

  const under = (x: number, y: number) => (x < gutter - 4 ? null : hitAt(data, columns, timeOf(x, span, width), y > frame.files.base + 2));
  const hand: Hand = {
    hover: (x, y) => hold(under(x, y)),
    leave: () => hold(null),
    tap: (x, y) => {
      const tapped = under(x, y);
      hold(tapped);
      choose(tapped ? past.points[tapped.index] : undefined);
    },
    drag: (by) => show(moved(span, -by / pxPerMs, whole)),
    zoom: (factor, x) => {
      const next = zoomed(span, factor, timeOf(x, span, width), whole);
      if (Math.abs(lengthOf(next) / lengthOf(span) - 1) < 1e-6) return false;
      show(next);
      return true;
    },
  };

  const goTo = (index: number | null) => {
    const at = index === null ? undefined : past.points[index]?.at;
    if (index === null || at === undefined) return;
    hold({ index, others: 0 });
    if (!isSeen(at)) show(showing(span, at, whole));
  };
  /** False when there is nothing to go back from. */
  const back = (): boolean => {
    if (hit) hold(null);
    else if (selected !== null) onSelect(null);
    else if (scaleOf(span, whole) !== 'all') glide('all');
    else return false;
    return true;
  };
  const perform = (act: Exclude<Act, { do: 'back' }>): void => {
    switch (act.do) {
      case 'step':
        goTo(stepped(data.moments, hit?.index ?? (chosen < 0 ? null : chosen), act.by, span.to));
        break;
      case 'edge':
        goTo(act.end === 'first' ? 0 : past.points.length - 1);
        break;
      case 'zoom':
        zoom(act.factor);
        break;
      case 'scroll':
        glide(moved(span, act.spans * lengthOf(span), whole));
        break;
      case 'choose':
        choose(point);
        break;
      default:
        act satisfies never;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actOf(event);
    if (!act || (act.do === 'back' && !back())) return;
    if (act.do !== 'back') perform(act);
    event.preventDefault();
  };

  // What is chosen elsewhere, in the table or a calendar, comes into sight.
  const [shown, setShown] = useState<number>();
  if (chosenAt !== shown) {
    setShown(chosenAt);
    if (chosenAt !== undefined && !isSeen(chosenAt)) jump(showing(span, chosenAt, whole));
  }

  return { data, columns, now, whole, span, hit, point, chosen, hand, onKeyDown, zoom };
}
