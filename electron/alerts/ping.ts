import { createCourier, tryMs, type CourierDeps } from './courier.ts';

export type PingEvent = 'start' | 'success' | 'failure';
export type Pinger = ReturnType<typeof createPinger>;

/** Tells a dead man's switch outside how runs go, as healthchecks.io wants it; it alerts when it hears nothing (fault row H2). */
export function createPinger(deps: CourierDeps) {
  const courier = createCourier(deps);
  return {
    /** Returns at once and never throws; a success never overtakes the start before it. */
    ping: (address: string, event: PingEvent): void => {
      courier.send(address, { address: pingAddress(address, event), body: null, timeoutMs: tryMs });
    },
    idle: courier.idle,
  };
}

const endings: Record<PingEvent, string> = { start: '/start', success: '', failure: '/fail' };

/** `https://hc-ping.com/<uuid>/start?create=1` from `https://hc-ping.com/<uuid>?create=1`. */
export function pingAddress(address: string, event: PingEvent): string {
  const ending = endings[event];
  return ending === '' ? address : address.replace(/^([^?#]*?)\/*(?=[?#]|$)/, (_, path: string) => path + ending);
}
