import { copyFile, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../../electron/contract/run.ts';
import type { Sshd } from './sshd.ts';
import type { Transport } from './transports.ts';

/** A folder with a home, two sources and places for repositories: one for each transport, alike but for its name. */
export type Room = { dir: string; sshd: Sshd };

export const placesIn = ({ dir }: Room) => ({
  home: join(dir, 'home'),
  from: join(dir, 'from'),
  to: join(dir, 'to'),
  stuck: join(dir, 'stuck'),
});

/** Fills a fresh room. */
export async function furnish(room: Room): Promise<void> {
  const { from } = placesIn(room);
  await mkdir(from, { recursive: true });
  for (const name of ['one', 'two', 'three']) await writeFile(join(from, `${name}.txt`), `${name}\n`.repeat(1000));
}

/** Waits for a run to end, and for the next second: rdiff-backup tells sessions apart by whole seconds. */
export async function untilDone(transport: Transport, run: number): Promise<void> {
  for (;;) {
    const [reply] = await transport.ask([{ name: 'run.get', input: `{"run":${run}}` }]);
    if (reply?.ok !== true) throw new Error(`no run ${run} in ${transport.name}: ${JSON.stringify(reply)}`);
    if ((reply.value as Run).state === 'done') break;
    await sleep(50);
  }
  await sleep(1100);
}

/** Sets mail up, or takes it away. */
export async function setMail(transport: Transport, mail: object | null): Promise<void> {
  await transport.ask([{ name: 'mail.set', input: JSON.stringify({ mail, password: null }) }]);
}

/** Starts the job that is slow enough to be cancelled. */
export async function startSlow(transport: Transport): Promise<void> {
  await transport.ask([{ name: 'run.start', input: '{"name":"slow"}' }]);
}

/** Puts an empty folder in the place of a source. */
export async function hideSource(from: string): Promise<void> {
  await rename(from, `${from} hidden`);
  await mkdir(from);
}

/** Puts a hidden source back. */
export async function showSource(from: string): Promise<void> {
  await rename(from, `${from} empty`);
  await rename(`${from} hidden`, from);
}

/** What a first repeated backup leaves behind that was killed before it wrote anything. */
export async function makeDeadEnd(repository: string): Promise<void> {
  const data = join(repository, 'rdiff-backup-data');
  const marker = (await readdir(data)).find((name) => name.startsWith('current_mirror.')) ?? '';
  const time = Date.parse(marker.split('.')[1] ?? '');
  await copyFile(join(data, marker), join(data, marker.replace(/\.[^.]+\./, `.${new Date(time + 60_000).toISOString().slice(0, 19)}Z.`)));
}
