import { chmod, copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Failure } from '../../electron/contract/failure.ts';
import { failureSentence } from '../../electron/contract/words/sentences.ts';
import { createEngine, tables, type Engine } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { createWords } from '../../electron/contract/words/translate.ts';
import { askAnything, type Drafts } from './hostile-doors.ts';
import { hostileInputs, type HostileInput } from './hostile-input.ts';
import { processesWith } from './processes.ts';
import type { Random } from './random.ts';
import { removeTree } from './scratch.ts';
import { openWorld, type World } from './world.ts';

/** Whether every input has its turn, as in full mode, or only a share of them. */
export const everything = process.env['MODOSU_FULL'] === '1';
const words = createWords('en');

/** The office, an engine on a home of its own that knows `web1`, and the guard folder in which nothing may ever appear. */
export type Setting = { world: World; engine: Engine; guard: string; room: string; drafts: Drafts; corpus: HostileInput[] };

/** Opens the office and the engine, and makes `web1` known to the engine. */
export async function openSetting(): Promise<Setting> {
  const world = await openWorld();
  const at = (name: string) => join(world.office.dir, name);
  const [guard, room, home] = [at('guard'), at('room'), at('engine')];
  await Promise.all([guard, room].map((folder) => mkdir(folder)));
  const engine = createEngine(machinePorts(home, tables), home);
  const { port, user, keyFile } = world.office.sshd;
  const place = { address: '127.0.0.1', port, user, keyFile, command: 'rdiff-backup' };
  const host = { name: 'draft', ...place, fingerprint: world.office.sshd.fingerprint() };
  const job = { name: 'draft', from: join(room, 'draft from'), to: join(room, 'draft to') };
  const set = { world, engine, guard, room, drafts: { host, job }, corpus: hostileInputs({ guard, room }) };
  try {
    await ask(engine, 'host.add', { ...host, name: 'web1' });
  } catch (error) {
    await closeSetting(set);
    throw error;
  }
  return set;
}

/** Closes the engine and the office. */
export async function closeSetting({ engine, world }: Setting): Promise<void> {
  engine.close();
  await world.close();
}

/** Throws when a hostile text has run and left a file or a process behind; the guard folder is empty again afterwards. */
export async function nothingRan({ guard }: Setting): Promise<void> {
  const [canaries, processes] = [await readdir(guard), processesWith(guard)];
  await removeTree(guard);
  await mkdir(guard);
  if (canaries.length + processes.length > 0) throw new Error(`something ran: ${JSON.stringify({ canaries, processes })}`);
}

/** A host as the settings hold it. */
export const exampleHost = {
  id: 'host-0123456789ab',
  name: 'web1',
  address: '127.0.0.1',
  port: 22,
  user: 'backup',
  keyFile: '/root/.ssh/id',
  command: 'rdiff-backup',
  hostKey: { type: 'ssh-ed25519', key: `AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}` },
  confirmedAt: 1,
  version: null,
};

/** A value as a message quotes it. */
export const brief = (value: unknown) => JSON.stringify(value).slice(0, 200);

/** An input as a message names it. */
export const named = ({ kind, class: what, expected, text }: HostileInput) => `${kind} (${what}, ${expected}) ${brief(text)}`;

/** Asks the engine a question; throws when the answer is a failure. */
export async function ask(engine: Engine, name: Parameters<Engine['ask']>[0], input: unknown): Promise<unknown> {
  const reply = await askAnything(engine, { name, input });
  if (!reply.ok) throw new Error(`${name}: ${brief(reply.failure)}`);
  return reply.value;
}

/** The names of the hosts and jobs that the engine knows. */
export async function keptNow(engine: Engine): Promise<{ hosts: string[]; jobs: string[] }> {
  const hosts = (await ask(engine, 'host.list', {})) as { host: { name: string } }[];
  const jobs = (await ask(engine, 'job.list', {})) as { job: { name: string } }[];
  return { hosts: hosts.map(({ host }) => host.name), jobs: jobs.map(({ job }) => job.name) };
}

/** Whether a failure reads as one printable line that is no stack trace. */
export function isSentence(failure: Failure): boolean {
  return isLine(failureSentence(words, failure));
}

/** Whether a text is one printable line that is no stack trace. */
export const isLine = (sentence: string) => sentence.trim().length > 5 && !/[\p{Cc}\p{Cs}]| at .*:\d+:\d+/u.test(sentence);

/** Puts a private key where a host's key file is said to be. */
export async function plantKey({ world }: Setting, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await copyFile(world.office.sshd.keyFile, path);
  await chmod(path, 0o600);
}

/** What a reading finds, and nothing where it throws. */
export function safely(texts: () => unknown[]): unknown[] {
  try {
    return texts();
  } catch {
    return [];
  }
}

/** All in full mode; else as many as asked for, the same for the same numbers. */
export function share<T>(list: readonly T[], count: number, numbers: Random): T[] {
  if (everything) return [...list];
  const rest = [...list];
  return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(numbers.int(0, rest.length - 1), 1)[0] as T);
}

/** A share of each class by itself. */
export const ofEachClass = (entries: readonly HostileInput[], count: number, numbers: Random): HostileInput[] =>
  Object.values(Object.groupBy(entries, (entry) => entry.class)).flatMap((ofOne) => share(ofOne, count, numbers));
