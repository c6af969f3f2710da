import { createHash } from 'node:crypto';
import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../electron/contract/entry-path.ts';
import { Refusal } from '../../electron/contract/failure.ts';
import type { EntryState } from '../../electron/contract/history.ts';
import { HostKey, type Host } from '../../electron/contract/host.ts';
import { sampleHost } from '../../electron/contract/samples.testing.ts';
import { createLook, type Look } from '../../electron/history/look/look.ts';
import type { Wanted } from '../../electron/history/look/restore-file.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { localFiles } from '../../electron/platform/files.ts';
import { withScratch } from '../../electron/platform/home.ts';
import { systemProcesses } from '../../electron/platform/processes.ts';
import { awkwardNames, writeBytewise } from '../office/bytewise-tree.ts';
import { missing } from '../office/needs.ts';
import { processesWith } from '../office/processes.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { startSshd, type Sshd } from '../office/sshd.ts';

const needs = missing.rdiffBackup ?? missing.sshd;
const [old, now] = [1_772_000_000, 1_772_086_400];
const sub = 'sub ::;touch canary-5 #::[x]/-deep';
/** No path below it can be an argument. */
const unsayable = 'back\\slash \xff';
const processes = systemProcesses();
const tool = processes.find('rdiff-backup') ?? '';

let place: Scratch;
let repository: string;
let home: string;
let sshd: Sshd;
let host: Host;
let look: Look;

/** What a file of the first tree holds at a session. */
const contentAt = (session: number, name: string) => (session === old ? `first ${name}\n` : `second, and longer ${name.toUpperCase()}\n`);

const stateOf = (content: string | Uint8Array, change: Partial<EntryState> = {}): EntryState => ({
  kind: 'file',
  size: Buffer.from(content).length,
  modified: null,
  mode: null,
  user: null,
  group: null,
  target: null,
  sha1: createHash('sha1').update(content).digest('hex'),
  ...change,
});

/** `path` in latin1. */
function wanted(path: string, content: string | Uint8Array, change: Partial<Wanted> = {}): Wanted {
  return {
    job: { repository: { host: null, path: repository } },
    host: null,
    session: now,
    path: textOf(Buffer.from(path, 'latin1')),
    state: stateOf(content),
    nested: false,
    tool,
    ...change,
  };
}
const overSsh = (asked: Wanted): Wanted => ({ ...asked, host, job: { repository: { host: host.id, path: repository } } });

const backUp = (source: string, target: string, time: number) =>
  rdiffBackup(['--no-fsync', '--current-time', String(time), 'backup', '--', source, target]);

/** A repository of its own with one file, in its two states. */
async function repositoryOf(first: string | Uint8Array, second: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(place.dir, 'one-'));
  for (const [time, content] of [
    [old, first],
    [now, second],
  ] as const) {
    await writeBytewise(join(folder, 'source/file'), content);
    await backUp(join(folder, 'source'), join(folder, 'repository'), time);
  }
  return join(folder, 'repository');
}
const inOne = (path: string, asked: Wanted): Wanted => ({ ...asked, job: { repository: { host: null, path } } });

async function failure(answer: Promise<unknown>): Promise<unknown> {
  const error: unknown = await answer.catch((caught: unknown) => caught);
  return error instanceof Refusal ? { kind: error.kind, ...error.facts } : error;
}

/** A look of its own, and how many commands it has had running at once. */
function watchedLook(clock = systemClock) {
  const count = { running: 0, most: 0, begun: 0 };
  const watched = {
    ...processes,
    launch: (command: Parameters<typeof processes.launch>[0]) => {
      const launched = processes.launch(command);
      count.running += 1;
      count.begun += 1;
      count.most = Math.max(count.most, count.running);
      void launched.ended.then(() => (count.running -= 1));
      return launched;
    },
  };
  let handles = 0;
  const made = createLook({
    clock,
    files: localFiles,
    processes: watched,
    scratch: (work) => withScratch(home, work),
    newHandle: () => `handle-${String((handles += 1))}`,
  });
  return { look: made, count };
}

describe.skipIf(needs)(`a file of the past${needs ? ` (${needs})` : ''}`, () => {
  beforeAll(async () => {
    place = await scratch('modosu-look');
    [repository, home] = [join(place.dir, 'repository'), join(place.dir, "home ::\\ 'x'")];
    await mkdir(home);
    for (const session of [old, now]) {
      for (const name of awkwardNames)
        for (const folder of ['', `${sub}/`, `${unsayable}/`])
          await writeBytewise(`${place.dir}/source/${folder}${name}`, contentAt(session, name));
      await backUp(join(place.dir, 'source'), repository, session);
    }
    const dir = join(place.dir, 'sshd');
    await mkdir(dir);
    sshd = await startSshd({ dir });
    const [type, key] = sshd.hostKeyLine().split(' ');
    host = sampleHost({
      address: '127.0.0.1',
      port: sshd.port,
      user: sshd.user,
      keyFile: sshd.keyFile,
      hostKey: HostKey.parse({ type, key }),
    });
    look = watchedLook().look;
  });
  afterAll(async () => {
    await sshd.dispose();
    await place.remove();
  });
  afterEach(async () => {
    expect(await readdir(home)).toEqual([]);
    expect(processesWith(home)).toEqual([]);
  });

  describe.each([
    ['here', (asked: Wanted) => asked],
    ['over SSH', overSsh],
  ] as const)('%s', (way, there) => {
    it.each([
      ['the source itself', '', 0],
      ['a folder with an awkward name', `${sub}/`, 1],
      ['a folder whose name cannot be said', `${unsayable}/`, 2],
    ] as const)('%s gives back each awkward name exactly, at an old session and at the newest', async (_, folder, turn) => {
      const wrong: string[] = [];
      for (const [index, name] of awkwardNames.entries()) {
        // Every connection takes a second: over SSH each name has its turn in one folder only.
        if (way === 'over SSH' && index % 3 !== turn) continue;
        const sessions = way === 'here' && turn < 2 ? [old, now] : [index % 2 === 0 ? old : now];
        for (const session of sessions) {
          const content = contentAt(session, name);
          const got = await look.file(there(wanted(folder + name, content, { session }))).catch(String);
          if (typeof got === 'string' || got.kind !== 'bytes' || got.bytes.toString() !== content)
            wrong.push(`${name}: ${JSON.stringify(got)}`);
        }
      }
      expect(wrong).toEqual([]);
      for (const where of [place.dir, join(place.dir, 'sshd'), process.cwd(), process.env['HOME'] ?? '/'])
        expect((await readdir(where)).filter((name) => name.includes('canary'))).toEqual([]);
    });

    it('what the session does not have is never an empty file', async () => {
      expect(await look.file(there(wanted('not there', '')))).toEqual({ kind: 'none', why: 'damaged' });
      expect(await look.file(there(wanted('not there\\', '')))).toEqual({ kind: 'none', why: 'damaged' });
    });

    it('a link is not followed, wherever it lies and whatever the index says', async () => {
      await rm(join(place.dir, 'links'), { recursive: true, force: true });
      const [source, links] = [join(place.dir, 'links/source'), join(place.dir, `links/repository ${way}`)];
      await writeBytewise(`${place.dir}/links/secret/file`, 'secret\n');
      await mkdir(source);
      await symlink('../secret/file', join(source, 'link'));
      await symlink(join(place.dir, 'links/secret/file'), join(source, 'absolute'));
      await symlink(join(place.dir, 'links/secret'), join(source, 'folder'));
      await backUp(source, links, now);
      for (const path of ['link', 'absolute', 'folder/file', 'folder'])
        for (const nested of [false, true]) {
          const asked = there(wanted(path, 'secret\n', { nested }));
          const got = await look.file({ ...asked, job: { repository: { ...asked.job.repository, path: links } } });
          expect({ path, nested, got }).toEqual({ path, nested, got: { kind: 'none', why: 'damaged' } });
        }
    });
  });

  it('a copy of another repository inside this one is neither read instead of it nor written to', async () => {
    const folder = join(place.dir, 'nest');
    const copied = join(folder, 'repository/inner');
    await mkdir(join(folder, 'source'), { recursive: true });
    for (const [time, content] of [
      [old, 'inner one\n'],
      [now, 'inner two!\n'],
    ] as const) {
      await writeBytewise(`${folder}/origin/file`, content);
      await backUp(join(folder, 'origin'), join(folder, 'source/inner'), time - 1000);
      await backUp(join(folder, 'source'), join(folder, 'repository'), time);
    }
    const before = (await readdir(join(copied, 'rdiff-backup-data'))).sort();
    const asked = inOne(join(folder, 'repository'), wanted('inner/file', 'inner one\n', { session: old, nested: true }));
    expect(await look.file(asked)).toEqual({ kind: 'bytes', bytes: Buffer.from('inner one\n') });
    expect(await look.file({ ...asked, state: stateOf('inner two!\n'), session: now })).toMatchObject({ kind: 'bytes' });
    const log = { ...asked, path: 'inner/rdiff-backup-data/backup.log', nested: false };
    const backupLog = await readFile(join(folder, 'source/inner/rdiff-backup-data/backup.log'));
    expect(await look.file({ ...log, session: now, state: stateOf(backupLog) })).toEqual({ kind: 'bytes', bytes: backupLog });
    expect((await readdir(join(copied, 'rdiff-backup-data'))).sort()).toEqual(before);
  });

  it('a path that leads through what is a file or a link by now', async () => {
    const folder = join(place.dir, 'turned');
    for (const name of ['file', 'link']) await writeBytewise(`${folder}/source/${name}/below`, `below ${name}\n`);
    await backUp(join(folder, 'source'), join(folder, 'repository'), old);
    await rm(join(folder, 'source'), { recursive: true });
    await mkdir(join(folder, 'source'));
    await writeFile(join(folder, 'source/file'), 'a file by now\n');
    await symlink(repository, join(folder, 'source/link'));
    await backUp(join(folder, 'source'), join(folder, 'repository'), now);
    for (const name of ['file', 'link']) {
      const asked = wanted(`${name}/below`, `below ${name}\n`, { session: old, nested: true });
      expect(await look.file(inOne(join(folder, 'repository'), asked))).toMatchObject({ kind: 'bytes' });
    }
  });

  it('other names of a file have no digest: what they hold is held against what rdiff-backup says', async () => {
    const folder = join(place.dir, 'hard');
    await writeBytewise(`${folder}/source/a`, 'one of two\n');
    await link(join(folder, 'source/a'), join(folder, 'source/b'));
    for (const name of ['empty', 'last']) await writeBytewise(`${folder}/source/${name}`, '');
    await backUp(join(folder, 'source'), join(folder, 'repository'), now);
    const asked = inOne(join(folder, 'repository'), wanted('b', '', { state: stateOf('one of two\n', { sha1: null }) }));
    for (const nested of [false, true])
      expect(await look.file({ ...asked, nested })).toEqual({ kind: 'bytes', bytes: Buffer.from('one of two\n') });
    const unproven = { ...asked, path: 'empty', state: stateOf('', { sha1: null }) };
    expect(await look.file(unproven)).toEqual({ kind: 'bytes', bytes: Buffer.alloc(0) });
    for (const name of ['b', 'empty']) await rm(join(folder, 'repository', name));
    for (const there of [asked, unproven, overSsh(unproven)]) {
      const elsewhere = { ...there, job: { repository: { ...there.job.repository, path: join(folder, 'repository') } } };
      for (const nested of [false, true]) expect(await look.file({ ...elsewhere, nested })).toEqual({ kind: 'none', why: 'damaged' });
    }
  });

  describe('damage is told, never handed on', () => {
    const first = Array.from({ length: 400 }, (_, line) => `line ${String(line * 7919)}\n`).join('');
    const second = `${first.slice(0, 3000)}something else\n${first.slice(3200)}`;
    const increments = async (damaged: string) => {
      const folder = join(damaged, 'rdiff-backup-data/increments');
      return (await readdir(folder)).map((name) => join(folder, name));
    };

    it('a mirror file that is missing, empty, shorter, longer, or another', async () => {
      const one = await repositoryOf(first, second);
      for (const content of [null, '', second.slice(0, -1), `${second}x`, second.replace('something', 'sOmething')]) {
        await rm(join(one, 'file'), { force: true });
        if (content !== null) await writeFile(join(one, 'file'), content);
        for (const nested of [false, true])
          expect(await look.file(inOne(one, wanted('file', second, { nested })))).toEqual({ kind: 'none', why: 'damaged' });
      }
    });

    it('an increment that is cut, changed in any byte, or gone', async () => {
      const one = await repositoryOf(first, second);
      const [increment = ''] = await increments(one);
      expect(increment).toContain('.diff');
      const asked = inOne(one, wanted('file', first, { session: old }));
      expect(await look.file(asked)).toMatchObject({ kind: 'bytes' });
      const whole = await readFile(increment);
      let told = 0;
      for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 16)) {
        const flipped = Buffer.from(whole);
        flipped[at] = (whole[at] ?? 0) ^ 0x55;
        await writeFile(increment, flipped);
        const got = await look.file(asked);
        // The head of a gzip file has bytes that mean nothing.
        if (got.kind === 'bytes') expect(got.bytes.toString()).toBe(first);
        else expect({ at, got }).toEqual({ at, got: { kind: 'none', why: 'damaged' } });
        told += got.kind === 'none' ? 1 : 0;
      }
      expect(told).toBeGreaterThan(11);
      for (const cut of [0, 5, Math.floor(whole.length / 2), whole.length - 1]) {
        await writeFile(increment, whole.subarray(0, cut));
        expect({ cut, got: await look.file(asked) }).toEqual({ cut, got: { kind: 'none', why: 'damaged' } });
      }
      await rm(increment);
      expect(await look.file(asked)).toEqual({ kind: 'none', why: 'damaged' });
    });

    it('metadata that cannot be read', async () => {
      const one = await repositoryOf(first, second);
      const data = join(one, 'rdiff-backup-data');
      const snapshot = (await readdir(data)).find((name) => /^mirror_metadata.*snapshot/.test(name)) ?? '';
      const whole = await readFile(join(data, snapshot));
      await writeFile(join(data, snapshot), whole.subarray(0, 40));
      expect(await look.file(inOne(one, wanted('file', second)))).toEqual({ kind: 'none', why: 'damaged' });
    });
  });

  it('what is no file or too large is not restored at all', async () => {
    const none = (why: string) => ({ kind: 'none', why });
    const { look: watched, count } = watchedLook();
    for (const kind of ['folder', 'link', 'device', 'fifo', 'socket'] as const)
      expect(await watched.preview(wanted('x', '', { state: stateOf('', { kind }) }))).toEqual(none('not-a-file'));
    expect(await watched.preview(wanted('x', '', { state: stateOf('', { size: 2_097_153 }) }))).toEqual(none('too-large'));
    expect(await watched.texts(wanted('plain.txt', ''), wanted('x', '', { state: stateOf('', { kind: 'link' }) }))).toEqual(
      none('not-a-file'),
    );
    expect(count.begun).toBe(0);
    const large = Buffer.alloc(2_097_153, 'x');
    const one = await repositoryOf(large, large.subarray(1));
    const unsaid = wanted('file', large, { session: old, state: stateOf(large, { size: null }) });
    expect(await watched.preview(inOne(one, unsaid))).toEqual(none('too-large'));
    expect(await watched.preview(inOne(one, wanted('file', large.subarray(1))))).toMatchObject({ kind: 'text' });
  });

  it('the two sides of a difference, one of which may not be there', async () => {
    const at = (session: number) => wanted('plain.txt', contentAt(session, 'plain.txt'), { session });
    const [before, after] = [contentAt(old, 'plain.txt'), contentAt(now, 'plain.txt')];
    expect(await look.texts(at(old), at(now))).toEqual({ kind: 'texts', before, after });
    expect(await look.texts(null, at(now))).toEqual({ kind: 'texts', before: '', after });
    expect(await look.texts(at(old), null)).toEqual({ kind: 'texts', before, after: '' });
    expect(await look.texts(at(old), { ...at(now), state: stateOf('else') })).toEqual({ kind: 'none', why: 'damaged' });
  });

  it('what ssh and rdiff-backup say is told with its cause', async () => {
    const asked = overSsh(wanted('plain.txt', contentAt(now, 'plain.txt')));
    const told = (change: Partial<Wanted>) => failure(look.file({ ...asked, ...change }));
    await sshd.stop();
    expect(await told({})).toMatchObject({
      kind: 'restore-failed',
      cause: 'refused',
      line: expect.stringContaining('Connection refused') as string,
    });
    await sshd.start();
    const key = { ...host.hostKey, key: sampleHost().hostKey.key };
    expect(await told({ host: { ...host, hostKey: key } })).toMatchObject({ kind: 'restore-failed', cause: 'host-key-changed' });
    const nowhere = { job: { repository: { host: null, path: join(place.dir, 'source') } }, host: null };
    expect(await told(nowhere)).toMatchObject({
      kind: 'restore-failed',
      line: expect.stringContaining("couldn't be identified") as string,
    });
    expect(await told({ tool: join(place.dir, 'no-such-tool') })).toMatchObject({ kind: 'restore-failed' });
  });

  it('nobody waits for a host that does not go on: what hangs is ended when it is given up, and when the program ends', async () => {
    await sshd.setForceCommand('sleep 300');
    const asked = overSsh(wanted('plain.txt', contentAt(now, 'plain.txt')));
    const over = new AbortController();
    const given = look.file({ ...asked, over: over.signal });
    const next = look.file({ ...asked, over: over.signal });
    await sleep(1500);
    expect(processesWith(home)).not.toEqual([]);
    over.abort();
    expect(await failure(given)).toMatchObject({ name: 'AbortError' });
    expect(await failure(next)).toMatchObject({ name: 'AbortError' });
    expect(processesWith(home)).toEqual([]);
    const ending = watchedLook().look;
    const late = failure(ending.file(asked));
    await sleep(1000);
    await ending.end();
    expect(processesWith(home)).toEqual([]);
    expect(await late).toMatchObject({ name: 'AbortError' });
    await sshd.setForceCommand(undefined);
  });

  it('one repository is asked for one file at a time, two for two', async () => {
    const { look: watched, count } = watchedLook();
    const content = contentAt(now, 'plain.txt');
    const same = await Promise.all(Array.from({ length: 4 }, () => watched.file(wanted('plain.txt', content))));
    expect(same.map(({ kind }) => kind)).toEqual(['bytes', 'bytes', 'bytes', 'bytes']);
    expect(count).toMatchObject({ most: 1, begun: 4 });
    const other = await repositoryOf('x', 'y');
    await Promise.all([watched.file(wanted('plain.txt', content)), watched.file(inOne(other, wanted('file', 'y')))]);
    expect(count.most).toBe(2);
  });

  it('a file of any size is read piece by piece, and is gone when it is closed', async () => {
    const long = Buffer.concat(Array.from({ length: 90_000 }, (_, at) => Buffer.from(`${String(at * 7919)} some text of a line\n`)));
    expect(long.length).toBeGreaterThan(2_097_152);
    const one = await repositoryOf(long, 'short now\n');
    const reading = await look.open(inOne(one, wanted('file', long, { session: old })));
    if (reading.kind !== 'reading') throw new Error(reading.why);
    const pieces: Buffer[] = [];
    for (let at = 0; at < reading.size; at += pieces.at(-1)?.length ?? 0) pieces.push(await look.read(reading.handle, at));
    expect(Buffer.concat(pieces).equals(long)).toBe(true);
    expect(Math.max(...pieces.map(({ length }) => length))).toBe(262_144);
    expect(await look.read(reading.handle, reading.size)).toHaveLength(0);
    look.close(reading.handle);
    await expect.poll(() => readdir(home)).toEqual([]);
    expect(await failure(look.read(reading.handle, 0))).toMatchObject({ kind: 'restore-failed' });
    expect(await look.open(inOne(one, wanted('file', 'short then\n')))).toEqual({ kind: 'none', why: 'damaged' });
  });

  it('nothing is begun on a disk that has no room for it', async () => {
    const asked = wanted('plain.txt', '', { state: stateOf('', { size: 2 ** 60 }) });
    expect(await failure(look.open(asked))).toMatchObject({ kind: 'restore-failed', cause: 'disk-full' });
  });
});
