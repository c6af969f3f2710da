import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemNetwork as network } from './network.ts';

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function webServer(answer: RequestListener) {
  const seen: { request: IncomingMessage; body: string }[] = [];
  const port = await listening(
    createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        seen.push({ request, body });
        answer(request, response);
      });
    }),
  );
  const address = `http://127.0.0.1:${port}`;
  return {
    seen,
    address,
    send: (path: string, body: string | null = null) => network.send({ address: address + path, body, timeoutMs: 5000 }),
  };
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('whether something answers there', () => {
  it('is true for a listener, which sees the connection end at once', async () => {
    const server = createTcpServer();
    const ended = new Promise((resolve) => server.on('connection', (socket) => socket.on('close', resolve).resume()));
    expect(await network.answers('127.0.0.1', await listening(server), 5000)).toBe(true);
    await ended;
  });
  it('is false for a closed port and for a name that is none', async () => {
    expect(await network.answers('127.0.0.1', await freePort(), 5000)).toBe(false);
    expect(await network.answers('nowhere.invalid', 22, 5000)).toBe(false);
  });
  it('is false when nobody answers within the time', async () => {
    const began = performance.now();
    // TEST-NET-1 (RFC 5737): packets to it get lost, or are refused on the way.
    expect(await network.answers('192.0.2.1', 22, 200)).toBe(false);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('a request', () => {
  it('without a body is a GET, with one a POST of JSON, both by the name of this program', async () => {
    const { send, seen } = await webServer((_, response) => response.end('OK'));
    expect([await send('/uuid/start?create=1'), await send('/hook', '{"text":"戻す"}')]).toEqual([
      { ok: true, line: '200 OK' },
      { ok: true, line: '200 OK' },
    ]);
    const [get, post] = seen.map(({ request: { method, url, headers }, body }) => ({
      method,
      url,
      agent: headers['user-agent'],
      type: headers['content-type'],
      body,
    }));
    expect(get).toEqual({ method: 'GET', url: '/uuid/start?create=1', agent: 'Modosu', type: undefined, body: '' });
    expect(post).toEqual({ method: 'POST', url: '/hook', agent: 'Modosu', type: 'application/json', body: '{"text":"戻す"}' });
  });
  it.each([
    [201, true, '201 Created'],
    [404, false, '404 Not Found'],
    [500, false, '500 Internal Server Error'],
    [302, false, '302 Found, a redirect, which is not followed'],
  ])('that is answered %d is ok: %j', async (status, ok, line) => {
    const { send, seen } = await webServer((_, response) => response.writeHead(status, { location: '/elsewhere' }).end());
    expect([await send('/'), seen.length]).toEqual([{ ok, line }, 1]);
  });
  it('does not go through a proxy that the environment names', async () => {
    const proxy = await webServer((_, response) => response.end());
    const { address, seen } = await webServer((_, response) => response.end());
    // Node.js looks at these variables once, when it starts.
    const program = `import { systemNetwork } from ${JSON.stringify(new URL('network.ts', import.meta.url).href)};
      await systemNetwork.send({ address: ${JSON.stringify(address)}, body: null, timeoutMs: 5000 });`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.address, http_proxy: proxy.address },
    });
    expect([seen.length, proxy.seen.length]).toEqual([1, 0]);
  });
  it('reads no more of a long answer than 64 KiB', async () => {
    let sent = 0;
    const { send } = await webServer((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) sent += 16_384;
      };
      response.on('drain', more);
      more();
    });
    expect(await send('/')).toEqual({ ok: true, line: '200 OK' });
    // What the two sockets hold comes on top.
    expect(sent).toBeLessThan(20_000_000);
  });
  it('that is not answered in time says so, and one whose answer does not end in time has been answered', async () => {
    const silent = await webServer(() => undefined);
    const began = performance.now();
    const asked = { body: null, timeoutMs: 200 };
    expect(await network.send({ address: silent.address, ...asked })).toEqual({ ok: false, line: 'timed out after 0.2 s' });
    const endless = await webServer((_, response) => void response.writeHead(200).write('O'));
    expect(await network.send({ address: endless.address, ...asked })).toEqual({ ok: true, line: '200 OK' });
    expect(performance.now() - began).toBeLessThan(3000);
  });
  it('that cannot be made says why in one harmless line, and never throws (attack row N6)', async () => {
    const line = async (address: string) => (await network.send({ address, body: null, timeoutMs: 5000 })).line;
    const hostile = createTcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 500 a\u001b[2J\tb\r\ncontent-length: 0\r\n\r\n'));
    });
    const rude = createTcpServer((socket) => socket.end('220 smtp.example ESMTP\r\n'));
    expect(await line(`http://127.0.0.1:${await freePort()}/`)).toBe('connection refused');
    expect(await line('http://nowhere.invalid/')).toMatch(/unknown node or service|temporary failure|again/i);
    expect(await line('gopher://127.0.0.1/')).toMatch(/protocol/i);
    expect(await line('not an address')).toBe('Invalid URL');
    for (const server of [hostile, rude]) expect(await line(`http://127.0.0.1:${await listening(server)}/`)).toMatch(/^[ -~]+$/);
    const { send } = await webServer((_, response) => response.destroy());
    expect(await send('/')).toEqual({ ok: false, line: 'socket hang up' });
  });
  it('refuses a certificate that nobody vouches for', async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
    const made = spawnSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert],
      { stdio: 'ignore' },
    );
    skip(made.status !== 0, 'needs openssl');
    const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => response.end());
    const address = `https://127.0.0.1:${await listening(server)}/`;
    expect(await network.send({ address, body: null, timeoutMs: 5000 })).toEqual({ ok: false, line: 'self-signed certificate' });
  });
});
