import { describe, expect, it } from 'vitest';
import { Alerts, MailSettings, MailTrouble, WebAddress, defaultAlerts } from '../alerts.ts';
import { en } from './en.ts';
import { mailEn } from './mail-en.ts';
import { createWords } from './translate.ts';

const facts = { host: 'mail.example.org', port: 587, user: 'backup', to: 'a@example.org', line: '550 no' };

describe.each(['en', 'ja'] as const)('in %s', (language) => {
  const t = createWords(language);
  it.each(MailTrouble.options)('why a mail did not leave (%s), and what to do about it, are whole sentences', (trouble) => {
    const [cause, fix] = [t(`mail-trouble.${trouble}`, facts), t(`mail-fix.${trouble}`, facts)];
    expect([cause, fix].filter((text) => /\{\{|mail-|undefined/.test(text) || text === '')).toEqual([]);
    expect(cause).toMatch(/[^.。]$/);
    expect(fix).toMatch(/[.。?]$/);
  });
  it('a server that is named by its trouble is named by its words', () => {
    const unnamed = MailTrouble.options.filter((trouble) => !t(`mail-trouble.${trouble}`, facts).includes(facts.host));
    expect(unnamed).toEqual(['password-missing']);
  });
});

it('no words are kept for a trouble that cannot happen', () => {
  const known = new Set<string>(MailTrouble.options);
  const kept = Object.keys(mailEn).flatMap((key) => /^mail-(?:trouble|fix)\.(.*)$/.exec(key)?.[1] ?? []);
  expect(kept.filter((trouble) => !known.has(trouble))).toEqual([]);
});

it('every reason why an entry about alerts is refused has words', () => {
  const mail: MailSettings = { host: 'h', port: 25, tls: 'none', user: null, password: 'ask', from: 'a@b', to: ['a@b'] };
  const { log } = defaultAlerts;
  const many = Array.from({ length: 21 }, (_, index) => `a${index}@b`);
  const refused = [
    ...[{ from: 'x' }, { user: '' }, { to: [] }, { to: many }, { to: ['a@b', 'A@B'] }].map((bad) =>
      MailSettings.safeParse({ ...mail, ...bad }),
    ),
    ...[{ path: 'x' }, { maxBytes: 1 }, { keep: 100 }].map((bad) => Alerts.safeParse({ ...defaultAlerts, log: { ...log, ...bad } })),
    WebAddress.safeParse('ftp://x'),
  ].map((answer) => `invalid.${answer.error?.issues[0]?.message ?? ''}`);
  // Said when a log is set that cannot be written.
  refused.push('invalid.log-unwritable');
  expect(refused.sort()).toEqual(
    Object.keys(mailEn)
      .filter((key) => key.startsWith('invalid.'))
      .sort(),
  );
  expect(refused.filter((key) => !(key in en))).toEqual([]);
});
