import { kept } from './kept.ts';

const day = 86_400_000;

const clockOf = kept(
  64,
  (zone) =>
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
);

/** What the clock on the wall of a zone shows at a moment (epoch ms), written as the epoch ms at which a clock in UTC shows the same. */
export function wallAt(zone: string, at: number): number {
  const shown = new Map(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

const whole = (at: number): number => Math.floor(at / 1000) * 1000;
/** How far the clock of a zone is ahead of UTC at a moment, in ms. */
const aheadAt = (zone: string, at: number): number => wallAt(zone, at) - whole(at);

/** The latest that the clock of a zone has shown up to a moment: more than it shows now after it was set back. */
export const latestWall = (zone: string, at: number): number => whole(at) + Math.max(aheadAt(zone, at), aheadAt(zone, at - day));

/**
 * When the clock of a zone first shows a time; when it leaves the time out, the moment at which it jumps over it, on whatever day
 * it lands.
 */
export function firstShown(zone: string, wall: number): number {
  // No place on earth is a day away from UTC, and none changes its clock twice in two days.
  const [before, after] = [aheadAt(zone, wall - day), aheadAt(zone, wall + day)];
  if (before === after) return wall - before;
  for (const ahead of [before, after]) if (aheadAt(zone, wall - ahead) === ahead) return wall - ahead;
  let [still, already] = [wall - after, wall - before];
  while (already - still > 1000) {
    const middle = whole((still + already) / 2);
    if (aheadAt(zone, middle) === after) already = middle;
    else still = middle;
  }
  return already;
}
