import type { Ended } from './stage.ts';

/** What of a round did not come, in its order, and whether it went through to its end. */
export type Round<T> = { missing: readonly T[]; endedWell: boolean };

const rounds = { oneByOne: 40, most: 400 };

/**
 * Answers what can never come. One that cannot be rebuilt keeps all behind it from coming: the first of those that did not come is to blame,
 * and the rest is tried again. Where many are to blame the rest is tried by halves, so that what is whole comes before the last round.
 */
export async function lostIn<T>(wanted: readonly T[], perform: (part: readonly T[]) => Promise<Ended<Round<T>>>): Promise<Ended<T[]>> {
  const lost: T[] = [];
  const parts = [wanted];
  for (let round = 1; ; round += 1) {
    const part = parts.shift();
    if (!part) return { kind: 'done', value: lost };
    if (part.length === 0) continue;
    if (round > rounds.most) {
      lost.push(...part);
      continue;
    }
    const ended = await perform(part);
    if (ended.kind !== 'done') return ended;
    const { missing, endedWell } = ended.value;
    lost.push(...missing.slice(0, endedWell ? missing.length : 1));
    if (!endedWell) parts.push(...(round < rounds.oneByOne ? [missing.slice(1)] : halves(missing.slice(1))));
  }
}

const halves = <T>(all: readonly T[]): (readonly T[])[] => {
  const middle = all.length >> 1;
  return [all.slice(0, middle), all.slice(middle)];
};
