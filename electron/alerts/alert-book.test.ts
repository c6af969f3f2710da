import { describe, expect, it } from 'vitest';
import type { MailSettings } from '../contract/alerts.ts';
import { emptySettings, type Settings } from '../contract/settings.ts';
import { createWords } from '../contract/words/translate.ts';
import { fakeClock } from '../platform/fakes.testing.ts';
import { createAlertBook } from './alert-book.ts';

const mail: MailSettings = {
  host: 'mail.example.org',
  port: 587,
  tls: 'starttls',
  user: 'backup',
  password: 'file',
  from: 'backup@example.org',
  to: ['a@example.org'],
};

/** A book in which mail is set up. */
function setup(before: MailSettings = mail, password = 'kept') {
  let settings: Settings = { ...emptySettings, alerts: { ...emptySettings.alerts, mail: before } };
  let kept: string | undefined = password;
  let forgotten = 0;
  const sent: { host: string; password: string | null }[] = [];
  const called: (string | null)[] = [];
  const book = createAlertBook({
    clock: fakeClock(),
    files: { append: (path) => (path.startsWith('/nowhere') ? Promise.reject(new Error('ENOENT')) : Promise.resolve()) },
    settings: {
      load: () => Promise.resolve(settings),
      change: (next) => Promise.resolve((settings = next(settings))),
      notices: () => Promise.resolve([]),
    },
    secrets: {
      places: () => Promise.resolve({ keyring: false, backend: '' }),
      keep: (_, value) => Promise.resolve(void (kept = value)),
      read: () => Promise.resolve(kept === '' ? undefined : kept),
      forget: () => {
        kept = undefined;
        forgotten += 1;
        return Promise.resolve();
      },
    },
    mailer: {
      send: ({ host }, password) => {
        sent.push({ host, password });
        return Promise.resolve({ kind: 'sent' });
      },
    },
    network: {
      send: (call) => {
        called.push(call.body);
        return Promise.resolve({ ok: true, line: '200' });
      },
    },
    letters: { dueNow: () => undefined } as never,
    overseer: { saying: () => ({ t: createWords('en'), language: 'en', now: 0 }) },
    machine: 'here',
    mended: () => undefined,
  });
  return { book, sent, called, kept: () => kept, forgotten: () => forgotten };
}

describe('the kept password (I7, I9)', () => {
  it('is used for a test with the server and the user that it was given for', async () => {
    const { book, sent } = setup();
    await book.testMail({ ...mail, to: ['b@example.org'] }, null);
    expect(sent).toEqual([{ host: 'mail.example.org', password: 'kept' }]);
  });

  it.each<[string, Partial<MailSettings>]>([
    ['another server', { host: 'evil.example.org' }],
    ['another port', { port: 25 }],
    ['another protection', { tls: 'none' }],
    ['another user', { user: 'other' }],
  ])('goes nowhere with %s, whatever a window asks, and is forgotten when that is kept', async (_, change) => {
    const { book, sent, kept } = setup();
    expect((await book.testMail({ ...mail, ...change }, null)).verdict).toBe('password-missing');
    await book.setMail({ ...mail, ...change }, null);
    expect([sent, kept()]).toEqual([[], undefined]);
  });

  it('stays when only recipients change, and is forgotten without a login', async () => {
    const { book, kept } = setup();
    await book.setMail({ ...mail, to: ['b@example.org'] }, null);
    expect(kept()).toBe('kept');
    await book.setMail({ ...mail, user: null }, null);
    expect(kept()).toBeUndefined();
  });

  it('in a keyring that a shell cannot open stays where it is, while server and user are the same', async () => {
    const { book, forgotten } = setup({ ...mail, password: 'keyring' }, '');
    const change: MailSettings = { ...mail, password: 'file', to: ['b@example.org'] };
    expect((await book.setMail(change, null)).mail).toMatchObject({ password: 'keyring', to: ['b@example.org'] });
    expect(forgotten()).toBe(0);
    await book.setMail({ ...change, user: 'other' }, null);
    expect(forgotten()).toBe(1);
  });

  it('never comes out', async () => {
    const { book } = setup();
    expect(JSON.stringify([await book.get(), await book.setMail(mail, 'new secret')])).not.toMatch(/kept"|new secret/);
  });
});

it('an address is tried in the way in which it will be told: a ping without a body, a webhook in JSON', async () => {
  const { book, called } = setup();
  await book.testAddress('https://example.org/ping', 'ping');
  await book.testAddress('https://example.org/hook', 'webhook');
  expect(called).toEqual([null, JSON.stringify({ event: 'test', text: 'This is a test. here will tell of its backups here.' })]);
});

it('a log that cannot be written is refused when it is set, and not found missing later', async () => {
  const { book } = setup();
  const log = { path: '/nowhere/backup.log', maxBytes: 1e6, keep: 5, journal: false };
  await expect(book.change({ log })).rejects.toMatchObject({ kind: 'invalid', facts: { field: 'log.path', reason: 'log-unwritable' } });
  expect((await book.change({ log: { ...log, path: '/somewhere/backup.log' } })).log.path).toBe('/somewhere/backup.log');
});
