import { MailAddress, MailSettings, type PasswordPlace, type SecretPlaces, type TlsMode } from '../../../electron/contract/alerts.ts';
import type { Translate } from '../../../electron/contract/words/sentences.ts';
import { reasonAgainst, type Errors } from '../../parts/errors.ts';

export type Recipient = { id: number; address: string };
/** The mail settings as they are typed. */
export type MailText = {
  host: string;
  port: string;
  tls: TlsMode;
  user: string;
  password: string;
  /** Null as long as nobody has chosen. */
  place: PasswordPlace | null;
  from: string;
  to: Recipient[];
};
/** The fields that can be wrong; `to 3` is the recipient with that id. */
export type MailField = 'host' | 'port' | 'tls' | 'user' | 'password' | 'place' | 'from' | `to ${number}`;
/** What is kept already. */
export type KeptMail = { mail: MailSettings | null; hasPassword: boolean };

/** What every part of the form is given. */
export type MailPart = {
  text: MailText;
  errors: Errors<MailField>;
  /** `fields` are those that the change may have mended. */
  onChange: (text: MailText, ...fields: MailField[]) => void;
  /** A field was left, for the thing that has the focus now. */
  onLook: (field: MailField, isTyped: boolean, next: Element | null) => void;
};

const usualPort: Record<TlsMode, string> = { starttls: '587', tls: '465', none: '25' };

/** What is kept as text; where nothing is, the beginning of it. */
export function mailTextOf({ mail }: KeptMail, { keyring }: SecretPlaces): MailText {
  const place = keyring ? 'keyring' : null;
  if (!mail)
    return { host: '', port: usualPort.starttls, tls: 'starttls', user: '', password: '', place, from: '', to: [{ id: 0, address: '' }] };
  const { host, port, tls, user, from, to } = mail;
  return {
    host,
    port: String(port),
    tls,
    user: user ?? '',
    password: '',
    // What cannot be kept in a keyring any more has to be decided anew.
    place: user === null || (mail.password === 'keyring' && !keyring) ? place : mail.password,
    from,
    to: to.map((address, id) => ({ id, address })),
  };
}

/** Another protection; the port goes with it unless it is one of somebody's own. */
export const withProtection = (text: MailText, tls: TlsMode): MailText => ({
  ...text,
  tls,
  port: text.port.trim() === '' || text.port.trim() === usualPort[text.tls] ? usualPort[tls] : text.port,
});

/** The lines that hold an address. */
export const filled = ({ to }: MailText): Recipient[] => to.filter(({ address }) => address.trim() !== '');

/** What the text says, whether it is right or not. */
export function mailDraftOf(text: MailText): MailSettings {
  const user = text.user.trim();
  return {
    host: text.host.trim(),
    port: /^\s*\d+\s*$/.test(text.port) ? Number(text.port) : Number.NaN,
    tls: text.tls,
    user: user === '' ? null : user,
    password: text.place ?? 'ask',
    from: text.from.trim(),
    to: filled(text).map(({ address }) => address.trim()),
  };
}

/** Whether the login is the kept one: to another server, or less protected, no password goes by itself. */
function isKeptLogin(text: MailText, { mail }: KeptMail): boolean {
  const draft = mailDraftOf(text);
  return mail !== null && (['host', 'port', 'tls', 'user'] as const).every((key) => mail[key] === draft[key]);
}

/** What is wrong with one field; undefined when nothing is. */
export function wrongMailField(t: Translate, text: MailText, field: MailField, kept: KeptMail): string | undefined {
  const draft = mailDraftOf(text);
  const needsLogin = draft.user !== null;
  switch (field) {
    case 'host':
    case 'port':
    case 'tls':
    case 'user':
    case 'from':
      return reasonAgainst(t, MailSettings.shape[field], draft[field]);
    case 'password':
      if (!needsLogin || text.password !== '' || isKeptLogin(text, kept)) return undefined;
      return t(kept.hasPassword ? 'mail-form.password-again' : 'mail-form.password-needed');
    case 'place':
      return needsLogin && text.place === null ? t('mail-form.place-needed') : undefined;
    default:
      return wrongRecipient(t, text, Number(field.slice('to '.length)));
  }
}

function wrongRecipient(t: Translate, text: MailText, id: number): string | undefined {
  const place = text.to.findIndex((one) => one.id === id);
  const address = text.to[place]?.address.trim() ?? '';
  // An empty line is no recipient; without any, the first one is asked for.
  if (address === '') return place === 0 && filled(text).length === 0 ? reasonAgainst(t, MailSettings.shape.to, []) : undefined;
  const isTwice = text.to.slice(0, place).some((one) => one.address.trim().toLowerCase() === address.toLowerCase());
  return isTwice ? reasonAgainst(t, MailSettings.shape.to, ['a@b', 'a@b']) : reasonAgainst(t, MailAddress, address);
}

/** What is wrong with all of it. */
export function wrongMail(t: Translate, text: MailText, kept: KeptMail): Errors<MailField> {
  const fields: MailField[] = ['host', 'port', 'user', 'password', 'place', 'from', ...text.to.map(({ id }) => `to ${id}` as const)];
  return Object.fromEntries(fields.map((field) => [field, wrongMailField(t, text, field, kept)]));
}
