import type { Clock, Network, WebRequest } from '../platform/ports.ts';

export type CourierDeps = { clock: Clock; network: Network };

const pausesMs = [0, 5000, 20_000];
/** How long one try may take. */
export const tryMs = 10_000;
const patienceMs = 12_000;

/**
 * Delivers requests to addresses outside without ever holding up who sends them: three tries each, those to one address one after the
 * other. What does not get through is dropped.
 */
export function createCourier({ clock, network }: CourierDeps) {
  const lanes = new Map<string, Promise<void>>();
  let over = new AbortController();

  async function deliver(request: WebRequest, { signal }: AbortController): Promise<void> {
    for (const pause of pausesMs) {
      if (pause > 0) await clock.sleep(pause, signal);
      if (signal.aborted || (await network.send(request)).ok) return;
    }
  }

  return {
    /** Returns at once; what goes by one lane arrives in its order. */
    send: (lane: string, request: WebRequest): void => {
      const until = over;
      const mine = (lanes.get(lane) ?? Promise.resolve()).then(() => deliver(request, until)).catch(() => undefined);
      lanes.set(lane, mine);
      void mine.then(() => {
        if (lanes.get(lane) === mine) lanes.delete(lane);
      });
    },
    /** Waits for what is on its way, 12 s at most; what has not arrived by then is not tried again. */
    idle: async (): Promise<void> => {
      const arrived = new AbortController();
      await Promise.race([Promise.all(lanes.values()), clock.sleep(patienceMs, arrived.signal)]);
      arrived.abort();
      over.abort();
      over = new AbortController();
    },
  };
}
