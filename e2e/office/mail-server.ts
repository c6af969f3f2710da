import { connect, createServer, type Socket } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Certificate } from './certificate.ts';
import { freePort, listen } from './ports.ts';
import { taking, type ReceivedMail } from './smtp.ts';

/** How a mail server behaves; without anything it takes every message in the clear. */
export type MailManner = {
  tls?: { mode: 'starttls' | 'tls'; certificate: Certificate };
  login?: { user: string; password: string };
  refuse?: { at: 'connect' | 'mail' | 'rcpt' | 'data'; code: number };
  /** Only this recipient is refused. */
  refusedOnly?: string;
  /** `greeting`: never a word. `dribble`: a byte a second behind the greeting. `answer`: takes the message and never says so. `hang-up`: breaks off instead. */
  fault?: 'greeting' | 'dribble' | 'answer' | 'hang-up';
  withoutPipelining?: boolean;
};

export type MailServer = {
  readonly port: number;
  /** Every message that came whole, in order of arrival, acknowledged or not. */
  readonly messages: readonly ReceivedMail[];
  /** Every byte that clients have sent so far. */
  heard(): string;
  /** From now on; whoever is connected is thrown out. */
  become(manner: MailManner | 'down'): Promise<void>;
  close(): Promise<void>;
};

const BYTE_MS = 1000;

/**
 * A mail server on a loopback port that keeps its port while it changes its manner. `arrived` is called when a message has come whole, and
 * answers the client by calling `answer`.
 */
export async function startMailServer(
  first: MailManner | 'down' = {},
  arrived: (mail: ReceivedMail, answer: () => void) => void = (_, answer) => {
    answer();
  },
): Promise<MailServer> {
  const messages: ReceivedMail[] = [];
  const heard: Buffer[] = [];
  const sockets = new Set<Socket>();
  const port = await freePort();
  let manner: MailManner = {};
  let inner: { server: SMTPServer; port: number } | undefined;

  function smtp({ tls, login, refuse, refusedOnly, fault, withoutPipelining }: MailManner): SMTPServer {
    const at = (place: string) =>
      refuse?.at === place ? Object.assign(new Error(`not at ${place}`), { responseCode: refuse.code }) : undefined;
    const server = new SMTPServer({
      ...(tls ? { ...tls.certificate, secure: tls.mode === 'tls' } : {}),
      authOptional: login === undefined,
      disabledCommands: [...(login ? [] : ['AUTH']), ...(tls?.mode === 'starttls' ? [] : ['STARTTLS'])],
      allowInsecureAuth: true,
      disableReverseLookup: true,
      hidePIPELINING: withoutPipelining === true,
      closeTimeout: 100,
      logger: false,
      onConnect: (_, go) => go(at('connect')),
      onMailFrom: (_, __, go) => go(at('mail')),
      onRcptTo: ({ address }, _, go) => go(refusedOnly === undefined || refusedOnly === address ? at('rcpt') : undefined),
      onAuth: ({ username, password }, _, go) => {
        if (username === login?.user && password === login?.password) go(null, { user: username });
        else go(Object.assign(new Error('Invalid username or password'), { responseCode: 535 }));
      },
      onData: taking((mail, answer) => {
        const refusal = at('data');
        if (refusal) answer(refusal);
        else messages.push(mail);
        if (fault === 'hang-up') for (const socket of sockets) socket.destroy();
        if (refusal === undefined && fault === undefined) arrived(mail, answer);
      }),
    } satisfies SMTPServerOptions);
    // A client that leaves in the middle of a conversation is no failure of the server.
    server.on('error', () => undefined);
    return server;
  }

  const front = createServer((client) => {
    keep(client);
    client.on('data', (bytes) => heard.push(bytes));
    if (manner.fault === 'greeting' || inner === undefined) return;
    const behind = connect(inner.port, '127.0.0.1');
    keep(behind);
    pipeline(client, behind, () => behind.destroy());
    pipeline(manner.fault === 'dribble' ? dribbled(behind) : behind, client, () => client.destroy());
  });

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  }

  async function leave(): Promise<void> {
    const { server } = inner ?? {};
    inner = undefined;
    const closed = [
      ...(front.listening ? [new Promise<void>((resolve) => front.close(() => resolve()))] : []),
      ...(server ? [new Promise<void>((resolve) => server.close(() => resolve()))] : []),
    ];
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  }

  async function become(next: MailManner | 'down'): Promise<void> {
    await leave();
    if (next === 'down') return;
    manner = next;
    const server = smtp(next);
    inner = { server, port: await listen(server.server) };
    await listen(front, port);
  }

  await become(first);
  return { port, messages, heard: () => Buffer.concat(heard).toString('latin1'), become, close: leave };
}

async function* dribbled(bytes: Readable): AsyncGenerator<Buffer> {
  let isGreeting = true;
  for await (const piece of bytes as AsyncIterable<Buffer>) {
    for (const part of isGreeting ? [piece] : Array.from(piece, (byte) => Buffer.of(byte))) {
      yield part;
      if (!isGreeting) await sleep(BYTE_MS);
    }
    isGreeting = false;
  }
}
