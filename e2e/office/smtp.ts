import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { listen } from './ports.ts';

export type ReceivedMail = { from: string; to: string[]; raw: string };
export type SmtpSink = {
  readonly port: number;
  /** In order of arrival. */
  readonly messages: readonly ReceivedMail[];
  close(): Promise<void>;
};

/** A mail server on a loopback port that takes every message, without login or encryption, and keeps it. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const messages: ReceivedMail[] = [];
  const sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData: taking((mail, answer) => {
      messages.push(mail);
      answer();
    }),
  });
  // A client that is killed in the middle of a conversation is no failure of the sink.
  sink.on('error', () => undefined);
  const port = await listen(sink.server);
  return { port, messages, close: () => new Promise((resolve) => sink.close(() => resolve())) };
}

/** Reads each message to its end and hands it on with what answers the client. */
export function taking(take: (mail: ReceivedMail, answer: (refusal?: Error) => void) => void): NonNullable<SMTPServerOptions['onData']> {
  return (stream, session, answer) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.once('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom === false ? '' : mailFrom.address;
      take({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString('utf8') }, answer);
    });
  };
}
