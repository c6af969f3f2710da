import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Refusal } from '../contract/failure.ts';
import { closeCode, socketProtocol, tokenMark } from '../contract/wire.ts';
import type { Clock } from '../platform/ports.ts';
import { windowFiles, type WindowFiles } from '../platform/window-files.ts';
import { connectWindow, type Connected, type Served } from './connected.ts';
import { hostsOf, isOurs, secretOf } from './gate.ts';
import { createSecrets } from './secrets.ts';

export type { Served };
export type Door = { address: string; close(): Promise<void> };
type Options = { port: number | null; window: string; clock: Clock };

const largestFrame = 8 * 1024 ** 2;
/** A page that is loaded anew may come before its old socket is known to be gone. */
const patienceMs = 500;
const farewellMs = 500;

/**
 * The window in a browser on this machine: the files of `window` over HTTP, and one WebSocket to the engine, on 127.0.0.1 only.
 *
 * `address` carries the start token in its fragment, which no browser sends. The page opens `/bridge` with the sub-protocols `modosu`
 * and its secret: the start token, or the session secret that it got in its first frame (`Welcome`) and keeps for reloads. The start
 * token is void once a window that came with it has asked something. An unknown secret, a foreign `Origin` or `Host` is refused with 403; a
 * void start token and a second window with 4401 and 4409. Then texts cross: `Ask` to the engine, `Answer` and `Announcement` from it.
 */
export async function openDoor(served: Served, { port, window, clock }: Options): Promise<Door> {
  const files = windowFiles(window, "'self'");
  const secrets = createSecrets();
  const over = new AbortController();
  let connected: Connected | undefined;

  // Half a request, or none, is given up: after 5 s without a byte, and in any case with the next look of Node's own (30 s).
  const server = createServer({ headersTimeout: 5000, requestTimeout: 10_000, keepAliveTimeout: 5000 });
  server.setTimeout(5000);
  server.maxConnections = 64;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrame,
    perMessageDeflate: false,
    handleProtocols: () => socketProtocol,
  });
  const hosts = () => hostsOf((server.address() as AddressInfo).port);

  async function admit(socket: Parameters<typeof connectWindow>[0], secret: string): Promise<void> {
    socket.on('error', () => undefined);
    if (connected) await Promise.race([connected.gone, clock.sleep(patienceMs, over.signal)]);
    if (over.signal.aborted) socket.terminate();
    else if (connected) socket.close(closeCode.taken);
    else if (!secrets.admits(secret)) socket.close(closeCode.void);
    else {
      connected = connectWindow(socket, served, { clock, session: secrets.begin(secret), spoke: () => secrets.spoke() });
      await connected.gone;
      connected = undefined;
    }
  }

  server.on('request', (request, response) => {
    if (!isOurs(request, hosts())) refuse(response, 403);
    else answerFile(files, request, response);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const secret = secretOf(request, hosts());
    if (secret === undefined || !secrets.knows(secret)) {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => socket.destroy());
    } else sockets.handleUpgrade(request, socket, head, (opened) => void admit(opened, secret));
  });

  server.listen({ host: '127.0.0.1', port: port ?? 0 });
  await once(server, 'listening').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new Refusal('port-taken', { port: port ?? 0 });
    if (code === 'EACCES') throw new Refusal('port-forbidden', { port: port ?? 0 });
    throw error;
  });

  return {
    address: `http://${hosts()[0]}/${tokenMark}${secrets.start}`,
    close: async () => {
      over.abort();
      server.close();
      server.closeAllConnections();
      for (const socket of sockets.clients) socket.close(1001);
      if (connected) await Promise.race([connected.gone, clock.sleep(farewellMs)]);
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

function answerFile(files: WindowFiles, { method, url }: IncomingMessage, response: ServerResponse): void {
  const file = files.get(url ?? '');
  if (method !== 'GET' && method !== 'HEAD') refuse(response.setHeader('Allow', 'GET, HEAD'), 405);
  else if (!file) refuse(response, 404);
  else response.writeHead(200, { ...file.headers, 'Content-Length': file.body.length }).end(method === 'GET' ? file.body : undefined);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { Connection: 'close', 'Content-Length': 0, 'X-Content-Type-Options': 'nosniff' }).end();
}
