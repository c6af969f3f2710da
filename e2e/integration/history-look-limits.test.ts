import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleHost } from '../../electron/contract/samples.testing.ts';
import type { Wanted } from '../../electron/history/history.testing.ts';
import { writeBytewise } from '../office/bytewise-tree.ts';
import { missing } from '../office/needs.ts';
import { backUp, contentAt, failure, inOne, now, old, stateOf, pastFiles } from '../office/past-files.ts';
import { processesWith, sessionsOf } from '../office/processes.ts';

const needs = missing.rdiffBackup ?? missing.sshd;
const past = pastFiles();
const { look } = past.watchedLook();

describe.skipIf(needs)(`how far a look at the past goes${needs ? ` (${needs})` : ''}`, () => {
  beforeAll(() => past.open());
  afterAll(() => past.close());
  afterEach(async () => {
    expect(await readdir(past.home())).toEqual([]);
    expect(processesWith(past.home())).toEqual([]);
  });

  it('what is no file or too large is not restored at all', async () => {
    const none = (why: string) => ({ kind: 'none', why });
    const { look: watched, count } = past.watchedLook();
    for (const kind of ['folder', 'link', 'device', 'fifo', 'socket'] as const)
      expect(await watched.preview(past.wanted('x', '', { state: stateOf('', { kind }) }))).toEqual(none('not-a-file'));
    expect(await watched.preview(past.wanted('x', '', { state: stateOf('', { size: 2_097_153 }) }))).toEqual(none('too-large'));
    expect(await watched.texts(past.wanted('plain.txt', ''), past.wanted('x', '', { state: stateOf('', { kind: 'link' }) }))).toEqual(
      none('not-a-file'),
    );
    expect(count.begun).toBe(0);
    const large = Buffer.alloc(2_097_153, 'x');
    const one = await past.repositoryOf(large, large.subarray(1));
    const unsaid = past.wanted('file', large, { session: old, state: stateOf(large, { size: null }) });
    expect(await watched.preview(inOne(one, unsaid))).toEqual(none('too-large'));
    expect(await watched.preview(inOne(one, past.wanted('file', large.subarray(1))))).toMatchObject({ kind: 'text' });
  });

  it('the two sides of a difference, one of which may not be there', async () => {
    const at = (session: number) => past.wanted('plain.txt', contentAt(session, 'plain.txt'), { session });
    const [before, after] = [contentAt(old, 'plain.txt'), contentAt(now, 'plain.txt')];
    expect(await look.texts(at(old), at(now))).toEqual({ kind: 'texts', before, after });
    expect(await look.texts(null, at(now))).toEqual({ kind: 'texts', before: '', after });
    expect(await look.texts(at(old), null)).toEqual({ kind: 'texts', before, after: '' });
    expect(await look.texts(at(old), { ...at(now), state: stateOf('else') })).toEqual({ kind: 'none', why: 'damaged' });
  });

  it('what ssh and rdiff-backup say is told with its cause', async () => {
    const asked = past.overSsh(past.wanted('plain.txt', contentAt(now, 'plain.txt')));
    const told = (change: Partial<Wanted>) => failure(look.file({ ...asked, ...change }));
    await past.sshd().stop();
    expect(await told({})).toMatchObject({
      kind: 'restore-failed',
      cause: 'refused',
      line: expect.stringContaining('Connection refused') as string,
    });
    await past.sshd().start();
    const key = { ...past.host().hostKey, key: sampleHost().hostKey.key };
    expect(await told({ host: { ...past.host(), hostKey: key } })).toMatchObject({ kind: 'restore-failed', cause: 'host-key-changed' });
    const nowhere = { job: { repository: { host: null, path: join(past.dir(), 'source') } }, host: null };
    expect(await told(nowhere)).toMatchObject({
      kind: 'restore-failed',
      line: expect.stringContaining("couldn't be identified") as string,
    });
    expect(await told({ tool: join(past.dir(), 'no-such-tool') })).toMatchObject({ kind: 'restore-failed' });
  });

  it('nobody waits for a host that does not go on: what hangs is ended when it is given up, and when the program ends', async () => {
    await past.sshd().setForceCommand('sleep 300');
    const asked = past.overSsh(past.wanted('plain.txt', contentAt(now, 'plain.txt')));
    const over = new AbortController();
    const given = look.file({ ...asked, over: over.signal });
    const next = look.file({ ...asked, over: over.signal });
    await sleep(1500);
    expect(processesWith(past.home())).not.toEqual([]);
    over.abort();
    expect(await failure(given)).toMatchObject({ name: 'AbortError' });
    expect(await failure(next)).toMatchObject({ name: 'AbortError' });
    expect(processesWith(past.home())).toEqual([]);
    const ending = past.watchedLook().look;
    const late = failure(ending.file(asked));
    await sleep(1000);
    await ending.end();
    expect(processesWith(past.home())).toEqual([]);
    expect(await late).toMatchObject({ name: 'AbortError' });
    await past.sshd().setForceCommand(undefined);
  });

  it('a lost file that rdiff-backup looks for without end is given up here, and ends on the host as well', async () => {
    const folder = join(past.dir(), 'lost');
    await writeBytewise(`${folder}/source/last`, 'lost\n');
    await writeBytewise(`${folder}/source/first`, 'kept\n');
    await backUp(join(folder, 'source'), join(folder, 'repository'), now);
    await rm(join(folder, 'repository/last'));
    const asked = past.wanted('last', 'lost\n');
    expect(await look.file(inOne(join(folder, 'repository'), asked))).toEqual({ kind: 'none', why: 'damaged' });
    const there = past.overSsh(inOne(join(folder, 'repository'), asked));
    const before = sessionsOf(past.sshd().port);
    expect(await failure(past.watchedLook(3000).look.file(there))).toMatchObject({ kind: 'restore-failed', cause: 'timed-out' });
    await expect.poll(() => sessionsOf(past.sshd().port).filter((pid) => !before.includes(pid)), { timeout: 60_000 }).toEqual([]);
  });

  it('one repository is asked for one file at a time, two for two', async () => {
    const { look: watched, count } = past.watchedLook();
    const content = contentAt(now, 'plain.txt');
    const same = await Promise.all(Array.from({ length: 4 }, () => watched.file(past.wanted('plain.txt', content))));
    expect(same.map(({ kind }) => kind)).toEqual(['bytes', 'bytes', 'bytes', 'bytes']);
    expect(count).toMatchObject({ most: 1, begun: 4 });
    const other = await past.repositoryOf('x', 'y');
    await Promise.all([watched.file(past.wanted('plain.txt', content)), watched.file(inOne(other, past.wanted('file', 'y')))]);
    expect(count.most).toBe(2);
  });

  it('a file of any size is read piece by piece, and is gone when it is closed', async () => {
    const long = Buffer.concat(Array.from({ length: 90_000 }, (_, at) => Buffer.from(`${String(at * 7919)} some text of a line\n`)));
    expect(long.length).toBeGreaterThan(2_097_152);
    const one = await past.repositoryOf(long, 'short now\n');
    const reading = await look.open(inOne(one, past.wanted('file', long, { session: old })));
    if (reading.kind !== 'reading') throw new Error(reading.why);
    const pieces: Buffer[] = [];
    for (let at = 0; at < reading.size; at += pieces.at(-1)?.length ?? 0) pieces.push(await look.read(reading.handle, at));
    expect(Buffer.concat(pieces).equals(long)).toBe(true);
    expect(Math.max(...pieces.map(({ length }) => length))).toBe(262_144);
    expect(await look.read(reading.handle, reading.size)).toHaveLength(0);
    look.close(reading.handle);
    await expect.poll(() => readdir(past.home())).toEqual([]);
    expect(await failure(look.read(reading.handle, 0))).toMatchObject({ kind: 'restore-failed' });
    expect(await look.open(inOne(one, past.wanted('file', 'short then\n')))).toEqual({ kind: 'none', why: 'damaged' });
  });

  it('a host that sends without end is not listened to for long', async () => {
    await past.sshd().setForceCommand('yes flood >&2');
    const asked = past.overSsh(past.wanted('plain.txt', contentAt(now, 'plain.txt')));
    expect(await failure(look.file(asked))).toMatchObject({ kind: 'restore-failed', line: expect.stringContaining('far more') as string });
    await past.sshd().setForceCommand(undefined);
  });

  it('nothing is begun on a disk that has no room for it', async () => {
    const asked = past.wanted('plain.txt', '', { state: stateOf('', { size: 2 ** 60 }) });
    expect(await failure(look.open(asked))).toMatchObject({ kind: 'restore-failed', cause: 'disk-full' });
  });
});
