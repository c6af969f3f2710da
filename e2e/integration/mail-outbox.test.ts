import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPost, type Letters } from '../../electron/alerts/alerts.ts';
import { createMailer } from '../../electron/platform/mailer.ts';
import { makeCertificate, noCertificates } from '../office/certificate.ts';
import { startMailServer, type MailManner, type MailServer } from '../office/mail-server.ts';
import { oneSecret, openOutbox, sampleMail, settingsFor } from '../office/outbox.ts';
import { random } from '../office/random.ts';

const full = process.env['MODOSU_FULL'] === '1';
const seed = Number(process.env['MODOSU_SEED'] ?? 7);
const minute = 60_000;
const lease = 3 * minute;
const program = fileURLToPath(new URL('../office/deliver-mail.ts', import.meta.url));
const login = { user: 'backup@example.org', password: 'correct horse battery staple' };

async function serverOf(...given: Parameters<typeof startMailServer>): Promise<MailServer> {
  const server = await startMailServer(...given);
  onTestFinished(() => server.close());
  return server;
}

async function outbox(count: number) {
  const found = await openOutbox(count);
  onTestFinished(found.close);
  return found;
}

/** How often each letter has come whole. */
const arrivals = (server: MailServer, ids: readonly string[]) =>
  ids.map((id) => server.messages.filter(({ raw }) => raw.includes(`Message-ID: ${id}\r\n`)).length);
const isLost = (times: number[]) => times.filter((count) => count === 0).length;
const twice = (times: number[]) => times.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
const states = (letters: Letters) => [...new Set(letters.list(100).map(({ state }) => state))];

describe('H3: every letter arrives once the server is mended', () => {
  const faults: [name: string, MailManner | 'down', rounds: number][] = [
    ['down', 'down', 3],
    ['421 at connect', { refuse: { at: 'connect', code: 421 } }, 3],
    ['450 at rcpt', { refuse: { at: 'rcpt', code: 450 } }, 3],
    ['452 at data', { refuse: { at: 'data', code: 452 } }, 3],
    ['550 at rcpt', { refuse: { at: 'rcpt', code: 550 } }, 2],
    ['554 at data', { refuse: { at: 'data', code: 554 } }, 2],
    ['550 at mail', { refuse: { at: 'mail', code: 550 } }, 2],
    ['a wrong password', { login: { ...login, password: 'changed' } }, 3],
    ['silence', { fault: 'greeting' }, 2],
    ['silence after the message', { fault: 'answer' }, 1],
  ];
  it.for(faults)('after: %s', async ([, manner, rounds]) => {
    const server = await serverOf(manner);
    const { letters, ids } = await outbox(4);
    let later = 0;
    const post = createPost({
      clock: { now: () => Date.now() + later, monotonic: () => performance.now(), sleep: () => Promise.resolve() },
      mailer: createMailer({ connectMs: 1500, idleMs: 2500, timeoutMs: 3000 }),
      letters,
      secrets: oneSecret(login.password),
      settings: () => Promise.resolve(settingsFor(server, { user: login.user })),
      owner: 'test',
      changed: () => undefined,
    });
    for (let round = 0; round < rounds; round += 1, later += 20 * minute) expect(await post.deliver()).toBe(0);
    expect(states(letters)).toEqual(['waiting']);
    await server.become({ login });
    later += 2 * 60 * minute;
    let left = 0;
    for (let round = 0; left < ids.length && round < 5; round += 1, later += 2 * 60 * minute) left += await post.deliver();
    const times = arrivals(server, ids);
    expect([isLost(times), states(letters)]).toEqual([0, ['sent']]);
    expect(twice(times)).toBeLessThanOrEqual(1);
  });

  it('and a refused recipient keeps none of the others from leaving', async () => {
    const server = await serverOf({ refuse: { at: 'rcpt', code: 550 }, refusedOnly: 'gone@example.org' });
    const { path, letters, ids } = await outbox(2);
    letters.add({ ...sampleMail, messageId: '<gone@example.org>', to: 'gone@example.org', at: 0 });
    expect(await ended(deliverer(path, server, 'one', 0))).toBe('2\n');
    expect([arrivals(server, ids), states(letters)]).toEqual([
      [1, 1],
      ['waiting', 'sent'],
    ]);
  });
});

const deliverer = (path: string, { port }: MailServer, owner: string, later: number, more: string[] = [], env = {}) =>
  spawn(process.execPath, [program, path, String(port), owner, String(later), ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
async function ended(child: ReturnType<typeof deliverer>): Promise<string> {
  const [said] = await Promise.all([textOf(child.stdout), new Promise((resolve) => child.once('close', resolve))]);
  return said;
}

it('an authority that the administrator has made known to the machine is trusted, and no other', async (context) => {
  context.skip(noCertificates !== undefined, noCertificates);
  const certificate = makeCertificate('DNS:localhost', 'IP:127.0.0.1');
  const server = await serverOf({ tls: { mode: 'tls', certificate } });
  const { path, letters } = await outbox(1);
  const file = join(dirname(path), 'authority.pem');
  await writeFile(file, certificate.cert);
  const known = { SSL_CERT_FILE: file, SSL_CERT_DIR: dirname(path) };
  expect([await ended(deliverer(path, server, 'one', 0, ['tls'])), letters.list(1)[0]?.trouble]).toEqual(['0\n', 'certificate']);
  expect(await ended(deliverer(path, server, 'one', minute, ['tls'], known))).toBe('1\n');
});

describe('H4: a program that is killed between the acceptance of a letter and its mark', () => {
  const rounds = full ? 20 : 3;
  it(`loses none, and sends at most one twice (${rounds} kills)`, { timeout: 300_000 }, async () => {
    const numbers = random(seed);
    const found: unknown[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { path, letters, ids } = await outbox(4);
      const fatal = numbers.int(1, ids.length - 1);
      // Before the answer, right behind it, or while it is being noted.
      const afterMs = [-1, 0, numbers.int(1, 4)][round % 3] ?? 0;
      const first: { child?: ReturnType<typeof deliverer> } = {};
      const acknowledged: string[] = [];
      const server = await serverOf({}, ({ raw }, answer) => {
        const isFatal = server.messages.length === fatal;
        // A server may forget what it has not acknowledged.
        if (!isFatal || afterMs >= 0) {
          acknowledged.push(raw);
          answer();
        }
        if (isFatal) void sleep(Math.max(0, afterMs)).then(() => first.child?.kill('SIGKILL'));
      });
      first.child = deliverer(path, server, 'killed', 0);
      await ended(first.child);
      const killed = first.child.signalCode;
      await ended(deliverer(path, server, 'second', lease));
      const lost = ids.filter((id) => !acknowledged.some((raw) => raw.includes(`Message-ID: ${id}\r\n`)));
      const times = arrivals(server, ids);
      const isFine = killed === 'SIGKILL' && lost.length === 0 && twice(times) <= 1 && states(letters).join() === 'sent';
      if (!isFine) found.push({ round, fatal, afterMs, killed, lost, times, letters: letters.list(9) });
      await server.close();
    }
    expect(found).toEqual([]);
  });

  it('is not taken for dead while it lives: two programs at once send each letter once', async () => {
    const { path, letters, ids } = await outbox(20);
    const server = await serverOf();
    const said = await Promise.all(['one', 'other'].map((owner) => ended(deliverer(path, server, owner, 0))));
    expect(arrivals(server, ids)).toEqual(ids.map(() => 1));
    expect([said.reduce((sum, number) => sum + Number(number), 0), states(letters)]).toEqual([20, ['sent']]);
  });
});
