import { describe, expect, it } from 'vitest';
import { fakeClock } from '../platform/fakes.testing.ts';
import type { WebRequest } from '../platform/ports.ts';
import { createPinger, pingAddress } from './ping.ts';

describe('the address says what happened, as healthchecks.io wants it', () => {
  it.each([
    ['https://hc-ping.com/uuid', 'https://hc-ping.com/uuid/start', 'https://hc-ping.com/uuid/fail'],
    ['https://hc-ping.com/uuid/', 'https://hc-ping.com/uuid/start', 'https://hc-ping.com/uuid/fail'],
    ['https://hc-ping.com/key/slug?create=1', 'https://hc-ping.com/key/slug/start?create=1', 'https://hc-ping.com/key/slug/fail?create=1'],
    ['https://hc/a/?b=/c/', 'https://hc/a/start?b=/c/', 'https://hc/a/fail?b=/c/'],
    ['http://hc:8000', 'http://hc:8000/start', 'http://hc:8000/fail'],
    ['http://hc/$&#x', 'http://hc/$&/start#x', 'http://hc/$&/fail#x'],
  ])('%s', (address, start, failure) => {
    expect([pingAddress(address, 'start'), pingAddress(address, 'success'), pingAddress(address, 'failure')]).toEqual([
      start,
      address,
      failure,
    ]);
  });
});

function setup(send: (request: WebRequest) => Promise<{ ok: boolean; line: string }>) {
  const requests: WebRequest[] = [];
  const network = {
    answers: () => Promise.resolve(true),
    send: (request: WebRequest) => {
      requests.push(request);
      return send(request);
    },
  };
  return { pinger: createPinger({ clock: fakeClock(), network }), requests };
}

it('a run is pinged in its order, each try within 10 seconds', async () => {
  const { pinger, requests } = setup(() => Promise.resolve({ ok: true, line: '200 OK' }));
  pinger.ping('http://hc/a', 'start');
  pinger.ping('http://hc/a', 'success');
  pinger.ping('http://hc/a', 'failure');
  expect(requests).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(requests).toEqual(['/start', '', '/fail'].map((ending) => ({ address: `http://hc/a${ending}`, body: null, timeoutMs: 10_000 })));
});

it('a network that fails in any way hurts nobody', async () => {
  const { pinger } = setup(() => Promise.reject(new Error('bug')));
  pinger.ping('not an address', 'start');
  pinger.ping('http://hc/a', 'success');
  await expect(pinger.idle()).resolves.toBeUndefined();
});
