import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Settings } from '../../electron/contract/settings.ts';
import { createEngine, runTables } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { missing } from '../office/needs.ts';
import { random } from '../office/random.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { modosuShell } from '../office/shell.ts';

const everything = process.env['MODOSU_FULL'] === '1';
if (everything) vi.setConfig({ testTimeout: 1_800_000 });
const saver = fileURLToPath(new URL('../office/save-settings.ts', import.meta.url));
let room: Scratch;

beforeAll(async () => {
  room = await scratch('modosu-settings');
});
afterAll(() => room.remove());

const host = (number: number) => ({
  id: `host-0000000${number}`,
  name: `web${number}`,
  address: `web${number}.example`,
  port: 22,
  user: 'backup',
  keyFile: '/root/.ssh/id',
  command: 'rdiff-backup',
  hostKey: { type: 'ssh-ed25519', key: `AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}` },
  confirmedAt: 1,
  version: null,
});
const job = (number: number) => ({
  id: `job-${String(number).padStart(8, '0')}`,
  name: `job ${number}`,
  source: { host: number % 3 === 0 ? null : `host-0000000${number % 3}`, path: `/srv/写真 ${number}` },
  repository: { host: null, path: `/backup/${number}` },
  selection: [{ action: 'exclude', pattern: '**/cache/**' }],
  oneFileSystem: true,
  marker: '.nobackup',
  retention: '1Y',
  adopt: false,
  createdAt: number,
});
const settingsOf = (jobs: number) => ({
  version: 1,
  hosts: [host(1), host(2)],
  jobs: Array.from({ length: jobs }, (_, index) => job(index + 1)),
});

const good = settingsOf(5);
const text = JSON.stringify(good, undefined, '\t');
const jobNames = good.jobs.map(({ name }) => name);
const hostNames = good.hosts.map(({ name }) => name);
const changed = (change: object) => JSON.stringify({ ...good, ...change });
const jobs = (...changes: object[]) =>
  changed({ jobs: [...good.jobs, ...changes.map((change, index) => ({ ...job(50 + index), ...change }))] });
const cut = (share: number) => text.slice(0, Math.floor(text.length * share));
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

/** What a bad day can leave of a settings file. */
const damages: readonly (readonly [what: string, content: string | Buffer])[] = [
  ['empty', ''],
  ...[0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99].map((part) => [`cut after ${part * 100} %`, cut(part)] as const),
  ['without its last character', text.slice(0, -1)],
  ['twice over', text + text],
  ['with rubbish behind', `${text}x`],
  ['only blanks', ' \n\t'],
  ['only NUL bytes', Buffer.alloc(4096)],
  [
    'cut and filled with NUL bytes',
    bytes(
      cut(0.5),
      Array.from({ length: 2000 }, () => 0),
    ),
  ],
  ['random bytes', random(5).bytes(5000)],
  ['of 17 MiB of one letter', Buffer.alloc(17 * 1024 * 1024, 'a')],
  ['of 17 MiB that would be valid', JSON.stringify({ ...good, hosts: [], more: 'x'.repeat(17 * 1024 * 1024) })],
  ['behind a byte order mark, with rubbish', bytes([0xef, 0xbb, 0xbf], cut(0.3))],
  ['in UTF-16', Buffer.from(text, 'utf16le')],
  ['with invalid UTF-8 in a path', bytes(text.slice(0, text.indexOf('写真')), [0xe5, 0x86], text.slice(text.indexOf('写真') + 1))],
  ['with invalid UTF-8 in a name', bytes(text.replace('job 1"', 'job '), [0xff], '"}')],
  ['null', 'null'],
  ['a number', '1'],
  ['a text', '"settings"'],
  ['a list', '[]'],
  ['an empty object', '{}'],
  ['of a newer version', changed({ version: 2 })],
  ['of version 0', changed({ version: 0 })],
  ['of version "1"', changed({ version: '1' })],
  ['of version 1.5', changed({ version: 1.5 })],
  ['of version 1e400', changed({}).replace('"version":1', '"version":1e400')],
  ['without jobs', JSON.stringify({ version: 1, hosts: good.hosts })],
  ['with jobs as an object', changed({ jobs: {} })],
  ['with a job that is null', changed({ jobs: [null] })],
  ['with two jobs of one id', jobs({ id: 'job-00000001' })],
  ['with two jobs of one name', jobs({ name: 'job 1' })],
  ['with two hosts of one name', changed({ hosts: [...good.hosts, { ...host(3), name: 'web1' }] })],
  ['with a host named like another’s id', changed({ hosts: [...good.hosts, { ...host(3), name: 'host-00000001' }] })],
  ['with a job on a host that is gone', changed({ hosts: [host(1)] })],
  ['with a relative path', jobs({ source: { host: null, path: 'srv' } })],
  ['with a key that nobody knows', changed({ remoteSchema: 'ssh %s' })],
  ['with a key that nobody knows in a job', jobs({ force: true })],
  ['with a prototype key', `${changed({}).slice(0, -1)},"__proto__":{"polluted":true}}`],
  ['with a constructor key', `${changed({}).slice(0, -1)},"constructor":{"prototype":{"polluted":true}}}`],
  ['nested 100,000 deep', '['.repeat(100_000)],
  ['nested deep inside', changed({}).replace('"adopt":false', () => `"adopt":${'['.repeat(50_000)}${']'.repeat(50_000)}`)],
];

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

const asideOf = async (home: string, stem: string) => (await readdir(home)).filter((file) => file.startsWith(`${stem}.damaged-`));
const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
const onDisk = async (home: string, name = 'settings') => JSON.parse(await readFile(join(home, `${name}.json`), 'utf8')) as typeof good;

describe('settings.json', () => {
  it.each(damages)('%s is set aside as it is, and the last good copy is in use with every job (F2, F3)', async (_, content) => {
    const home = await homeWith({ 'settings.json': content, 'settings.last-good.json': text });
    const all = { jobs: jobNames, hosts: hostNames, inStatus: jobNames };
    const seen = await shown(home);
    const aside = await asideOf(home, 'settings');
    expect(seen).toEqual({ ...all, notices: aside.map((file) => ({ kind: 'settings-aside', facts: { file } })) });
    expect(aside).toEqual([expect.stringMatching(/^settings\.damaged-[\w-]+\.json$/)]);
    expect((await readFile(join(home, aside[0]!))).equals(Buffer.from(content))).toBe(true);
    expect(Settings.parse(await onDisk(home))).toEqual(good);
    expect([await mode(join(home, 'settings.json')), await mode(home)]).toEqual(['600', '700']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('that is a folder is set aside as well (F2)', async () => {
    const home = await homeWith({ 'settings.last-good.json': text });
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
    const home = await homeWith({ 'settings.last-good.json': text });
    const all = { jobs: jobNames, hosts: hostNames, inStatus: jobNames, notices: [] };
    expect(await shown(home)).toEqual(all);
    expect(await onDisk(home)).toEqual(good);
    expect(await shown(join(room.dir, 'fresh'))).toEqual({ jobs: [], hosts: [], inStatus: [], notices: [] });
  });

  it('beside a damaged copy can be changed, and the copy is good again (F2)', async () => {
    const found: object[] = [];
    for (const spare of ['', cut(0.5), 'null', '[]', '{}', changed({ version: 2 })]) {
      const home = await homeWith({ 'settings.json': text, 'settings.last-good.json': spare });
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
    const home = await homeWith({ 'settings.json': text, 'settings.last-good.json': text });
    await Promise.all(['settings.json', 'settings.last-good.json'].map((file) => chmod(join(home, file), 0o644)));
    await chmod(home, 0o777);
    await modosuShell(home).call('job', 'remove', 'job 1');
    const files = ['settings.json', 'settings.last-good.json', 'history.db'].map((file) => join(home, file));
    expect(await Promise.all([home, ...files].map(mode))).toEqual(['700', '600', '600', '600']);
  });

  it('is old or new, never torn, wherever a save is killed, and nothing is left behind (F1)', async (context) => {
    context.skip(missing.procfs !== undefined, missing.procfs);
    const [kills, numbers] = [everything ? 100 : 25, random(29)];
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
    const home = await homeWith({ 'settings.json': text, 'settings.last-good.json': text });
    const engine = createEngine(machinePorts(home, runTables), home);
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
