import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { ModosuShell } from './shell.ts';

/** A `modosu serve` that has printed its address. */
export type Served = {
  readonly address: string;
  readonly port: number;
  readonly token: string;
  readonly pid: number;
  /** What it said on stderr and how it ended. */
  readonly ended: Promise<{ code: number | null; signal: string | null; stderr: string }>;
  /** Ends it as Ctrl+C does, or with another signal. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: string | null; stderr: string }>;
};

/** Starts `modosu serve` and resolves once it listens; throws when it ends first. */
export async function startServing(shell: ModosuShell, ...options: string[]): Promise<Served> {
  const child = shell.start('serve', ...options);
  const ended = endOf(child);
  const line = await Promise.race([
    new Promise<string>((resolve) => child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trimEnd()))),
    ended.then(({ code, stderr }) => Promise.reject(new Error(`serve ended with ${code}: ${stderr}`))),
  ]);
  const address = line.startsWith('{') ? (JSON.parse(line) as { address: string }).address : line;
  const { port, hash } = new URL(address);
  return {
    address,
    port: Number(port),
    token: hash.slice('#token='.length),
    pid: child.pid ?? 0,
    ended,
    end: (signal = 'SIGINT') => {
      child.kill(signal);
      return ended;
    },
  };
}

async function endOf(child: ChildProcess) {
  const closed = new Promise<[number | null, string | null]>((resolve) => child.once('close', (...end) => resolve(end)));
  const [[code, signal], stderr] = await Promise.all([closed, child.stderr ? text(child.stderr) : '']);
  return { code, signal, stderr };
}

/** A window as far as the wire goes: let in, or turned away by an HTTP status or a close code. */
export type Visit =
  | { kind: 'in'; socket: WebSocket; session: string; frames: string[]; closed: Promise<number> }
  | { kind: 'status'; status: number }
  | { kind: 'code'; code: number };
export type Knock = { protocols?: string[]; origin?: string | null; host?: string; path?: string };

/** Knocks at the WebSocket with a secret; every part of what a browser would send can be another one. */
export async function visit({ port }: Pick<Served, 'port'>, secret: string, knock: Knock = {}): Promise<Visit> {
  const { protocols = ['modosu', secret], origin = `http://127.0.0.1:${port}`, host, path = '/bridge' } = knock;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, {
    ...(origin === null ? {} : { origin }),
    ...(host === undefined ? {} : { headers: { Host: host } }),
  });
  const frames: string[] = [];
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_, response) => {
      response.resume();
      resolve({ kind: 'status', status: response.statusCode ?? 0 });
    });
    void closed.then((code) => resolve({ kind: 'code', code }));
    socket.once('message', (first) => {
      const { session } = JSON.parse((first as Buffer).toString()) as { session: string };
      socket.on('message', (data) => frames.push((data as Buffer).toString()));
      resolve({ kind: 'in', socket, session, frames, closed });
    });
  });
}

/** The same, of a window that must be let in. */
export async function enter(served: Pick<Served, 'port'>, secret: string): Promise<Extract<Visit, { kind: 'in' }>> {
  const came = await visit(served, secret);
  if (came.kind !== 'in') throw new Error(`not let in: ${JSON.stringify(came)}`);
  return came;
}

/** Sends a question and waits for its answer. */
export async function askOver({ socket }: { socket: WebSocket }, id: number, name: string, input: unknown): Promise<unknown> {
  const answer = new Promise<unknown>((resolve) => {
    const look = (data: unknown) => {
      const frame = JSON.parse((data as Buffer).toString()) as { id?: number; reply?: unknown };
      if (frame.id !== id) return;
      socket.off('message', look);
      resolve(frame.reply);
    };
    socket.on('message', look);
  });
  socket.send(JSON.stringify({ id, name, input }));
  return answer;
}

/** Sends these very bytes and gives everything that comes back until the other side closes, or until it has been silent for a while. */
export function sayRaw(port: number, bytes: string | Buffer, silenceMs = 10_000): Promise<{ answer: string; ended: boolean; ms: number }> {
  const begun = performance.now();
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const settle = (ended: boolean) => {
      socket.destroy();
      resolve({ answer, ended, ms: performance.now() - begun });
    };
    socket.setTimeout(silenceMs, () => settle(false));
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', () => settle(true));
    socket.on('end', () => settle(true));
  });
}

/** Sends one byte of a header a second, and says whether the other side had enough of it within this many. */
export async function trickle(port: number, seconds: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `);
  for (let second = 0; second < seconds && !socket.destroyed; second += 1) {
    socket.write('x');
    await sleep(1000);
  }
  const ended = socket.destroyed;
  socket.destroy();
  return ended;
}

/** How long the page takes, in ms. */
export const msOfPage = (port: number) =>
  new Promise<number>((resolve, reject) => {
    const begun = performance.now();
    get(`http://127.0.0.1:${port}/`, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode ?? 0}`));
      response.resume().once('end', () => resolve(performance.now() - begun));
    }).once('error', reject);
  });

/** The addresses a process listens on, as the kernel writes them: `0100007F:PORT` in hexadecimal. */
export function listeningOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  const inodes = new Set(readdirSync(folder).map((fd) => /^socket:\[(\d+)\]$/.exec(linkOf(`${folder}/${fd}`))?.[1]));
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) => {
    const rows = readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n').slice(1);
    const columns = rows.map((row) => row.trim().split(/\s+/));
    const here = columns.filter((column) => inodes.has(column[9]) && (table.startsWith('udp') || column[3] === '0A'));
    return here.map((column) => `${table} ${column[1]}`);
  });
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
