/** A stretch of time, in epoch ms. */
export type Span = { from: number; to: number };

const hour = 3_600_000;
const day = 24 * hour;
/** Backups by hand, minutes apart, can still be told from each other. */
export const shortest = 6 * hour;
const leastWhole = 7 * day;

/** How much of the past is shown, as it can be chosen. */
export const lengths = { day, week: 7 * day, month: 30 * day, year: 365 * day } as const;
export type Scale = keyof typeof lengths | 'all';

export const lengthOf = ({ from, to }: Span): number => to - from;

/** Everything there is from the first moment until now; a new job's first days do not fill it. */
export function wholeOf(first: number, now: number): Span {
  const to = Math.max(first, now);
  return { from: Math.min(first, to - leastWhole), to };
}

/** The same stretch, moved and cut so that it lies within another one. */
export function within(span: Span, whole: Span): Span {
  const length = Math.min(Math.max(lengthOf(span), shortest), lengthOf(whole));
  const from = Math.min(Math.max(span.from, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** Longer (`factor` above 1) or shorter; the moment `around` stays where it is. */
export function zoomed(span: Span, factor: number, around: number, whole: Span): Span {
  const length = Math.min(Math.max(lengthOf(span) * factor, shortest), lengthOf(whole));
  const share = (around - span.from) / lengthOf(span);
  const from = around - share * length;
  return within({ from, to: from + length }, whole);
}

/** Moved along time by so many ms. */
export const moved = ({ from, to }: Span, by: number, whole: Span): Span => within({ from: from + by, to: to + by }, whole);

/** So much time with a moment in its middle. */
export function around(at: number, scale: Scale, whole: Span): Span {
  if (scale === 'all' || !makesSense(scale, whole)) return whole;
  return within({ from: at - lengths[scale] / 2, to: at + lengths[scale] / 2 }, whole);
}

/** Moved no more than needed for a moment to be seen, with some of what lies around it. */
export function showing(span: Span, at: number, whole: Span): Span {
  const edge = lengthOf(span) * 0.06;
  if (at < span.from + edge) return moved(span, at - edge - span.from, whole);
  if (at > span.to - edge) return moved(span, at + edge - span.to, whole);
  return span;
}

/** The scale that a stretch has, if it is one of those that can be chosen. */
export function scaleOf(span: Span, whole: Span): Scale | null {
  const length = lengthOf(span);
  if (length >= lengthOf(whole) * 0.999) return 'all';
  const known = Object.entries(lengths).find(([, each]) => Math.abs(each / length - 1) < 0.005);
  return known ? (known[0] as Scale) : null;
}

/** A scale that shows nearly everything is that of everything. */
const makesSense = (scale: keyof typeof lengths, whole: Span): boolean => lengths[scale] < lengthOf(whole) * 0.9;

/** The scales that there are for so long a past. */
export const scalesOf = (whole: Span): Scale[] => [
  ...(Object.keys(lengths) as (keyof typeof lengths)[]).filter((scale) => makesSense(scale, whole)),
  'all',
];
