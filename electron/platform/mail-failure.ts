import type { MailTrouble } from '../contract/alerts.ts';
import { visible } from '../contract/words/visible.ts';

/** What a failed attempt tells: from the system, from TLS, or from the server with the command it answered. */
export type MailFailure = { code: string; originalCode: string; command: string; responseCode: number; text: string };

const longest = 300;

// Node.js names the reasons of OpenSSL's X509_verify_cert_error_string(3) like this.
const certificateCodes =
  /^(?:CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERROR_IN_C|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;

const ofSystem: Readonly<Record<string, MailTrouble>> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  EAI_FAIL: 'name-not-found',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed-out',
  EHOSTUNREACH: 'timed-out',
  ENETUNREACH: 'timed-out',
  ABORT_ERR: 'timed-out',
  EABORT: 'timed-out',
};

/** The facts of a thrown error, whichever layer made it. */
export function mailFailure(error: unknown): MailFailure {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : '');
  const { responseCode } = fields;
  return {
    code: text('code'),
    originalCode: text('originalCode'),
    command: text('command'),
    responseCode: typeof responseCode === 'number' ? responseCode : 0,
    text: text('response') || text('message') || text('code'),
  };
}

/** Why a mail did not leave. */
export function mailTrouble({ code, originalCode, command, responseCode }: MailFailure): MailTrouble {
  if (responseCode >= 400 && responseCode < 500) return 'try-later';
  // 530: the server wants a login that was not given; 534, 535 and 538: it refuses the one that was (RFC 4954, 6).
  if (code === 'EAUTH' || [530, 534, 535, 538].includes(responseCode)) return 'login';
  // A server that does not know EHLO knows no STARTTLS either.
  if (responseCode >= 500 && (command === 'STARTTLS' || command === 'EHLO')) return 'no-starttls';
  if (responseCode >= 500 && command === 'MAIL FROM') return 'sender-refused';
  if (responseCode >= 500 && command === 'RCPT TO') return 'recipient-refused';
  if (responseCode >= 500 || code === 'EMESSAGE') return 'rejected';
  for (const reason of [originalCode, code]) {
    if (certificateCodes.test(reason)) return 'certificate';
    if (reason.startsWith('ERR_SSL_') || reason.startsWith('ERR_TLS_')) return 'tls-mode';
    const known = ofSystem[reason];
    if (known) return known;
  }
  return 'connection-lost';
}

/** What the server said as one harmless line; no secret is left in it, should the server have repeated one. */
export function mailLine(text: string, secrets: readonly string[]): string {
  const line = visible(text.replace(/\s*[\r\n]+\s*/g, ' ').trim());
  const clean = secrets.filter((secret) => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, '•••'), line);
  return Array.from(clean).slice(0, longest).join('');
}
