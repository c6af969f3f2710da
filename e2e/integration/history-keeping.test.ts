import { cp, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryState } from '../../electron/contract/history.ts';
import type { EventOf, Input, Output, RequestName } from '../../electron/contract/requests.ts';
import { createEngine, tables, type Engine } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { growHistory } from '../office/history.ts';
import { missing } from '../office/needs.ts';
import { commandLine, processesWith, waitUntil } from '../office/processes.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { scratch, type Scratch } from '../office/scratch.ts';

const needs = missing.rdiffBackup ?? missing.procfs;
const day = 86_400;
const firstTime = Math.floor(Date.now() / 1000) - 30 * day;

/** A source that grows by one file a day: the session of a listing can be read off it. */
const addFile = (source: string, at: number) => writeFile(join(source, `day-${at}.txt`), `day ${at}\n`);

describe.skipIf(needs)(`an index is kept true${needs ? ` (${needs})` : ''}`, () => {
  let grown: Scratch;
  let room: Scratch;
  let source: string;
  let repository: string;
  const engines: Engine[] = [];

  const enter = (place: Scratch) => {
    room = place;
    [source, repository] = [join(room.dir, 'www'), join(room.dir, 'repository')];
  };
  beforeAll(async () => {
    grown = await scratch('modosu-keeping');
    enter(grown);
    await mkdir(source);
    await grow(4);
  });
  afterAll(() => grown.remove());
  beforeEach(async () => {
    enter(await scratch('modosu-keeping'));
    await cp(grown.dir, room.dir, { recursive: true, preserveTimestamps: true });
  });
  afterEach(async () => {
    for (const engine of engines.splice(0)) {
      await engine.idle();
      engine.close();
    }
    await room.remove();
  });

  const grow = (sessions: number, from = 0, target = repository) =>
    growHistory({ source, repository: target, sessions, firstTime: firstTime + from * day, stepSeconds: day, seed: 1, change: addFile });

  /** A program on the home of this room, with the job set up. */
  async function open({ adopt = true } = {}): Promise<Engine> {
    const home = join(room.dir, 'home');
    const engine = createEngine(machinePorts(home, tables), home);
    engines.push(engine);
    if (adopt) await engine.ask('job.add', { name: 'web1', from: source, to: repository, rules: [], adopt: true });
    return engine;
  }
  async function ask<N extends RequestName>(engine: Engine, name: N, input: Input<N>): Promise<Output<N>> {
    const reply = await engine.ask(name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
    return reply.value;
  }
  const namesAt = async (engine: Engine, at: string) =>
    (await ask(engine, 'history.folder', { name: 'web1', at })).entries.map(({ name }) => name);
  const days = (...numbers: number[]) => numbers.map((number) => `day-${number}.txt`);
  const files = () => readdir(join(room.dir, 'home/history'));
  /** What was looked at just now holds for a moment. */
  const afterAWhile = () => new Promise((done) => setTimeout(done, 1100));

  it('answers for every session after its first building, and says what it does meanwhile', async () => {
    const engine = await open();
    const heard: EventOf<'history.changed'>[] = [];
    engine.on('history.changed', (state) => heard.push(state));
    expect(await ask(engine, 'history.open', { name: 'web1' })).toMatchObject({ state: 'empty', newest: null });
    expect(await namesAt(engine, '0B')).toEqual(days(1, 2, 3));
    expect(await namesAt(engine, '2B')).toEqual(days(1));
    expect(await namesAt(engine, '9B')).toEqual([]);
    expect(heard.at(0)).toMatchObject({ state: 'indexing', share: 0 });
    expect(heard.at(-1)).toMatchObject({ state: 'ready', sessions: 4, damaged: 0, newest: firstTime + 3 * day });
  });

  it('is brought forward by a session that somebody else has made, and by a run of this program', async () => {
    const engine = await open();
    await namesAt(engine, 'now');
    await grow(1, 4);
    await addFile(source, 4);
    await afterAWhile();
    expect(await ask(engine, 'history.moment', { name: 'web1', at: 'now' })).toEqual({ session: firstTime + 4 * day });
    await ask(engine, 'run.start', { name: 'web1' });
    await engine.idle();
    expect(await namesAt(engine, 'now')).toEqual(days(1, 2, 3, 4));
    const { sessions } = await ask(engine, 'history.sessions', { name: 'web1' });
    expect(sessions.map(({ run }) => run)).toEqual([1, null, null, null, null, null]);
  });

  it('is brought forward by itself in a program that stays', async () => {
    const engine = await open();
    await engine.stay();
    const heard: HistoryState[] = [];
    engine.on('history.changed', (state) => heard.push(state));
    await ask(engine, 'run.start', { name: 'web1' });
    await waitUntil(() => heard.at(-1)?.state === 'ready', { what: 'the index to be built after the run', timeoutMs: 20_000 });
    expect(heard.at(-1)).toMatchObject({ sessions: 5 });
  });

  it('is brought forward in a program that stays by a run of another one on the same home', async () => {
    const [staying, other] = [await open(), await open({ adopt: false })];
    await staying.stay();
    await ask(staying, 'history.settled', { name: 'web1' });
    const heard: HistoryState[] = [];
    staying.on('history.changed', (state) => heard.push(state));
    await ask(other, 'run.start', { name: 'web1' });
    await other.idle();
    await waitUntil(() => heard.at(-1)?.state === 'ready' && heard.at(-1)?.sessions === 5, {
      what: 'the index to be brought forward by itself',
      timeoutMs: 20_000,
    });
    expect((await ask(staying, 'history.sessions', { name: 'web1' })).total).toBe(5);
  });

  it('answers while it is read on what was known before, and the rest when that is done', async () => {
    const engine = await open();
    await ask(engine, 'history.settled', { name: 'web1' });
    const states: HistoryState[] = [];
    engine.on('history.changed', (state) => states.push(state));
    await ask(engine, 'history.rebuild', { name: 'web1' });
    await waitUntil(() => states.some(({ state }) => state === 'indexing'), { what: 'the building to begin', timeoutMs: 20_000 });
    expect(await namesAt(engine, String(firstTime + day))).toEqual(days(1));
    expect(await namesAt(engine, '1B')).toEqual(days(1, 2));
    expect(states.at(-1)?.state).toBe('ready');
  });

  it('tells of a repository whose numbers and logs are damaged all that its metadata say (B6)', async () => {
    const data = join(repository, 'rdiff-backup-data');
    const logs = (await readdir(data)).filter((name) => name.startsWith('session_statistics.'));
    expect(logs).toHaveLength(4);
    for (const name of logs) {
      await rm(join(data, name));
      await symlink('/etc/hostname', join(data, name));
      await writeFile(join(data, name.replace('session_statistics', 'error_log') + '.gz'), 'garbage');
    }
    const engine = await open();
    expect(await ask(engine, 'history.settled', { name: 'web1' })).toMatchObject({ state: 'ready', sessions: 4, damaged: 0 });
    expect(await namesAt(engine, 'now')).toEqual(days(1, 2, 3));
    expect((await ask(engine, 'history.sessions', { name: 'web1' })).sessions.map(({ files, errors }) => [files, errors])).toEqual(
      Array(4).fill([null, null]),
    );
  });

  it('tells a lost marker of the newest session as damage, and keeps what is known (B6)', async () => {
    const engine = await open();
    await ask(engine, 'history.settled', { name: 'web1' });
    const data = join(repository, 'rdiff-backup-data');
    const marker = (await readdir(data)).find((name) => name.startsWith('current_mirror.')) ?? '';
    await rename(join(data, marker), join(room.dir, marker));
    await afterAWhile();
    const state = await ask(engine, 'history.settled', { name: 'web1' });
    expect(state).toMatchObject({ state: 'failed', sessions: 4 });
    expect(state.line).toContain('current_mirror');
    expect((await ask(engine, 'history.sessions', { name: 'web1' })).total).toBe(4);
    await rename(join(room.dir, marker), join(data, marker));
    await afterAWhile();
    expect(await ask(engine, 'history.settled', { name: 'web1' })).toMatchObject({ state: 'ready', sessions: 4 });
  });

  it('knows nothing of sessions that were removed or taken back', async () => {
    const engine = await open();
    await namesAt(engine, 'now');
    await rdiffBackup(['--force', 'remove', 'increments', '--older-than', '1B', '--', repository]);
    await afterAWhile();
    expect(await namesAt(engine, '99B')).toEqual(days(1, 2));
    await rdiffBackup(['--api-version', '201', '--force', 'regress', '--', repository]).catch(() => undefined);
    await afterAWhile();
    expect(await namesAt(engine, 'now')).toEqual(days(1, 2));
    expect((await ask(engine, 'history.find', { text: 'day-3', name: 'web1' })).hits).toEqual([]);
  });

  it('is made anew for another repository at the same place, and when it was damaged or taken away', async () => {
    const engine = await open();
    expect(await namesAt(engine, 'now')).toEqual(days(1, 2, 3));
    await rename(repository, `${repository}.old`);
    await addFile(source, 7);
    await grow(4);
    await afterAWhile();
    expect(await namesAt(engine, 'now')).toEqual(days(1, 2, 3, 7));
    const [index = ''] = (await files()).filter((name) => name.endsWith('.db'));
    await writeFile(join(room.dir, 'home/history', index), 'this is no index');
    await afterAWhile();
    expect(await namesAt(engine, 'now')).toEqual(days(1, 2, 3, 7));
    await rm(join(room.dir, 'home/history'), { recursive: true });
    await afterAWhile();
    expect(await namesAt(engine, '1B')).toEqual(days(1, 2, 3, 7));
  });

  it('goes on answering when the repository is gone, and says that it is', async () => {
    const engine = await open();
    await namesAt(engine, 'now');
    await rename(repository, `${repository}.away`);
    await afterAWhile();
    expect(await namesAt(engine, 'now')).toEqual(days(1, 2, 3));
    expect(await ask(engine, 'history.settled', { name: 'web1' })).toMatchObject({ state: 'unreachable', line: repository });
    await rename(`${repository}.away`, repository);
    await afterAWhile();
    expect(await ask(engine, 'history.settled', { name: 'web1' })).toMatchObject({ state: 'ready' });
  });

  it('reads nothing while a backup works there: what is known is answered, and what is not is refused (B9)', async () => {
    // So many that the backup is still at its beginning when it is found, on a machine that does other work as well.
    for (let at = 0; at < 4000; at += 1) await writeFile(join(source, `many-${at}`), `${at}`);
    const engine = await open();
    await ask(engine, 'run.start', { name: 'web1' });
    const tool = () => processesWith(repository).find((pid) => commandLine(pid).includes('backup'));
    await waitUntil(() => tool() !== undefined, { what: 'the backup', timeoutMs: 20_000, everyMs: 5 });
    // It stands still at its work for as long as is asked.
    const pid = tool() ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      const refused = await engine.ask('history.folder', { name: 'web1' });
      expect(refused).toMatchObject({ ok: false, failure: { kind: 'repository-busy' } });
      expect(await ask(engine, 'history.settled', { name: 'web1' })).toMatchObject({ state: 'behind' });
      const { sessions } = await ask(engine, 'history.sessions', { name: 'web1' });
      expect(sessions.filter(({ state }) => state === 'good')).toHaveLength(4);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await engine.idle();
    expect((await ask(engine, 'history.folder', { name: 'web1' })).total).toBe(4003);
  });

  it('two programs on one home bring it forward at the same time, and both are right', async () => {
    const one = await open();
    const other = await open({ adopt: false });
    for (let round = 4; round < 8; round += 1) {
      const answers = await Promise.all([namesAt(one, 'now'), namesAt(other, 'now')]);
      expect(answers[0]).toEqual(answers[1]);
      await addFile(source, round);
      await grow(1, round);
      await afterAWhile();
    }
    const rebuilt = await ask(one, 'history.folder', { name: 'web1', at: '2B' });
    await ask(one, 'history.rebuild', { name: 'web1' });
    await ask(one, 'history.settled', { name: 'web1' });
    expect(await ask(other, 'history.folder', { name: 'web1', at: '2B' })).toEqual(rebuilt);
  });

  it('tells each session as damaged where all of them are (B6)', async () => {
    const data = join(repository, 'rdiff-backup-data');
    const names = (await readdir(data)).filter((name) => name.startsWith('mirror_metadata.'));
    for (const name of names) await writeFile(join(data, name), 'no listing');
    const engine = await open();
    expect(await ask(engine, 'history.settled', { name: 'web1' })).toMatchObject({ state: 'ready', newest: null, damaged: 4 });
    const { total, sessions } = await ask(engine, 'history.sessions', { name: 'web1' });
    expect([total, sessions.map(({ state }) => state)]).toEqual([4, ['damaged', 'damaged', 'damaged', 'damaged']]);
  });

  it('goes with its job', async () => {
    const engine = await open();
    await namesAt(engine, 'now');
    expect(await files()).not.toEqual([]);
    await ask(engine, 'job.remove', { name: 'web1' });
    await waitUntil(async () => (await files()).length === 0, { what: 'the index to be taken away', timeoutMs: 5000 });
  });

  it('finds in all jobs, one after the other, and goes on where it stopped', async () => {
    const engine = await open();
    const second = join(room.dir, 'second');
    await cp(repository, second, { recursive: true, preserveTimestamps: true });
    await ask(engine, 'job.add', { name: 'web2', from: source, to: second, rules: [], adopt: true });
    // Not even whether it has a session is known of a job that nobody has looked at.
    expect((await ask(engine, 'history.find', { text: 'DAY' })).unread).toContain('web2');
    for (const name of ['web1', 'web2']) await ask(engine, 'history.settled', { name });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Output<'history.find'> = await ask(engine, 'history.find', { text: 'DAY', cursor, limit: 2 });
      seen.push(...page.hits.map(({ job, path }) => `${job} ${path}`));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen.sort()).toEqual(['web1', 'web2'].flatMap((job) => days(1, 2, 3).map((path) => `${job} ${path}`)));
  });
});
