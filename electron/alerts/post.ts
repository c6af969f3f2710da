import type { MailSettings, MailTrouble, MailVerdict } from '../contract/alerts.ts';
import type { Clock, Mailer, MailResult, MailText, Secrets } from '../platform/ports.ts';
import type { Letters } from './letters.ts';
import { messageIdOf } from './message-id.ts';

/** The name under which the mail password is kept. */
export const mailPassword = 'mail-password';

// Longer than the mailer gives one mail, so that nobody else takes a letter that is on its way.
const leaseMs = 3 * 60_000;

/** What is wrong with the server or the settings: the next letter would meet it too, and a wrong password tried again and again locks an account. */
const ofEveryLetter: ReadonlySet<MailTrouble> = new Set([
  'name-not-found',
  'refused',
  'tls-mode',
  'no-starttls',
  'certificate',
  'login',
  'password-missing',
]);

type Deps = {
  clock: Clock;
  mailer: Mailer;
  secrets: Secrets;
  letters: Letters;
  settings: () => Promise<MailSettings | null>;
  /** Who sends: another one for each program on this home. */
  owner: string;
  /** A letter has changed. */
  changed: () => void;
};

export type Post = {
  /** Sends what is due, one letter after the other, and answers how many have left. Never throws; what is left over is due the next time. */
  deliver(): Promise<number>;
};

/** Brings the letters of the outbox to the mail server. */
export function createPost({ clock, mailer, secrets, letters, settings, owner, changed }: Deps): Post {
  let last: Promise<number> = Promise.resolve(0);

  async function round(): Promise<number> {
    let left = 0;
    let known: MailResult | undefined;
    for (;;) {
      const mail = await settings();
      const letter = mail && letters.claim(owner, clock.now(), leaseMs);
      if (!letter) return left;
      const result = known ?? (await send(mailer, mail, await passwordOf(secrets, mail), letter.mail));
      if (result.kind === 'sent') {
        letters.sent(letter.id);
        left += 1;
      } else {
        letters.failed(letter.id, { trouble: result.trouble, line: result.line, now: clock.now() });
        if (ofEveryLetter.has(result.trouble)) known = result;
      }
      changed();
      // One that hangs for a minute must not hold up this round; the others have their turn in the next one.
      if (result.kind === 'trouble' && result.trouble === 'timed-out') return left;
    }
  }

  return {
    deliver: () => {
      last = last.then(round).catch(() => 0);
      return last;
    },
  };
}

const passwordOf = async (secrets: Secrets, { user }: MailSettings): Promise<string | null> =>
  user === null ? null : ((await secrets.read(mailPassword)) ?? null);

/** Without the password nobody is asked. */
async function send(mailer: Mailer, settings: MailSettings, password: string | null, mail: MailText): Promise<MailResult> {
  if (settings.user !== null && password === null) return { kind: 'trouble', trouble: 'password-missing', line: '' };
  return mailer.send(settings, password, mail);
}

type TestMail = { settings: MailSettings; password: string | null; subject: string; text: string };

/** Sends a mail to each recipient at once, past the outbox. The verdict is about the first trouble. */
export async function testMail({ clock, mailer }: Pick<Deps, 'clock' | 'mailer'>, test: TestMail): Promise<MailVerdict> {
  const { settings, password, subject, text } = test;
  const facts = { host: settings.host, port: settings.port, user: settings.user ?? '–', line: '' };
  let verdict: MailVerdict = { verdict: 'sent', facts: { ...facts, to: settings.to.join(', ') } };
  for (const to of settings.to) {
    const messageId = messageIdOf(settings.from, 'test', clock.now(), clock.monotonic(), to);
    const result = await send(mailer, settings, password, { messageId, to, subject, text });
    if (result.kind === 'sent') continue;
    if (verdict.verdict === 'sent') verdict = { verdict: result.trouble, facts: { ...facts, to, line: result.line } };
    if (ofEveryLetter.has(result.trouble) || result.trouble === 'timed-out') break;
  }
  return verdict;
}
