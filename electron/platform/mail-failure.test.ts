import { describe, expect, it } from 'vitest';
import { mailFailure, mailLine, mailTrouble } from './mail-failure.ts';

const troubleOf = (fields: object) => mailTrouble(mailFailure(Object.assign(new Error('said'), fields)));

describe('why a mail did not leave (fault row H3)', () => {
  it.each([
    [{ code: 'ENOTFOUND' }, 'name-not-found'],
    [{ code: 'EAI_AGAIN' }, 'name-not-found'],
    [{ code: 'ECONNREFUSED' }, 'refused'],
    [{ code: 'EHOSTUNREACH' }, 'timed-out'],
    [{ code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }, 'timed-out'],
    [{ code: 'EABORT' }, 'timed-out'],
    [{ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'tls-mode'],
    [{ code: 'ESOCKET', originalCode: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }, 'tls-mode'],
    [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'certificate'],
    [{ code: 'ESOCKET', originalCode: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'certificate'],
    [{ code: 'ESOCKET', originalCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'certificate'],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'certificate'],
    [{ code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'certificate'],
    [{ code: 'ETLS', command: 'STARTTLS', responseCode: 502 }, 'no-starttls'],
    [{ code: 'ETLS', command: 'STARTTLS', responseCode: 454 }, 'try-later'],
    [{ code: 'ECONNECTION', command: 'EHLO', responseCode: 500 }, 'no-starttls'],
    [{ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, 'login'],
    [{ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 454 }, 'try-later'],
    [{ code: 'EAUTH', command: 'API' }, 'login'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530 }, 'login'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }, 'sender-refused'],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 553 }, 'recipient-refused'],
    [{ code: 'EENVELOPE', command: 'DATA', responseCode: 554 }, 'rejected'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 552 }, 'rejected'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 451 }, 'try-later'],
    [{ code: 'EPROTOCOL', command: 'CONN', responseCode: 554 }, 'rejected'],
    [{ code: 'EPROTOCOL', command: 'CONN', response: 'SSH-2.0-OpenSSH' }, 'connection-lost'],
    [{ code: 'ECONNECTION', command: 'CONN' }, 'connection-lost'],
    [{ code: 'ESOCKET', originalCode: 'ECONNRESET' }, 'connection-lost'],
    [{}, 'connection-lost'],
  ])('%j is %s', (fields, trouble) => {
    expect(troubleOf(fields)).toBe(trouble);
  });
  it.each(['x', undefined, null, 5])('also when %j was thrown', (thrown) => {
    expect(mailTrouble(mailFailure(thrown))).toBe('connection-lost');
  });
});

describe('what the server said', () => {
  it('is preferred to what the mail library says about it', () => {
    expect(mailFailure(Object.assign(new Error('Mail command failed: 550 no'), { response: '550 no' })).text).toBe('550 no');
    expect(mailFailure(Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' })).text).toBe('ECONNREFUSED');
  });
  it('is one harmless line of 300 characters (attack row N1)', () => {
    expect(mailLine('550-5.7.1 no\r\n550 5.7.1 \u001b[2Jway \u202e\n', [])).toBe('550-5.7.1 no 550 5.7.1 \\u{1b}[2Jway \\u{202e}');
    expect(mailLine('あ'.repeat(1000), [])).toBe('あ'.repeat(300));
  });
  it('never holds the password, should the server repeat it (fault row J9)', () => {
    expect(mailLine('535 no AHUAc2VjcmV0 for secret', ['AHUAc2VjcmV0', 'secret', ''])).toBe('535 no ••• for •••');
  });
});
