import { describe, expect, it } from 'vitest';
import { Address, Fingerprint, HostId, HostName, JobName, Port, User } from './names.ts';

const reasonOf = (answer: { success: boolean; error?: { issues: { message: string }[] } }) =>
  answer.success ? 'fine' : answer.error?.issues[0]?.message;

describe('a host name', () => {
  it.each(['web1', '9', 'db-2.office_a', 'x'.repeat(64)])('%j is fine', (name) => {
    expect(reasonOf(HostName.safeParse(name))).toBe('fine');
  });
  it.each(['', '-web', '.web', 'a b', 'a:b', 'a/b', 'ウェブ', 'x'.repeat(65), 'web\n', 'web1\0'])('%j is refused', (name) => {
    expect(reasonOf(HostName.safeParse(name))).toBe('host-name');
  });
});

describe('a job name', () => {
  it.each(['www', 'ウェブサーバー', '顧客データ 2026', 'Büro', 'हिन्दी', '1', 'a-b_c.d'])('%j is fine in any script', (name) => {
    expect(reasonOf(JobName.safeParse(name))).toBe('fine');
  });
  it.each(['', ' www', 'www ', '-www', '_a', 'a/b', 'a\nb', 'a\u202eb', 'a\u0000', 'x'.repeat(65), '\ud800'])('%j is refused', (name) => {
    expect(reasonOf(JobName.safeParse(name))).toBe('job-name');
  });
  it('exists in one form only: a decomposed Japanese or German name is refused (fault row K11)', () => {
    const names = ['ガイド', 'Büro'];
    expect(names.map((name) => reasonOf(JobName.safeParse(name.normalize('NFD'))))).toEqual(['job-name', 'job-name']);
    expect(names.map((name) => reasonOf(JobName.safeParse(name.normalize('NFC'))))).toEqual(['fine', 'fine']);
  });
});

describe('an address (attack rows I1, I2, I3; rdiff-backup 12.2)', () => {
  it.each(['server', 'www.example.org', 'example.org.', 'a-b.c', '192.0.2.7', '2001:db8::1', '::1', 'x'.repeat(253)])(
    '%j is fine',
    (text) => {
      expect(reasonOf(Address.safeParse(text))).toBe('fine');
    },
  );
  it.each([
    '',
    '-oProxyCommand=touch x',
    'h;touch PWNED',
    '$(id)',
    '`id`',
    'a|b',
    'a&b',
    'a b',
    'a\nb',
    'a\n',
    'a"b',
    "a'b",
    'a{h}b',
    '%h',
    'user@host',
    'a/b',
    'a..b',
    '.a',
    'a-',
    'a_b',
    '[::1]',
    'fe80::1%eth0',
    'サーバー',
    'x'.repeat(254),
  ])('%j is refused', (text) => {
    expect(reasonOf(Address.safeParse(text))).toBe('address');
  });
});

describe('a port', () => {
  it.each([1, 22, 65_535])('%d is fine', (port) => {
    expect(reasonOf(Port.safeParse(port))).toBe('fine');
  });
  it.each([0, -1, 65_536, 22.5, Number.NaN, Infinity, '22', null])('%j is refused', (port) => {
    expect(reasonOf(Port.safeParse(port))).toBe('port');
  });
});

describe('a login name (attack rows I1, I2; rdiff-backup 12.2)', () => {
  it.each(['root', 'backup', '_apt', 'a.b-c_d', 'WWW', 'machine$', 'x'.repeat(32)])('%j is fine', (user) => {
    expect(reasonOf(User.safeParse(user))).toBe('fine');
  });
  it.each(['', '-l', '1a', 'a b', 'a@b', 'a;b', 'a$b', '$(id)', 'a%h', 'a"', 'a\n', 'x'.repeat(33)])('%j is refused', (user) => {
    expect(reasonOf(User.safeParse(user))).toBe('user');
  });
});

describe('an id (attack row I12)', () => {
  it.each(['host-', 'host-0000000', 'host-0000000G', 'job-00000000', '../host-00000000', 'host-00000000\n', `host-${'0'.repeat(33)}`])(
    '%j is refused',
    (id) => {
      expect(reasonOf(HostId.safeParse(id))).toBe('id');
    },
  );
  it('of this program is fine', () => {
    expect(reasonOf(HostId.safeParse('host-0123456789ab'))).toBe('fine');
  });
});

it('a fingerprint is what ssh-keygen prints, and not another digest', () => {
  const given = ['SHA256:' + 'a'.repeat(43), 'SHA256:' + 'a'.repeat(42), 'MD5:aa:bb', 'SHA256:' + 'a'.repeat(43) + '='];
  expect(given.map((text) => reasonOf(Fingerprint.safeParse(text)))).toEqual(['fine', 'fingerprint', 'fingerprint', 'fingerprint']);
});
