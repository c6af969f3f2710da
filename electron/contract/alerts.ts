import * as z from 'zod';
import { Facts } from './failure.ts';
import { Address, Port } from './names.ts';

const hasControl = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/**
 * One address for mail, `name@domain`, and nothing else: no display name, list, group, comment or quoted part (RFC 5321, 4.1.2, without
 * the quoted string). So no text of it can become a second recipient.
 */
export const MailAddress = z
  .string()
  .max(254, 'mail-address')
  .refine((text) => {
    const at = text.lastIndexOf('@');
    const [name, domain] = [text.slice(0, at), text.slice(at + 1)];
    return (
      at > 0 &&
      name.length <= 64 &&
      localPart.test(name) &&
      !/=\?.*\?=/.test(name) &&
      !domain.endsWith('.') &&
      Address.safeParse(domain).success &&
      !domain.includes(':')
    );
  }, 'mail-address');

/** How the connection to the mail server is protected. `starttls` refuses a server that does not offer it. */
export const TlsMode = z.enum(['none', 'starttls', 'tls']);
export type TlsMode = z.infer<typeof TlsMode>;

/** Where the mail password is: in the keyring, in a file that only this user reads, or asked for at each start. */
export const PasswordPlace = z.enum(['keyring', 'file', 'ask']);
export type PasswordPlace = z.infer<typeof PasswordPlace>;

/** How mail leaves. Without a user nobody logs in. The password is never part of it. */
export const MailSettings = z.strictObject({
  host: Address,
  port: Port,
  tls: TlsMode,
  user: z
    .string()
    .min(1, 'mail-user')
    .max(254, 'mail-user')
    .refine((text) => !hasControl.test(text), 'mail-user')
    .nullable(),
  password: PasswordPlace,
  from: MailAddress,
  to: z
    .array(MailAddress)
    .min(1, 'no-recipient')
    .max(20, 'many-recipients')
    .refine((all) => new Set(all.map((one) => one.toLowerCase())).size === all.length, 'recipient-twice'),
});
export type MailSettings = z.infer<typeof MailSettings>;

/** An address for a ping or a webhook: http or https, no login in it. */
export const WebAddress = z
  .string()
  .max(2000, 'web-address')
  .refine((text) => {
    if (hasControl.test(text) || /\s/.test(text) || !URL.canParse(text)) return false;
    const { protocol, username, password } = new URL(text);
    return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  }, 'web-address');

const LogPath = z
  .string()
  .max(4095, 'log-path')
  .refine((path) => path.startsWith('/') && !path.endsWith('/') && !hasControl.test(path) && !path.split('/').includes('..'), 'log-path');

/** Whom to tell, and how. `log.path` null is `backup.log` in the program's home; sizes in bytes. */
export const Alerts = z.strictObject({
  language: z.enum(['system', 'en', 'ja']),
  mail: MailSettings.nullable(),
  mailOnSuccess: z.boolean(),
  weeklyReport: z.boolean(),
  log: z.strictObject({
    path: LogPath.nullable(),
    maxBytes: z.number('log-size').int('log-size').min(10_000, 'log-size').max(1e9, 'log-size'),
    keep: z.number('log-keep').int('log-keep').min(0, 'log-keep').max(99, 'log-keep'),
    journal: z.boolean(),
  }),
  ping: WebAddress.nullable(),
  webhook: WebAddress.nullable(),
});
export type Alerts = z.infer<typeof Alerts>;

export const defaultAlerts: Alerts = {
  language: 'system',
  mail: null,
  mailOnSuccess: false,
  weeklyReport: false,
  log: { path: null, maxBytes: 1_000_000, keep: 5, journal: false },
  ping: null,
  webhook: null,
};

/** Why a mail did not leave; the words are in the catalogue under `mail-trouble.<kind>`. */
export const MailTrouble = z.enum([
  'name-not-found',
  'refused',
  'timed-out',
  'tls-mode',
  'no-starttls',
  'certificate',
  'login',
  'sender-refused',
  'recipient-refused',
  'password-missing',
  'try-later',
  'rejected',
  'connection-lost',
]);
export type MailTrouble = z.infer<typeof MailTrouble>;

/** What came of a test mail: `sent`, or why not. `line` is what the server said. */
export const MailVerdict = z.strictObject({ verdict: z.union([z.literal('sent'), MailTrouble]), facts: Facts });
export type MailVerdict = z.infer<typeof MailVerdict>;

/** A mail on its way, one for each recipient. Epoch ms; `dead` ones are not tried again by themselves. */
export const Letter = z.strictObject({
  id: z.number().int().positive(),
  messageId: z.string(),
  to: MailAddress,
  subject: z.string(),
  createdAt: z.number().int(),
  state: z.enum(['waiting', 'sent', 'dead']),
  tries: z.number().int(),
  nextAt: z.number().int().nullable(),
  trouble: MailTrouble.nullable(),
  line: z.string(),
});
export type Letter = z.infer<typeof Letter>;

/** Where secrets can be kept on this machine; `keyring` false means that a file or asking is left. */
export const SecretPlaces = z.strictObject({ keyring: z.boolean(), backend: z.string() });
export type SecretPlaces = z.infer<typeof SecretPlaces>;

/** The check that looks after this program: a systemd user timer. Epoch ms. `lingers` null when it cannot be told. */
export const Watchdog = z.strictObject({
  systemd: z.boolean(),
  installed: z.boolean(),
  active: z.boolean(),
  lastRanAt: z.number().nullable(),
  nextAt: z.number().nullable(),
  lingers: z.boolean().nullable(),
  cronLine: z.string(),
});
export type Watchdog = z.infer<typeof Watchdog>;
