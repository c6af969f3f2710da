import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from './ports.ts';

/** A loopback port on which nobody listens: connecting is refused at once. */
export { freePort as closedPort } from './ports.ts';

const TRICKLES_A_SECOND = 20;

export type Proxy = {
  readonly port: number;
  /** Nothing passes any more, in either direction, and nobody is told: connections stay open, new ones are accepted. */
  blackHole(): void;
  /** Lets everything pass that was held back. */
  resume(): void;
  /** Breaks all connections with a reset; new ones are served. */
  cut(): void;
  /** Limits each direction of each connection; `undefined` lifts the limit. */
  trickle(bytesPerSecond: number | undefined): void;
  /** Bytes passed on so far, both directions together. */
  bytes(): number;
  close(): Promise<void>;
};

/** A line to another loopback port that can be broken in the ways real lines break. */
export async function startProxy({ targetPort }: { targetPort: number }): Promise<Proxy> {
  let passed = 0;
  let limit: number | undefined;
  let opening: PromiseWithResolvers<void> = Promise.withResolvers();
  opening.resolve();
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => void serve(client));
  const port = await listen(server);

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  }

  async function serve(client: Socket): Promise<void> {
    keep(client);
    await opening.promise;
    if (client.destroyed) return;
    const target = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    keep(target);
    void carry(client, target);
    void carry(target, client);
  }

  async function carry(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from.iterator({ destroyOnReturn: false })) await pass(chunk as Buffer, to);
      await opening.promise;
      to.end();
    } catch {
      await opening.promise;
      to.resetAndDestroy();
    }
  }

  async function pass(chunk: Buffer, to: Socket): Promise<void> {
    for (let at = 0; at < chunk.length && !to.destroyed;) {
      await opening.promise;
      const rate = limit;
      const size = rate === undefined ? chunk.length - at : Math.max(1, Math.floor(rate / TRICKLES_A_SECOND));
      const piece = chunk.subarray(at, at + size);
      if (rate !== undefined) await sleep((1000 * piece.length) / rate, undefined, { ref: false });
      await opening.promise;
      await new Promise<void>((written) => to.write(piece, () => written()));
      at += piece.length;
      passed += piece.length;
    }
  }

  const cut = () => sockets.forEach((socket) => socket.resetAndDestroy());
  return {
    port,
    blackHole: () => {
      opening.resolve();
      opening = Promise.withResolvers();
    },
    resume: () => opening.resolve(),
    cut,
    trickle: (bytesPerSecond) => {
      limit = bytesPerSecond;
    },
    bytes: () => passed,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      opening.resolve();
      return closed;
    },
  };
}

/** A server that accepts connections and never says a word. */
export async function startSilent(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    socket.resume();
  });
  const port = await listen(server);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}
