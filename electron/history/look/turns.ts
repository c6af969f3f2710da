import { Refusal } from '../../contract/failure.ts';

const mostWaiting = 50;

export type Turns = <T>(place: string, work: () => Promise<T>) => Promise<T>;

/** Does one thing at a time for each place, in the order of asking. Who would wait behind very many is refused. */
export function createTurns(): Turns {
  const lines = new Map<string, { last: Promise<unknown>; waiting: number }>();

  return async (place, work) => {
    const line = lines.get(place) ?? { last: Promise.resolve(), waiting: 0 };
    if (line.waiting >= mostWaiting) throw new Refusal('repository-busy', { to: place });
    lines.set(place, line);
    line.waiting += 1;
    const mine = line.last.then(work, work);
    line.last = mine;
    try {
      return await mine;
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) lines.delete(place);
    }
  };
}
