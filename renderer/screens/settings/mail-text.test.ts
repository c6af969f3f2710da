import { describe, expect, it } from 'vitest';
import { MailSettings, MailTrouble, type MailVerdict } from '../../../electron/contract/alerts.ts';
import { createWords } from '../../../electron/contract/words/translate.ts';
import { verdictSentence } from '../../../electron/contract/words/mail-words.ts';
import { refusedMailField, troubledField } from './mail-answer.ts';
import { mailDraftOf, mailTextOf, withProtection, wrongMail, type MailText } from './mail-text.ts';

const t = createWords('en');
const mail: MailSettings = {
  host: 'smtp.example.org',
  port: 587,
  tls: 'starttls',
  user: 'modosu',
  password: 'file',
  from: 'modosu@example.org',
  to: ['one@example.org', 'two@example.org'],
};
const kept = { mail, hasPassword: true };
const nothing = { mail: null, hasPassword: false };
const [keyring, noKeyring] = [
  { keyring: true, backend: 'gnome_libsecret' },
  { keyring: false, backend: '' },
];
const text = mailTextOf(kept, noKeyring);
const wrong = (change: Partial<MailText>, known: Parameters<typeof wrongMail>[2] = kept) =>
  Object.entries(wrongMail(t, { ...text, ...change }, known)).flatMap(([field, reason]) => (reason === undefined ? [] : [field]));

describe('mail settings as text', () => {
  it.each([mail, { ...mail, user: null, password: 'ask' as const, tls: 'none' as const, port: 2525 }])('are the same again', (settings) => {
    expect(mailDraftOf(mailTextOf({ mail: settings, hasPassword: false }, noKeyring))).toEqual(settings);
  });
  it('never hold the kept password', () => {
    expect(text.password).toBe('');
  });
  it('offer the keyring where there is one, and nothing by themselves where there is none (I7)', () => {
    expect([mailTextOf(nothing, keyring).place, mailTextOf(nothing, noKeyring).place]).toEqual(['keyring', null]);
    expect(mailTextOf({ mail: { ...mail, password: 'keyring' }, hasPassword: false }, noKeyring).place).toBe(null);
  });
  it('have the port follow the protection, unless it is one of somebody’s own', () => {
    const ports = (port: string) => (['tls', 'none', 'starttls'] as const).map((tls) => withProtection({ ...text, port }, tls).port);
    expect([ports('587'), ports(''), ports('2525')]).toEqual([
      ['465', '25', '587'],
      ['465', '25', '587'],
      ['2525', '2525', '2525'],
    ]);
  });
});

describe('what is wrong with them', () => {
  it('is nothing with what is kept', () => {
    expect(wrong({})).toEqual([]);
  });
  it('is said of every field of an empty form', () => {
    const blank = { ...mailTextOf(nothing, noKeyring), user: 'modosu', port: '' };
    expect(Object.entries(wrongMail(t, blank, nothing)).filter(([, reason]) => reason !== undefined)).toEqual([
      ['host', 'A host name or an IP address'],
      ['port', 'A number from 1 to 65535'],
      ['password', 'Type the password.'],
      ['place', 'No keyring answers here, so this is yours to choose.'],
      ['from', 'One address like name@example.org, nothing beside it'],
      ['to 0', 'At least one recipient'],
    ]);
  });
  it('asks for the password again when it would go to another server, or less protected', () => {
    expect([wrong({ host: 'other.example.org' }), wrong({ tls: 'none' }), wrong({ port: '25' }), wrong({ user: 'other' })]).toEqual(
      Array.from({ length: 4 }, () => ['password']),
    );
    expect(wrong({ host: 'other.example.org', password: 'typed' })).toEqual([]);
    expect(wrong({ host: 'other.example.org', user: ' ' })).toEqual([]);
  });
  it('is an address that is two, or there twice; an empty line is none', () => {
    const to = (...addresses: string[]) => ({ to: addresses.map((address, id) => ({ id, address })) });
    expect(wrong(to('a@example.org, b@example.org', 'c@example.org'))).toEqual(['to 0']);
    expect(wrong(to('a@example.org', 'A@example.org'))).toEqual(['to 1']);
    expect(wrong(to('', 'a@example.org'))).toEqual([]);
    expect(mailDraftOf({ ...text, ...to('', ' a@example.org ') }).to).toEqual(['a@example.org']);
  });
});

describe('what came of a test', () => {
  const verdict = (what: MailVerdict['verdict'], facts = {}): MailVerdict => ({
    verdict: what,
    facts: { host: 'smtp.example.org', ...facts },
  });
  it('stands at the field that it is about', () => {
    const fields = MailTrouble.options.map((trouble) => [trouble, troubledField(verdict(trouble, { to: 'two@example.org' }), text)]);
    expect(Object.fromEntries(fields)).toEqual({
      'name-not-found': 'host',
      refused: 'port',
      'timed-out': 'host',
      'tls-mode': 'tls',
      'no-starttls': 'tls',
      certificate: 'host',
      login: 'password',
      'sender-refused': 'from',
      'recipient-refused': 'to 1',
      'password-missing': 'password',
      'try-later': undefined,
      rejected: undefined,
      'connection-lost': undefined,
    });
    expect(troubledField(verdict('sent'), text)).toBe(undefined);
  });
  it('is said with what to do, and with what the server said made harmless', () => {
    const facts = { user: 'modosu', line: '535 no\u202e way.' };
    expect(verdictSentence(t, verdict('login', facts))).toBe(
      'smtp.example.org refused the login of modosu: 535 no\\u{202e} way. Check user and password. Some providers want a password made for this program only.',
    );
  });
});

it('a refusal of the engine stands at its field', () => {
  const field = (failure: Parameters<typeof refusedMailField>[1]) => Object.keys(refusedMailField(t, failure, text) ?? {})[0];
  const invalid = (name: string) => field({ kind: 'invalid', facts: { field: name, reason: 'address' } });
  expect([invalid('mail.host'), invalid('mail.to.1'), invalid('mail.to'), invalid('password'), invalid('mail.tls')]).toEqual([
    'host',
    'to 1',
    'to 0',
    'password',
    undefined,
  ]);
  expect(field({ kind: 'no-keyring', facts: {} })).toBe('place');
  expect(field({ kind: 'bug', facts: {} })).toBe(undefined);
});
