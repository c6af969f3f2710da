import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { growHistory } from '../office/history.ts';
import { differences, manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { isAlive, waitUntil } from '../office/processes.ts';
import { markersIn } from '../office/repository-data.ts';
import { openRestoring } from '../office/restoring.ts';
import { scratch } from '../office/scratch.ts';
import { startSshd } from '../office/sshd.ts';

const here = missing.rdiffBackup ?? missing.acl ?? missing.procfs;
const tool = '/usr/bin/rdiff-backup';
const listed = ['listed/a', 'listed/b', 'listed/c'];

/** Two sessions of files, three of which have a list that only rdiff-backup can give; a third session has begun. */
async function world(other?: (dir: string) => string) {
  const place = await scratch('modosu-unready');
  onTestFinished(place.remove);
  const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
  for (const folder of ['listed', 'plain']) mkdirSync(join(source, folder), { recursive: true });
  const write = (day: number) => {
    for (const file of [...listed, 'plain/a', 'plain/b']) writeFileSync(join(source, file), `${file} ${'day '.repeat(day + 1)}`);
    return Promise.resolve();
  };
  await write(0);
  for (const file of listed) execFileSync('setfacl', ['-m', 'u:daemon:r', join(source, file)]);
  const options = { source, repository, sessions: 2, firstTime: 1_772_000_000, stepSeconds: 86_400, seed: 0 };
  const history = await growHistory({ ...options, change: (_, day) => write(day) });
  for (let count = 0; count < 200; count += 1) writeFileSync(join(source, `plain/new ${String(count)}`), 'x'.repeat(5000));
  const file = other?.(place.dir);
  const restoring = openRestoring(place.dir, (ports) => {
    const find = (program: string) => (program === 'rdiff-backup' ? file : undefined) ?? ports.processes.find(program);
    return { ...ports, processes: { ...ports.processes, find } };
  });
  onTestFinished(restoring.close);
  await restoring.adopt('www', source, repository);
  await restoring.ask('history.settled', { name: 'www' });
  const target = join(place.dir, 'target');
  const restore = async (paths: string[], name = 'www') =>
    (await restoring.restore({ name, at: String(history[0]?.time), paths, place: { kind: 'path', to: target } })).run;
  const writer = () => stoppedAtWork(source, repository);
  return { ...place, source, repository, restoring, target, restore, writer, first: history[0]?.manifest ?? new Map<string, never>() };
}

/** An rdiff-backup that restores nothing. */
function failing(dir: string): string {
  const file = join(dir, 'rdiff-backup');
  const script = `#!/bin/sh\ncase " $* " in *" restore "*) echo 'ERROR: Something that nobody has seen before' >&2; exit 1 ;; esac\nexec ${tool} "$@"\n`;
  writeFileSync(file, script, { mode: 0o755 });
  return file;
}

/** A backup that somebody else has begun, held once it is at work. */
async function stoppedAtWork(source: string, repository: string) {
  const child = spawn(tool, ['backup', source, repository], { stdio: 'ignore', cwd: '/' });
  const { pid = 0 } = child;
  const closed = once(child, 'close');
  onTestFinished(async () => {
    if (isAlive(pid)) child.kill('SIGKILL');
    await closed;
  });
  await waitUntil(async () => (await markersIn(repository)) === 2 && isSigned(repository), { what: 'a backup at work', everyMs: 2 });
  child.kill('SIGSTOP');
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await closed;
  };
  return { pid, kill: () => end('SIGKILL'), finish: () => end('SIGCONT') };
}

/** Whether every marker names its process by now. */
function isSigned(repository: string): boolean {
  const data = join(repository, 'rdiff-backup-data');
  const markers = readdirSync(data).filter((name) => name.startsWith('current_mirror.'));
  return markers.every((name) => readFileSync(join(data, name), 'utf8').includes('PID'));
}

const only = (manifest: Manifest, folder: string): Manifest =>
  new Map([...manifest].filter(([path]) => path === '.' || path === folder || path.startsWith(`${folder}/`)));
const leftIn = (dir: string) => readdirSync(dir).filter((name) => name.startsWith('.modosu-'));

describe.skipIf(here !== undefined)('a restore from a repository that cannot be read through now blames no file (K7, B8)', () => {
  it('whose last session was interrupted: what needs no rdiff-backup comes back', async () => {
    const { restore, writer, target, first } = await world();
    await (await writer()).kill();
    const run = await restore(['plain']);
    expect(run.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(differences(await manifestOf(target), only(first, 'plain'))).toEqual([]);
  });

  it('whose last session was interrupted: the rest waits for the next backup, in words, and comes back after it', async () => {
    const { dir, repository, restoring, restore, writer, target, first } = await world();
    await (await writer()).kill();
    const run = await restore(['']);
    expect(run.outcome).toMatchObject({ kind: 'failed', cause: 'session-interrupted', facts: { to: repository, path: repository } });
    expect([run.report, existsSync(target), leftIn(dir)]).toEqual([null, false, []]);
    const drill = await restoring.ended(await restoring.ask('drill.start', { name: 'www', scope: 'sample' }));
    expect(drill.outcome).toMatchObject({ kind: 'busy', cause: 'session-interrupted' });
    expect((await restoring.ended(await restoring.ask('run.start', { name: 'www' }))).outcome?.kind).toBe('recovered');
    expect((await restore([''])).outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(differences(await manifestOf(target), first)).toEqual([]);
  });

  it('to which another program writes: it does not begin, and is whole once that one has ended (B7, I11)', async () => {
    const { dir, repository, restore, writer, target, first } = await world();
    const foreign = await writer();
    const run = await restore(['']);
    expect(run.outcome).toEqual({ kind: 'busy', cause: 'writer', facts: { pid: foreign.pid, to: repository } });
    expect([existsSync(target), leftIn(dir)]).toEqual([false, []]);
    await foreign.finish();
    expect((await restore([''])).outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(differences(await manifestOf(target), first)).toEqual([]);
  });

  it('for a reason that nobody knows: it fails with the line that rdiff-backup has said', async () => {
    const { dir, restore, target } = await world(failing);
    const run = await restore(['']);
    expect(run.outcome).toMatchObject({
      kind: 'failed',
      cause: 'unknown',
      facts: { line: 'ERROR: Something that nobody has seen before' },
    });
    expect([run.report, existsSync(target), leftIn(dir)]).toEqual([null, false, []]);
  });

  it.skipIf(missing.sshd !== undefined)('on a host: the same causes, as rdiff-backup itself says them', async () => {
    const { dir, source, repository, restoring, restore, writer, target } = await world();
    mkdirSync(join(dir, 'sshd'));
    const sshd = await startSshd({ dir: join(dir, 'sshd') });
    onTestFinished(sshd.dispose);
    await restoring.addHost('web1', sshd);
    await restoring.adopt('there', source, `web1:${repository}`);
    const foreign = await writer();
    const busy = await restore([''], 'there');
    expect(busy.outcome).toMatchObject({ kind: 'busy', cause: 'writer', facts: { to: `web1:${repository}` } });
    await foreign.kill();
    const interrupted = await restore([''], 'there');
    expect(interrupted.outcome).toMatchObject({ kind: 'failed', cause: 'session-interrupted', facts: { to: `web1:${repository}` } });
    expect([existsSync(target), leftIn(dir)]).toEqual([false, []]);
  });
});
