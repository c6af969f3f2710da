import { expect, it } from 'vitest';
import type { Incident } from '../contract/incident.ts';
import { fakeClock } from '../platform/fakes.testing.ts';
import type { WebRequest } from '../platform/ports.ts';
import { createWebhook, webhookBody } from './webhook.ts';

const openedAt = Date.UTC(2026, 10, 22, 2, 30, 41);
const incident: Incident = {
  id: 12,
  job: 'job-0000000b',
  jobName: 'web1',
  cause: 'failed',
  openedAt,
  changedAt: openedAt,
  closedAt: null,
  run: 7,
  times: 3,
  facts: {},
};
const facts = { from: 'web1:/var/www', to: '/backup/www', text: 'web1: the backup failed.' };

it('an incident is told with what another program needs to know about it', () => {
  expect(JSON.parse(webhookBody(incident, 'opened', facts))).toEqual({
    event: 'opened',
    incident: {
      id: 12,
      cause: 'failed',
      job: 'web1',
      from: 'web1:/var/www',
      to: '/backup/www',
      openedAt: '2026-11-22T02:30:41.000Z',
      closedAt: null,
      run: 7,
    },
    text: 'web1: the backup failed.',
  });
});

it('one that is about no job, and is over', () => {
  const quiet: Incident = { ...incident, job: null, jobName: null, cause: 'engine-quiet', closedAt: openedAt + 1000, run: null };
  expect(JSON.parse(webhookBody(quiet, 'closed', { from: '', to: '', text: '' }))).toMatchObject({
    event: 'closed',
    incident: { cause: 'engine-quiet', job: null, from: '', to: '', closedAt: '2026-11-22T02:30:42.000Z', run: null },
  });
});

it('what a path or a server holds arrives as text that can be shown (attack row N6)', () => {
  const body = webhookBody(incident, 'opened', { from: '/a"}\u202e', to: '/b', text: 'x\n"}],\u001b[2J' });
  expect(JSON.parse(body)).toMatchObject({ incident: { from: '/a"}\\u{202e}' }, text: 'x\\u{a}"}],\\u{1b}[2J' });
});

it('is tried three times', async () => {
  const requests: WebRequest[] = [];
  const send = (request: WebRequest) => {
    requests.push(request);
    return Promise.resolve({ ok: false, line: '500' });
  };
  const webhook = createWebhook({ clock: fakeClock(), network: { answers: () => Promise.resolve(true), send } });
  webhook.send('http://hook/x', incident, 'opened', facts);
  await new Promise((resolve) => setImmediate(resolve));
  const expected: WebRequest = { address: 'http://hook/x', body: webhookBody(incident, 'opened', facts), timeoutMs: 10_000 };
  expect(requests).toEqual([expected, expected, expected]);
});
