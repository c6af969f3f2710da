import { describe, expect, it, onTestFinished } from 'vitest';
import type { MailSettings, MailTrouble } from '../../electron/contract/alerts.ts';
import { createMailer, type MailerOptions } from '../../electron/platform/mailer.ts';
import { makeCertificate, noCertificates, type Certificate } from '../office/certificate.ts';
import { startMailServer, type MailManner, type MailServer } from '../office/mail-server.ts';
import { sampleMail, settingsFor } from '../office/outbox.ts';

const secret = 'correct horse battery staple';
const login = { user: 'backup@example.org', password: secret };
const certificate: Certificate = noCertificates === undefined ? makeCertificate('DNS:localhost', 'IP:127.0.0.1') : { key: '', cert: '' };
const elsewhere: Certificate = noCertificates === undefined ? makeCertificate('DNS:mail.invalid') : { key: '', cert: '' };
/** Long enough for a busy machine, and short enough to be waited for. */
const hasty: MailerOptions = { connectMs: 1500, idleMs: 2500, timeoutMs: 3000 };

async function serverOf(...given: Parameters<typeof startMailServer>): Promise<MailServer> {
  const server = await startMailServer(...given);
  onTestFinished(() => server.close());
  return server;
}

type Case = {
  name: string;
  manner?: MailManner | 'down';
  settings?: Partial<MailSettings>;
  password?: string;
  mailer?: MailerOptions;
  trouble: MailTrouble | 'sent';
  line?: RegExp;
  /** The message comes whole although it counts as not sent. */
  arrives?: true;
};
const withTls = (mode: 'starttls' | 'tls', of = certificate): MailManner => ({ tls: { mode, certificate: of } });
const trusting = (of = certificate): MailerOptions => ({ ca: of.cert });

const refusals = ([421, 554] as const).flatMap((code) => {
  const later = code === 421;
  const at = (place: 'connect' | 'mail' | 'rcpt' | 'data', trouble: MailTrouble): Case[] =>
    [false, true].map((withoutPipelining) => ({
      name: `${code} at ${place}${withoutPipelining ? ', one command at a time' : ''}`,
      manner: { refuse: { at: place, code }, withoutPipelining },
      trouble: later ? 'try-later' : trouble,
      line: new RegExp(`^${code} not at ${place}$`),
    }));
  return [...at('connect', 'rejected'), ...at('mail', 'sender-refused'), ...at('rcpt', 'recipient-refused'), ...at('data', 'rejected')];
});

const cases: Case[] = [
  { name: 'nothing amiss', trouble: 'sent' },
  { name: 'a server that is down', manner: 'down', trouble: 'refused' },
  { name: 'a name that nobody knows', settings: { host: 'mail.modosu-test.invalid' }, trouble: 'name-not-found' },
  ...refusals,
  { name: 'a greylisting server', manner: { refuse: { at: 'rcpt', code: 450 } }, trouble: 'try-later' },
  { name: 'a full server', manner: { refuse: { at: 'data', code: 452 } }, trouble: 'try-later' },
  { name: 'a server that never greets', manner: { fault: 'greeting' }, mailer: hasty, trouble: 'timed-out' },
  { name: 'a byte a second', manner: { fault: 'dribble' }, mailer: hasty, trouble: 'timed-out' },
  { name: 'no answer to the message', manner: { fault: 'answer' }, mailer: hasty, trouble: 'timed-out', arrives: true },
  { name: 'a server that hangs up', manner: { fault: 'hang-up' }, trouble: 'connection-lost', arrives: true },
  { name: 'STARTTLS', manner: withTls('starttls'), settings: { tls: 'starttls' }, mailer: trusting(), trouble: 'sent' },
  {
    name: 'STARTTLS by name',
    manner: withTls('starttls'),
    settings: { tls: 'starttls', host: 'localhost' },
    mailer: trusting(),
    trouble: 'sent',
  },
  { name: 'TLS', manner: withTls('tls'), settings: { tls: 'tls' }, mailer: trusting(), trouble: 'sent' },
  { name: 'STARTTLS that is missing', settings: { tls: 'starttls' }, trouble: 'no-starttls', line: /^50[02] / },
  {
    name: 'STARTTLS with a certificate that nobody vouches for',
    manner: withTls('starttls'),
    settings: { tls: 'starttls' },
    trouble: 'certificate',
    line: /self-signed/,
  },
  { name: 'TLS with one', manner: withTls('tls'), settings: { tls: 'tls' }, trouble: 'certificate', line: /self-signed/ },
  {
    name: 'TLS with the certificate of another server',
    manner: withTls('tls', elsewhere),
    settings: { tls: 'tls', host: 'localhost' },
    mailer: trusting(elsewhere),
    trouble: 'certificate',
    line: /localhost.*mail\.invalid/,
  },
  { name: 'TLS spoken to a plain server', settings: { tls: 'tls' }, trouble: 'tls-mode' },
  { name: 'TLS spoken to STARTTLS', manner: withTls('starttls'), settings: { tls: 'tls' }, trouble: 'tls-mode' },
  { name: 'plain spoken to TLS', manner: withTls('tls'), mailer: hasty, trouble: 'tls-mode' },
  { name: 'STARTTLS spoken to TLS', manner: withTls('tls'), settings: { tls: 'starttls' }, mailer: hasty, trouble: 'tls-mode' },
  { name: 'the right password', manner: { login }, settings: { user: login.user }, password: secret, trouble: 'sent' },
  { name: 'a wrong password', manner: { login }, settings: { user: login.user }, password: 'x', trouble: 'login', line: /^535 / },
  { name: 'an empty password', manner: { login }, settings: { user: login.user }, password: '', trouble: 'login' },
  { name: 'no password', manner: { login }, settings: { user: login.user }, trouble: 'password-missing', line: /^$/ },
  { name: 'no login where one is needed', manner: { login }, trouble: 'login', line: /^530 / },
  {
    name: 'STARTTLS and a wrong password',
    manner: { ...withTls('starttls'), login },
    settings: { tls: 'starttls', user: login.user },
    password: 'x',
    mailer: trusting(),
    trouble: 'login',
  },
];

describe('H3: what goes wrong with a mail server is told apart', () => {
  it.for(cases)('$name: $trouble', async ({ manner, settings, password, mailer, trouble, line, arrives }, context) => {
    const needsCertificate = manner !== 'down' && manner?.tls !== undefined;
    context.skip(needsCertificate && noCertificates !== undefined, noCertificates);
    const server = await serverOf(manner);
    const result = await createMailer(mailer).send(settingsFor(server, settings), password ?? null, sampleMail);
    const said = result.kind === 'sent' ? { trouble: 'sent', line: '' } : result;
    expect(said.trouble, JSON.stringify(result)).toBe(trouble);
    expect(said.line).toMatch(line ?? /^/);
    const came = trouble === 'sent' || arrives === true;
    expect(server.messages.map(({ from, to }) => [from, ...to])).toEqual(came ? [['modosu@example.org', 'admin@example.org']] : []);
  });
});

describe('H10: nothing leaves in the clear that was to be encrypted', () => {
  const traces = [
    secret,
    Buffer.from(secret).toString('base64').slice(0, -4),
    'admin@example.org',
    'modosu@example.org',
    'Message-ID',
    '44OQ44OD',
  ];
  const wanted: [name: string, MailManner, Partial<MailSettings>][] = [
    ['a server without STARTTLS', { login }, { tls: 'starttls' }],
    ['a server without STARTTLS and without a login', {}, { tls: 'starttls' }],
    ['STARTTLS whose certificate is refused', { ...withTls('starttls', elsewhere), login }, { tls: 'starttls' }],
    ['TLS whose certificate is refused', { ...withTls('tls', elsewhere), login }, { tls: 'tls' }],
    ['TLS to a server in the clear', { login }, { tls: 'tls' }],
    ['STARTTLS', { ...withTls('starttls'), login }, { tls: 'starttls' }],
    ['TLS', { ...withTls('tls'), login }, { tls: 'tls' }],
  ];
  it.for(wanted)('with %s', async ([, manner, settings], context) => {
    context.skip(noCertificates !== undefined, noCertificates);
    const server = await serverOf(manner);
    await createMailer(trusting()).send(settingsFor(server, { ...settings, user: login.user }), secret, sampleMail);
    const heard = server.heard();
    expect(heard).not.toBe('');
    expect(traces.filter((trace) => heard.includes(trace))).toEqual([]);
  });
  it('and the traces are seen where no encryption is wanted', async () => {
    const server = await serverOf({ login });
    await createMailer().send(settingsFor(server, { user: login.user }), secret, sampleMail);
    const seen = traces.filter((trace) => server.heard().includes(trace));
    expect(seen).toEqual(traces.slice(2));
    expect(server.heard()).toContain(Buffer.from(`\0${login.user}\0${secret}`).toString('base64'));
  });
  it('nor does a server get the password back in what is shown (J9)', async () => {
    const server = await serverOf({ login: { user: 'other', password: 'other' } });
    const result = await createMailer().send(settingsFor(server, { user: 'Invalid username' }), 'password', sampleMail);
    expect(result).toEqual({ kind: 'trouble', trouble: 'login', line: '535 Invalid username or •••' });
  });
});
