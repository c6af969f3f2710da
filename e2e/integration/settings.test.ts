import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Settings } from '../../electron/contract/settings.ts';
import { createEngine, tables } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { everyRound as everything } from '../../electron/platform/rounds.testing.ts';
import { changed, cut, damages, good, goodText, settingsOf } from '../office/damaged-settings.ts';
import { missing } from '../office/needs.ts';
import { random } from '../office/random.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { modosuShell } from '../office/shell.ts';

if (everything) vi.setConfig({ testTimeout: 1_800_000 });
const saver = fileURLToPath(new URL('../office/save-settings.ts', import.meta.url));
let room: Scratch;

beforeAll(async () => {
  room = await scratch('modosu-settings');
});
afterAll(() => room.remove());

const jobNames = good.jobs.map(({ name }) => name);
const hostNames = good.hosts.map(({ name }) => name);

async function homeWith(files: Record<string, string | Buffer>): Promise<string> {
  const home = await mkdtemp(join(room.dir, 'home-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(home, name), content);
  return home;
}

type Shown = { job?: { name: string }; host?: { name: string } }[];
type StatusShown = { jobs: { name: string }[]; notices: { kind: string; facts: { file: string } }[] };

/** All that three commands say about a home; the whole answer where one of them fails. */
async function shown(home: string) {
  const shell = modosuShell(home);
  const jobList = await shell.ask<Shown>('job', 'list');
  const [hostList, status] = await Promise.all([shell.ask<Shown>('host', 'list'), shell.ask<StatusShown>('status')]);
  const all = [jobList, hostList, status];
  if (all.some(({ code }) => code !== 0)) return { failed: all.map(({ code, value }) => `${code} ${JSON.stringify(value).slice(0, 200)}`) };
  return {
    jobs: jobList.value.map((entry) => entry.job?.name),
    hosts: hostList.value.map((entry) => entry.host?.name),
    inStatus: status.value.jobs.map(({ name }) => name),
    notices: status.value.notices,
  };
}

/** The same, said by an engine in this process: by the shell only a share of what needs it is asked. */
async function answered(home: string): ReturnType<typeof shown> {
  const engine = createEngine(machinePorts(home, tables), home);
  const [jobList, hostList, status] = [
    await engine.ask('job.list', {}),
    await engine.ask('host.list', {}),
    await engine.ask('status', {}),
  ] as const;
  await engine.idle();
  engine.close();
  if (!jobList.ok || !hostList.ok || !status.ok)
    return { failed: [jobList, hostList, status].map((reply) => JSON.stringify(reply).slice(0, 200)) };
  return {
    jobs: jobList.value.map(({ job }) => job.name),
    hosts: hostList.value.map(({ host }) => host.name),
    inStatus: status.value.jobs.map(({ name }) => name),
    notices: status.value.notices as StatusShown['notices'],
  };
}

const asideOf = async (home: string, stem: string) => (await readdir(home)).filter((file) => file.startsWith(`${stem}.damaged-`));
const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
const onDisk = async (home: string, name = 'settings') => JSON.parse(await readFile(join(home, `${name}.json`), 'utf8')) as typeof good;

describe('settings.json', () => {
  it.each(damages)('%s is set aside as it is, and the last good copy is in use with every job (F2, F3)', async (what, content) => {
    const home = await homeWith({ 'settings.json': content, 'settings.last-good.json': goodText });
    const all = { jobs: jobNames, hosts: hostNames, inStatus: jobNames };
    const isByShell = everything || damages.findIndex(([one]) => one === what) % 6 === 0;
    const seen = await (isByShell ? shown : answered)(home);
    const aside = await asideOf(home, 'settings');
    expect(seen).toEqual({ ...all, notices: aside.map((file) => ({ kind: 'settings-aside', facts: { file } })) });
    expect(aside).toEqual([expect.stringMatching(/^settings\.damaged-[\w-]+\.json$/)]);
    expect((await readFile(join(home, aside[0]!))).equals(Buffer.from(content))).toBe(true);
    expect(Settings.parse(await onDisk(home))).toEqual(good);
    expect([await mode(join(home, 'settings.json')), await mode(home)]).toEqual(['600', '700']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('that is a folder is set aside as well (F2)', async () => {
    const home = await homeWith({ 'settings.last-good.json': goodText });
    await mkdir(join(home, 'settings.json'));
    const seen = await shown(home);
    expect(seen).toMatchObject({ jobs: jobNames, hosts: hostNames, notices: [{ kind: 'settings-aside' }] });
  });

  it('damaged together with its copy is refused, and both stay as they are (F2, F3)', async () => {
    const ask = (home: string, ...args: string[]) => modosuShell(home).ask<{ error?: { kind: string } }>(...args);
    const found: object[] = [];
    const spares: [string | Buffer, string][] = [
      ['', 'settings-unreadable'],
      [cut(0.5), 'settings-unreadable'],
      [changed({ version: 7 }), 'settings-newer'],
    ];
    for (const [what, content] of damages.filter((_, index) => everything || index % 8 === 1)) {
      for (const [spare, kind] of spares) {
        const home = await homeWith({ 'settings.json': content, 'settings.last-good.json': spare });
        const answers = await Promise.all([
          ask(home, 'job', 'list'),
          ask(home, 'status'),
          ask(home, 'job', 'add', 'x', '--from', '/a', '--to', '/b'),
        ]);
        const same = [
          (await readFile(join(home, 'settings.json'))).equals(Buffer.from(content)),
          (await readFile(join(home, 'settings.last-good.json'))).equals(Buffer.from(spare)),
        ];
        const wanted = what === 'of a newer version' ? 'settings-newer' : kind;
        const seen = answers.map(({ code, value }) => `${code} ${value.error?.kind ?? 'no failure'}`);
        found.push({ what, seen: seen.filter((answer) => answer !== `1 ${wanted}`), same, aside: await asideOf(home, 'settings') });
      }
    }
    expect(found).toEqual(found.map((entry) => ({ ...entry, seen: [], same: [true, true], aside: [] })));
  });

  it('missing beside a damaged copy is refused, not taken for a fresh start (F2)', async () => {
    const home = await homeWith({ 'settings.last-good.json': cut(0.5) });
    const { code, value } = await modosuShell(home).ask<{ error: { kind: string } }>('job', 'list');
    expect([code, value.error.kind, await readFile(join(home, 'settings.last-good.json'), 'utf8')]).toEqual([
      1,
      'settings-unreadable',
      cut(0.5),
    ]);
  });

  it('missing beside a good copy is brought back; a fresh home is simply empty (F2)', async () => {
    const home = await homeWith({ 'settings.last-good.json': goodText });
    const all = { jobs: jobNames, hosts: hostNames, inStatus: jobNames, notices: [] };
    expect(await shown(home)).toEqual(all);
    expect(await onDisk(home)).toEqual(good);
    expect(await shown(join(room.dir, 'fresh'))).toEqual({ jobs: [], hosts: [], inStatus: [], notices: [] });
  });

  it('beside a damaged copy can be changed, and the copy is good again (F2)', async () => {
    const found: object[] = [];
    for (const spare of ['', cut(0.5), 'null', '[]', '{}', changed({ version: good.version + 1 })]) {
      const home = await homeWith({ 'settings.json': goodText, 'settings.last-good.json': spare });
      const { code, stderr } = await modosuShell(home).call('job', 'add', 'new', '--from', '/a', '--to', '/b');
      const names = await Promise.all(
        ['settings', 'settings.last-good'].map(async (name) => namesOf(await onDisk(home, name).catch(() => undefined))),
      );
      found.push({ spare: spare.slice(0, 20), code, stderr, names });
    }
    const all = [...jobNames, 'new'].join(', ');
    expect(found).toEqual(found.map((entry) => ({ ...entry, code: 0, stderr: '', names: [all, all] })));
  });

  it('open to others is closed with the next change, and so is the home (F5)', async () => {
    const home = await homeWith({ 'settings.json': goodText, 'settings.last-good.json': goodText });
    await Promise.all(['settings.json', 'settings.last-good.json'].map((file) => chmod(join(home, file), 0o644)));
    await chmod(home, 0o777);
    await modosuShell(home).call('job', 'remove', 'job 1');
    const files = ['settings.json', 'settings.last-good.json', 'history.db'].map((file) => join(home, file));
    expect(await Promise.all([home, ...files].map(mode))).toEqual(['700', '600', '600', '600']);
  });

  it('is old or new, never torn, wherever a save is killed, and nothing is left behind (F1)', async (context) => {
    context.skip(missing.procfs !== undefined, missing.procfs);
    const [kills, numbers] = [everything ? 100 : 10, random(29)];
    const base = settingsOf(200);
    const home = await homeWith({ 'settings.json': JSON.stringify(base), 'settings.last-good.json': JSON.stringify(base) });
    const torn: string[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      await killedSave(home, numbers.int(0, 120) + numbers.next());
      for (const name of ['settings', 'settings.last-good']) {
        const document = Settings.safeParse(await onDisk(home, name).catch(() => undefined));
        const extra =
          document.data?.jobs
            .slice(200)
            .map((entry) => entry.name)
            .join() ?? 'torn';
        const same = JSON.stringify({ ...document.data, jobs: document.data?.jobs.slice(0, 200) }) === JSON.stringify(Settings.parse(base));
        if (!same || (extra !== '' && extra !== 'extra')) torn.push(`kill ${kill}, ${name}: ${extra}`);
      }
    }
    expect(torn).toEqual([]);
    const leftovers = async () => (await readdir(home)).filter((file) => file.includes('.tmp-'));
    for (const file of await leftovers()) await utimes(join(home, file), new Date(), Date.now() / 1000 - 61);
    await modosuShell(home).call('job', 'remove', 'extra');
    const last = await modosuShell(home).call('job', 'add', 'last', '--from', '/a', '--to', '/b');
    expect([last.code, await leftovers(), (await onDisk(home)).jobs.length, await asideOf(home, 'settings')]).toEqual([0, [], 201, []]);
  });

  it('holds every job of two programs that add twenty each at the same time', async () => {
    const home = await homeWith({});
    await Promise.all(['a', 'b'].map((prefix) => ended(spawn(process.execPath, [saver, home, prefix, '20'], { stdio: 'ignore' }))));
    const wanted = ['a', 'b'].flatMap((prefix) => Array.from({ length: 20 }, (_, index) => `${prefix} ${index + 1}`));
    expect(
      Settings.parse(await onDisk(home))
        .jobs.map(({ name }) => name)
        .sort(),
    ).toEqual(wanted.sort());
    expect(await onDisk(home, 'settings.last-good')).toEqual(await onDisk(home));
  });
});

describe('history.db', () => {
  const garbage: readonly (readonly [what: string, damage: (whole: Buffer) => Buffer])[] = [
    [
      'replaced by rubbish',
      () => Buffer.from('this is not a database at all, and it is longer than a header of a hundred bytes would have to be, so there'),
    ],
    ['replaced by random bytes', () => random(31).bytes(20_000)],
    ['with NUL bytes in front', (whole) => Buffer.concat([Buffer.alloc(100), whole.subarray(100)])],
    [
      'good in front and rubbish behind',
      (whole) => Buffer.concat([whole.subarray(0, 4096), random(37).bytes(Math.max(0, whole.length - 4096))]),
    ],
    ['cut in its first page', (whole) => whole.subarray(0, 2000)],
    ['cut behind its first page', (whole) => whole.subarray(0, 4096)],
  ];

  it.each(garbage)('%s is set aside as it is, status says so, and the program works (F2)', async (_, damage) => {
    const home = await homeWith({ 'settings.json': goodText, 'settings.last-good.json': goodText });
    const engine = createEngine(machinePorts(home, tables), home);
    await engine.ask('run.start', { name: 'job 3' });
    await engine.idle();
    engine.close();
    const file = join(home, 'history.db');
    const damaged = damage(await readFile(file));
    await Promise.all(['-wal', '-shm'].map((ending) => rm(file + ending, { force: true })));
    await writeFile(file, damaged);
    const seen = await shown(home);
    const aside = (await asideOf(home, 'history')).filter((name) => name.endsWith('.db'));
    const notices = aside.map((name) => ({ kind: 'history-aside', facts: { file: name } }));
    expect(seen).toEqual({ jobs: jobNames, hosts: hostNames, inStatus: jobNames, notices });
    expect(aside.length).toBe(1);
    expect((await readFile(join(home, aside[0]!))).equals(damaged)).toBe(true);
    const runs = await modosuShell(home).ask<unknown[]>('runs');
    expect([runs.code, runs.value]).toEqual([0, []]);
  });
});

const namesOf = (document: typeof good | undefined) => document?.jobs.map(({ name }) => name).join(', ') ?? 'unreadable';

const ended = (child: ReturnType<typeof spawn>) =>
  new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      resolve();
    });
  });

/** Lets a program save again and again, and kills it a while after its first change began. */
async function killedSave(home: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [saver, home, 'extra'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((begun) => child.stdout.once('data', begun));
  await sleep(afterMs);
  child.kill('SIGKILL');
  await ended(child);
}
