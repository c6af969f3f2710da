import { firstAtOrAfter } from './sorted.ts';

/** What a key does on a timeline: to the next point, to the first or last, closer or further away, along time, open the point, one step back. */
export type Act =
  | { do: 'step'; by: number }
  | { do: 'edge'; end: 'first' | 'last' }
  | { do: 'zoom'; factor: number }
  | { do: 'scroll'; spans: number }
  | { do: 'choose' }
  | { do: 'back' };

const acts: Record<string, Act> = {
  ArrowLeft: { do: 'step', by: -1 },
  ArrowRight: { do: 'step', by: 1 },
  Home: { do: 'edge', end: 'first' },
  End: { do: 'edge', end: 'last' },
  '+': { do: 'zoom', factor: 0.5 },
  // The key of the plus sign without Shift, on most keyboards.
  '=': { do: 'zoom', factor: 0.5 },
  '-': { do: 'zoom', factor: 2 },
  '−': { do: 'zoom', factor: 2 },
  PageUp: { do: 'scroll', spans: -0.8 },
  PageDown: { do: 'scroll', spans: 0.8 },
  Enter: { do: 'choose' },
  ' ': { do: 'choose' },
  Escape: { do: 'back' },
};

type Pressed = { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean };

/** Undefined for keys that are not meant for a timeline. */
export const actOf = ({ key, ctrlKey, altKey, metaKey }: Pressed): Act | undefined =>
  ctrlKey || altKey || metaKey ? undefined : acts[key];

/** The point that a step leads to: the next one, or from nowhere the one nearest to the right edge of what is seen. */
export function stepped(moments: readonly number[], from: number | null, by: number, seenUntil: number): number | null {
  if (moments.length === 0) return null;
  const last = moments.length - 1;
  if (from === null) return Math.min(last, Math.max(0, firstAtOrAfter(moments, seenUntil + 1, (at) => at) - 1));
  return Math.min(last, Math.max(0, from + by));
}
