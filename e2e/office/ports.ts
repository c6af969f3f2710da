import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { randomInt } from 'node:crypto';

// Below the range the kernel hands to outgoing connections, so nobody takes the port by chance while it rests.
const LOWEST = 20_000;
const HIGHEST = 32_000;
const ATTEMPTS = 50;

/** A random loopback port on which nobody listens. */
export async function freePort(): Promise<number> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const server = createServer();
    const port = randomInt(LOWEST, HIGHEST);
    const free = await listen(server, port).then(
      () => true,
      () => false,
    );
    if (free) {
      await new Promise((closed) => server.close(closed));
      return port;
    }
  }
  throw new Error(`no free loopback port after ${ATTEMPTS} attempts`);
}

/** Makes a server listen on a loopback port, any free one by default, and tells which. */
export async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** What the server behind a loopback port says first, or `undefined` when it says nothing within a second. */
export function greeting(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (text?: string) => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(1000, () => settle());
    socket.once('data', (data) => settle(data.toString('latin1').trim()));
    socket.once('error', () => settle());
    socket.once('end', () => settle());
  });
}
