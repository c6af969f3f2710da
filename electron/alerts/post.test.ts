import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MailSettings, MailTrouble } from '../contract/alerts.ts';
import { fakeClock } from '../platform/fakes.testing.ts';
import type { MailResult, MailText, Secrets } from '../platform/ports.ts';
import { openDatabase } from '../platform/database.ts';
import { createLetters, letterTables } from './letters.ts';
import { createPost, mailPassword, testMail } from './post.ts';

const settings: MailSettings = {
  host: 'mail.example.org',
  port: 587,
  tls: 'starttls',
  user: 'backup',
  password: 'file',
  from: 'backup@example.org',
  to: ['a@example.org', 'b@example.org', 'c@example.org'],
};
const withoutLogin: MailSettings = { ...settings, user: null };

const secretsWith = (password: string | null): Secrets => ({
  places: () => Promise.resolve({ keyring: false, backend: '' }),
  keep: () => Promise.resolve(),
  read: (name) => Promise.resolve(name === mailPassword ? (password ?? undefined) : undefined),
  forget: () => Promise.resolve(),
});

type Sending = { settings: MailSettings; password: string | null; mail: MailText };

/** A post whose mail server answers what `answer` says; `undefined` is a mail that was taken. */
function setup(answer: (mail: MailText) => MailTrouble | undefined, password: string | null = 'secret') {
  const clock = fakeClock(1_000_000);
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  const database = openDatabase(join(folder, 'history.db'), [letterTables]);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const letters = createLetters(database);
  const sendings: Sending[] = [];
  const state = { settings: settings as MailSettings | null, changes: 0 };
  const mailer = {
    send: (given: MailSettings, known: string | null, mail: MailText): Promise<MailResult> => {
      sendings.push({ settings: given, password: known, mail });
      const trouble = answer(mail);
      return Promise.resolve(trouble ? { kind: 'trouble', trouble, line: `no ${mail.to}` } : { kind: 'sent' });
    },
  };
  const secrets = secretsWith(password);
  const post = createPost({
    clock,
    mailer,
    secrets,
    letters,
    settings: () => Promise.resolve(state.settings),
    owner: 'me',
    changed: () => (state.changes += 1),
  });
  const add = (...names: string[]) => {
    for (const name of names)
      letters.add({ messageId: `<${name}>`, to: `${name}@example.org`, subject: name, text: name, at: clock.now() });
  };
  const asked = () => sendings.map(({ mail }) => mail.to[0]);
  return { clock, letters, post, add, sendings, asked, state, mailer, secrets };
}

describe('what is due leaves', () => {
  it('one after the other, with the settings and the password of now', async () => {
    const { post, add, letters, sendings, state } = setup(() => undefined);
    add('a', 'b');
    expect(await post.deliver()).toBe(2);
    const mail = (name: string) => ({ messageId: `<${name}>`, to: `${name}@example.org`, subject: name, text: name });
    expect(sendings).toEqual(['a', 'b'].map((name) => ({ settings, password: 'secret', mail: mail(name) })));
    expect([letters.list(9).map((letter) => letter.state), await post.deliver(), state.changes]).toEqual([['sent', 'sent'], 0, 2]);
  });
  it('without a login no password is read', async () => {
    const { post, add, sendings, state } = setup(() => undefined);
    state.settings = withoutLogin;
    add('a');
    await post.deliver();
    expect(sendings[0]?.password).toBeNull();
  });
  it('not while there are no settings, and nothing is lost', async () => {
    const { post, add, letters, state } = setup(() => undefined);
    state.settings = null;
    add('a');
    expect([await post.deliver(), letters.list(1)[0]?.tries]).toEqual([0, 0]);
    state.settings = settings;
    expect(await post.deliver()).toBe(1);
  });
  it('once, though it is asked for twice at the same time', async () => {
    const { post, add, asked } = setup(() => undefined);
    add('a', 'b');
    expect([await Promise.all([post.deliver(), post.deliver()]), asked()]).toEqual([
      [2, 0],
      ['a', 'b'],
    ]);
  });
});

describe('what does not leave waits (fault row H3)', () => {
  it.each(['recipient-refused', 'rejected', 'sender-refused', 'try-later', 'connection-lost'] as const)(
    '%s is about one letter: the others leave',
    async (trouble) => {
      const { post, add, letters, asked } = setup(({ to }) => (to.startsWith('b') ? trouble : undefined));
      add('a', 'b', 'c');
      expect([await post.deliver(), asked()]).toEqual([2, ['a', 'b', 'c']]);
      expect(letters.list(9)[1]).toMatchObject({ state: 'waiting', tries: 1, trouble, line: 'no b@example.org' });
    },
  );
  it.each(['name-not-found', 'refused', 'tls-mode', 'no-starttls', 'certificate', 'login'] as const)(
    '%s is about all: the server is asked once',
    async (trouble) => {
      const { post, add, letters, asked } = setup(() => trouble);
      add('a', 'b', 'c');
      expect([await post.deliver(), asked()]).toEqual([0, ['a']]);
      expect(letters.list(9).map((letter) => [letter.trouble, letter.tries])).toEqual([1, 2, 3].map(() => [trouble, 1]));
    },
  );
  it('timed-out ends the round, and the next one begins with another letter', async () => {
    const { post, add, asked } = setup(({ to }) => (to.startsWith('a') ? 'timed-out' : undefined));
    add('a', 'b');
    expect([await post.deliver(), asked(), await post.deliver(), asked()]).toEqual([0, ['a'], 1, ['a', 'b']]);
  });
  it('a password that cannot be read is said, and nobody is asked', async () => {
    const { post, add, letters, asked } = setup(() => undefined, null);
    add('a');
    expect([await post.deliver(), asked(), letters.list(1)[0]?.trouble]).toEqual([0, [], 'password-missing']);
  });
  it('and nothing is thrown when settings or the database fail', async () => {
    const { clock, letters, mailer, secrets, add } = setup(() => undefined);
    add('a');
    const broken = () => Promise.reject(new Error('unreadable'));
    const post = createPost({ clock, letters, mailer, secrets, settings: broken, owner: 'me', changed: () => undefined });
    expect([await post.deliver(), await post.deliver(), letters.list(1)[0]?.state]).toEqual([0, 0, 'waiting']);
  });
});

describe('a test mail (fault row H9)', () => {
  const test = async (answer: (mail: MailText) => MailTrouble | undefined, password: string | null = 'given') => {
    const { clock, mailer, sendings, asked, letters } = setup(answer);
    const wanted = { settings, password, subject: 'Test', text: 'It works.' };
    const verdict = await testMail({ clock, mailer }, wanted);
    return { verdict, sendings, asked: asked(), queued: letters.list(9) };
  };
  const facts = { host: 'mail.example.org', port: 587, user: 'backup', line: '' };

  it('goes to every recipient, past the outbox, each with its own Message-ID', async () => {
    const { verdict, sendings, queued } = await test(() => undefined);
    expect(verdict).toEqual({ verdict: 'sent', facts: { ...facts, to: 'a@example.org, b@example.org, c@example.org' } });
    expect(sendings.map(({ mail }) => mail.to)).toEqual(settings.to);
    expect(new Set(sendings.map(({ mail }) => mail.messageId)).size).toBe(3);
    expect(queued).toEqual([]);
  });
  it('names the recipient that is refused, and the others get it', async () => {
    const { verdict, asked } = await test(({ to }) => (to.startsWith('b') ? 'recipient-refused' : undefined));
    expect(verdict).toEqual({ verdict: 'recipient-refused', facts: { ...facts, to: 'b@example.org', line: 'no b@example.org' } });
    expect(asked).toEqual(['a', 'b', 'c']);
  });
  it('asks a server only once that refuses the login', async () => {
    const { verdict, asked } = await test(() => 'login');
    expect([verdict.verdict, asked]).toEqual(['login', ['a']]);
  });
  it('uses the given password; without any nobody is asked', async () => {
    const passwords = async (given: string | null) => {
      const { verdict, sendings } = await test(() => undefined, given);
      return [verdict.verdict, sendings[0]?.password];
    };
    expect([await passwords('given'), await passwords(null)]).toEqual([
      ['sent', 'given'],
      ['password-missing', undefined],
    ]);
  });
});
