import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { MailAddress, type MailSettings, type MailTrouble } from '../contract/alerts.ts';
import { authorities } from './authorities.ts';
import { mailFailure, mailLine, mailTrouble } from './mail-failure.ts';
import { mailMessage } from './mail-message.ts';
import type { Mailer, MailResult, MailText } from './ports.ts';

/** `ca` are certificates to trust instead of those that this machine trusts. All times in ms; `timeoutMs` is for the whole of a mail. */
export type MailerOptions = { ca?: string; connectMs?: number; idleMs?: number; timeoutMs?: number };

// An address literal that says nothing about this machine; mail programs send the same.
const ownName = '[127.0.0.1]';

/** Mail by SMTP: one connection for each mail, and nothing of it in the clear unless the settings say so. */
export function createMailer({ ca, connectMs = 15_000, idleMs = 60_000, timeoutMs = 60_000 }: MailerOptions = {}): Mailer {
  async function send(settings: MailSettings, password: string | null, mail: MailText): Promise<MailResult> {
    const { host, port, tls, user } = settings;
    const before = troubleBefore(settings, password, mail);
    if (before) return { kind: 'trouble', trouble: before, line: '' };

    const over = AbortSignal.timeout(timeoutMs);
    try {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        host,
        port,
        getSocket: (_, done) => {
          const signal = AbortSignal.any([over, AbortSignal.timeout(connectMs)]);
          reach(settings, signal).then((connection) => done(null, { connection }), done);
        },
        name: ownName,
        secure: tls === 'tls',
        requireTLS: tls === 'starttls',
        ignoreTLS: tls === 'none',
        tls: { ca: ca ?? authorities(), minVersion: 'TLSv1.2', rejectUnauthorized: true },
        connectionTimeout: connectMs,
        greetingTimeout: connectMs,
        socketTimeout: idleMs,
        disableFileAccess: true,
        disableUrlAccess: true,
        ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
      });
      await transport.sendMail({ ...mailMessage(settings.from, mail), signal: over });
      return { kind: 'sent' };
    } catch (error) {
      const failure = mailFailure(error);
      const line = mailLine(failure.text, secretsIn(user, password));
      const trouble = (await isTlsInstead(settings, error, connectMs)) ? 'tls-mode' : mailTrouble(failure);
      return { kind: 'trouble', trouble, line };
    }
  }
  return { send };
}

/** What needs no server to be known. The schemas refuse all but the password before; a line break must not depend on them alone. */
function troubleBefore({ from, user }: MailSettings, password: string | null, { to }: MailText): MailTrouble | undefined {
  if (!isPlainAddress(from)) return 'sender-refused';
  if (!isPlainAddress(to)) return 'recipient-refused';
  if (user !== null && /\p{Cc}/u.test(user)) return 'login';
  return user !== null && password === null ? 'password-missing' : undefined;
}

/** Mail programs show what looks like an encoded word (RFC 2047) as the text in it, which may name another recipient. */
const isPlainAddress = (text: string) => MailAddress.safeParse(text).success && !text.includes('=?');

/**
 * A connection made here rather than by the mail library, which asks DNS itself: past /etc/hosts, and with a memory of its own for addresses
 * that have long changed.
 */
async function reach({ host, port }: MailSettings, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host, port, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 2000 });
  try {
    await once(socket, 'connect', { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** True when a server that never greeted waits for TLS: it and the client would be silent for ever. Nothing is sent but the handshake. */
async function isTlsInstead({ host, port, tls }: MailSettings, error: unknown, ms: number): Promise<boolean> {
  const isSilent = error instanceof Error && 'timeoutType' in error && error.timeoutType === 'GREETING_TIMEOUT';
  if (tls === 'tls' || !isSilent) return false;
  const socket = connectTls({ host, port, rejectUnauthorized: false, ...(isIP(host) === 0 ? { servername: host } : {}) });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(Math.min(ms, 5000)) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const secretsIn = (user: string | null, password: string | null) =>
  password === null ? [] : [base64(`\0${user ?? ''}\0${password}`), base64(password), password];
