import type { Alerts, Letter, MailSettings, MailVerdict, SecretPlaces } from '../contract/alerts.ts';
import { Refusal } from '../contract/failure.ts';
import type { Settings } from '../contract/settings.ts';
import type { SettingsStore } from '../jobs/jobs.ts';
import type { Clock, Files, Mailer, Network, Secrets, WebResult } from '../platform/ports.ts';
import { tryMs } from './courier.ts';
import type { Letters } from './letters.ts';
import type { Overseer } from './overseer.ts';
import { mailPassword, testMail } from './post.ts';
import { webhookTest } from './webhook.ts';

type Deps = {
  clock: Clock;
  files: Pick<Files, 'append'>;
  settings: SettingsStore;
  secrets: Secrets;
  mailer: Mailer;
  network: Pick<Network, 'send'>;
  letters: Letters;
  overseer: Pick<Overseer, 'saying'>;
  machine: string;
  /** Something was mended: what waits may leave. */
  mended: () => void;
};

export type AlertBook = {
  get(): Promise<{ alerts: Alerts; secrets: SecretPlaces; hasPassword: boolean }>;
  /** Refuses with `invalid` for a log that cannot be written. */
  change(change: { [K in Exclude<keyof Alerts, 'mail'>]?: Alerts[K] | undefined }): Promise<Alerts>;
  /** Refuses with `no-keyring`. */
  setMail(mail: MailSettings | null, password: string | null): Promise<Alerts>;
  testMail(mail: MailSettings, password: string | null): Promise<MailVerdict>;
  /** What an address answers to a ping, or to what a webhook tells. */
  testAddress(address: string, of: 'ping' | 'webhook'): Promise<WebResult>;
  /** Refuses with `no-mail`. */
  unlock(password: string): Promise<void>;
  /** Refuses with `unknown-letter`. */
  retry(id: number): Promise<Letter>;
};

/** What a person has set up about alerts. Passwords go in and never come out. */
export function createAlertBook({ clock, files, settings, secrets, mailer, network, letters, overseer, machine, mended }: Deps): AlertBook {
  const changeAlerts = async (next: (alerts: Alerts) => Alerts): Promise<Alerts> =>
    (await settings.change((current: Settings) => ({ ...current, alerts: next(current.alerts) }))).alerts;

  /** The kept password goes to nobody but the server and the user that it was given for, whatever a window asks. */
  function isSameLogin(mail: MailSettings, kept: MailSettings | null): kept is MailSettings {
    return kept !== null && kept.host === mail.host && kept.port === mail.port && kept.tls === mail.tls && kept.user === mail.user;
  }

  async function keptFor(mail: MailSettings): Promise<string | null> {
    return isSameLogin(mail, (await settings.load()).alerts.mail) ? ((await secrets.read(mailPassword)) ?? null) : null;
  }

  /** Keeps or forgets the password, and answers where it is afterwards. */
  async function placePassword(mail: MailSettings, given: string | null): Promise<MailSettings> {
    const password = given ?? (await keptFor(mail));
    const before = (await settings.load()).alerts.mail;
    // A keyring that this program cannot open (a shell) holds what another one can (the desktop).
    if (mail.user !== null && password === null && isSameLogin(mail, before) && before.password === 'keyring')
      return { ...mail, password: 'keyring' };
    if (mail.user === null || password === null) await secrets.forget(mailPassword);
    else await secrets.keep(mailPassword, password, mail.password);
    return mail;
  }

  /** A log that cannot be written would be missed only when somebody needs it. */
  async function mustBeWritable(path: string): Promise<void> {
    await files.append(path, '').catch(() => {
      throw new Refusal('invalid', { field: 'log.path', reason: 'log-unwritable' });
    });
  }

  function dueNow(): void {
    letters.dueNow(clock.now());
    mended();
  }

  return {
    get: async () => ({
      alerts: (await settings.load()).alerts,
      secrets: await secrets.places(),
      hasPassword: (await secrets.read(mailPassword)) !== undefined,
    }),
    change: async (change) => {
      if (change.log?.path) await mustBeWritable(change.log.path);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      return changeAlerts((alerts) => ({ ...alerts, ...given }));
    },
    setMail: async (mail, password) => {
      // First the secret: settings that name a place where nothing is would look finished.
      if (mail === null) await secrets.forget(mailPassword);
      const placed = mail && (await placePassword(mail, password));
      const alerts = await changeAlerts((before) => ({ ...before, mail: placed }));
      dueNow();
      return alerts;
    },
    testMail: async (mail, password) => {
      const { t } = overseer.saying((await settings.load()).alerts);
      const words = { subject: t('mail.test-subject', { machine }), text: t('mail.test-body', { machine }) };
      const verdict = await testMail({ clock, mailer }, { settings: mail, password: password ?? (await keptFor(mail)), ...words });
      if (verdict.verdict === 'sent') dueNow();
      return verdict;
    },
    testAddress: async (address, of) => {
      const { t } = overseer.saying((await settings.load()).alerts);
      const body = of === 'ping' ? null : webhookTest(t('webhook.test', { machine }));
      return network.send({ address, body, timeoutMs: tryMs });
    },
    unlock: async (password) => {
      const { mail } = (await settings.load()).alerts;
      if (!mail?.user) throw new Refusal('no-mail');
      await secrets.keep(mailPassword, password, mail.password);
      dueNow();
    },
    retry: (id) => {
      const letter = letters.retry(id, clock.now());
      mended();
      return Promise.resolve(letter);
    },
  };
}
