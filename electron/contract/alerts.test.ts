import { describe, expect, it } from 'vitest';
import { Alerts, MailAddress, MailSettings, WebAddress, defaultAlerts } from './alerts.ts';

const reasonOf = (answer: { success: boolean; error?: { issues: { message: string }[] } }) =>
  answer.success ? 'fine' : answer.error?.issues[0]?.message;

describe('a recipient is one address, and no text of it can become a second one (attack rows N2, N3)', () => {
  it.each([
    'a@b',
    'admin@example.org',
    'first.last+backup@mail.example.co.jp',
    "o'neill@example.org",
    '!#$%&*/=?^_`{|}~-@example.org',
    'a@192.0.2.7',
    'a@xn--r8jz45g.jp',
    `${'x'.repeat(64)}@example.org`,
  ])('%j is fine', (address) => {
    expect(reasonOf(MailAddress.safeParse(address))).toBe('fine');
  });

  it.each([
    '',
    'a',
    '@b',
    'a@',
    'a@b.',
    'a@@b',
    'a@b@c',
    'a@b, c@d',
    'a@b;c@d',
    'a@b c@d',
    'a@b,',
    ', a@b',
    ' a@b',
    'a@b ',
    'a @b',
    'A <a@b>',
    '<a@b>',
    'a@b>',
    '"a b"@c',
    '"a@b" <c@d>',
    'a@b\r\nRCPT TO:<c@d>',
    'a@b>\r\nRCPT TO:<c@d',
    'a@b\nBcc: c@d',
    'a@b\rBcc: c@d',
    'a\r\n@b',
    'a@b\0',
    'a\0@b',
    'a@b\t',
    'a@b\u2028c@d',
    'a@b\u0085',
    'friends: a@b, c@d;',
    'undisclosed-recipients:;',
    'a@b (c@d)',
    '(c@d) a@b',
    'a(c)@b',
    '@c,@d:a@b',
    'a%c@d\n',
    'a..b@c',
    '.a@b',
    'a.@b',
    'a@.b',
    'a@-b',
    'a@b-',
    'a@b..c',
    'a@[192.0.2.7]',
    'a@[IPv6:2001:db8::1]',
    'a@2001:db8::1',
    'mailto:a@b',
    'a@b?bcc=c@d',
    'a@b/../c',
    'a\\@b',
    'a@b\\',
    'ａ@b',
    'a＠b',
    'a@例え.jp',
    'あ@b',
    'a@b\u202e',
    '\ufeffa@b',
    'a\u200b@b',
    `${'x'.repeat(65)}@b`,
    `a@${'b.'.repeat(126)}c`,
    '=?utf-8?q?a=2Cvictim=40x?=@example.org',
  ])('%j is refused', (address) => {
    expect(reasonOf(MailAddress.safeParse(address))).toBe('mail-address');
  });

  it.each([['a@b'], { address: 'a@b' }, { path: '/etc/passwd' }, null, 5, true])('%j is no text, and refused', (address) => {
    expect(MailAddress.safeParse(address).success).toBe(false);
  });
});

const mail: MailSettings = {
  host: 'mail.example.org',
  port: 587,
  tls: 'starttls',
  user: 'backup',
  password: 'keyring',
  from: 'backup@example.org',
  to: ['a@example.org'],
};
const mailReason = (change: object) => reasonOf(MailSettings.safeParse({ ...mail, ...change }));

describe('mail settings', () => {
  it('are fine with and without a login, with an address for a host, and with twenty recipients', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => `a${index}@example.org`);
    const fine = [{}, { user: null }, { host: '192.0.2.7' }, { host: '::1' }, { user: 'ユーザー 名' }, { to: twenty }];
    expect(fine.map(mailReason)).toEqual(fine.map(() => 'fine'));
  });
  it.each([
    [{ host: 'a b' }, 'address'],
    [{ host: 'smtp://mail' }, 'address'],
    [{ host: 'mail:25' }, 'address'],
    [{ port: 0 }, 'port'],
    [{ user: '' }, 'mail-user'],
    [{ user: 'a\0b' }, 'mail-user'],
    [{ user: 'a\r\nb' }, 'mail-user'],
    [{ user: 'a\u202eb' }, 'mail-user'],
    [{ user: 'x'.repeat(255) }, 'mail-user'],
    [{ from: 'Backup <a@b>' }, 'mail-address'],
    [{ to: [] }, 'no-recipient'],
    [{ to: ['a@b', 'c@d,e@f'] }, 'mail-address'],
    [{ to: ['a@b', 'A@b'] }, 'recipient-twice'],
    [{ to: Array.from({ length: 21 }, (_, index) => `a${index}@b`) }, 'many-recipients'],
  ])('%j is refused', (change, reason) => {
    expect(mailReason(change)).toBe(reason);
  });
  it('never hold a password (I7)', () => {
    expect(MailSettings.safeParse({ ...mail, pass: 'x' }).success).toBe(false);
    expect(MailSettings.safeParse({ ...mail, password: 'my secret' }).success).toBe(false);
  });
});

describe('an address for pings', () => {
  it.each(['https://hc.example.org/ping/1-2', 'http://192.0.2.7:8000/x?y=z', 'https://[::1]/'])('%j is fine', (address) => {
    expect(reasonOf(WebAddress.safeParse(address))).toBe('fine');
  });
  it.each([
    '',
    'x',
    'ftp://a/b',
    'file:///etc/passwd',
    'javascript:1',
    'data:,x',
    'https://u:p@a/',
    'https://u@a/',
    'https://a/ b',
    'https://a\n',
  ])('%j is refused', (address) => {
    expect(reasonOf(WebAddress.safeParse(address))).toBe('web-address');
  });
});

describe('the log', () => {
  const logReason = (change: object) => reasonOf(Alerts.safeParse({ ...defaultAlerts, log: { ...defaultAlerts.log, ...change } }));
  it.each(['/var/log/backup.log', '/home/me/ログ', '/a..b'])('may lie in %j', (path) => {
    expect(logReason({ path })).toBe('fine');
  });
  it.each(['', 'backup.log', '/', '/a/', '/a/../b', '/..', '/a\nb', '/a\u202eb', `/${'x'.repeat(4095)}`])('may not lie in %j', (path) => {
    expect(logReason({ path })).toBe('log-path');
  });
  it.each([
    [{ maxBytes: 9999 }, 'log-size'],
    [{ maxBytes: 1e9 + 1 }, 'log-size'],
    [{ maxBytes: 20_000.5 }, 'log-size'],
    [{ keep: -1 }, 'log-keep'],
    [{ keep: 100 }, 'log-keep'],
  ])('%j is refused', (change, reason) => {
    expect(logReason(change)).toBe(reason);
  });
});
