import { visible } from '../contract/words/visible.ts';
import type { MailText } from './ports.ts';

const longestSubject = 250;

/** A mail as the mail library takes it: who sends it and who gets it are given apart from what is written in it. */
export function mailMessage(from: string, { messageId, to, subject, text }: MailText) {
  return {
    envelope: { from, to: [to] },
    from: { name: '', address: from },
    to: [{ name: '', address: to }],
    subject: oneLine(subject),
    text: lines(text),
    messageId: idOf(messageId),
    // Without it an absence note would answer (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    date: new Date(),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** One visible line. What looks like an encoded word (RFC 2047) would be decoded by the one who reads it, into anything. */
const oneLine = (subject: string) => Array.from(visible(subject).replaceAll('=?', '= ?')).slice(0, longestSubject).join('');

/** Lines and tabs stay, everything else that is active or unseen is shown. */
const lines = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/([\n\t])/)
    .map((piece) => (piece === '\n' || piece === '\t' ? piece : visible(piece)))
    .join('');

const idOf = (text: string) => `<${text.replace(/[^A-Za-z0-9.@_+=-]/g, '').slice(0, 200)}>`;
