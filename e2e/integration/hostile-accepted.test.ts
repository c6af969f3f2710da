import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Host } from '../../electron/contract/host.ts';
import { localFiles } from '../../electron/platform/files.ts';
import { serverCommand, writeSshFiles } from '../../electron/ssh/ssh.ts';
import { askAnything } from '../office/hostile-doors.ts';
import type { HostileInput } from '../office/hostile-input.ts';
import {
  ask,
  brief,
  closeSetting,
  everything,
  exampleHost,
  named,
  nothingRan,
  ofEachClass,
  openSetting,
  share,
  type Setting,
} from '../office/hostile-setting.ts';
import { selectionsOf, tree } from '../office/hostile-selections.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { random } from '../office/random.ts';
import { modosuShell } from '../office/shell.ts';

if (everything) vi.setConfig({ testTimeout: 1_800_000 });
const noWorld = missing.sshd ?? missing.rdiffBackup ?? missing.procfs;
let set: Setting;

beforeAll(async () => {
  if (noWorld === undefined) set = await openSetting();
});
afterAll(async () => {
  if (noWorld === undefined) await closeSetting(set);
});
afterEach(async () => {
  if (noWorld === undefined) await nothingRan(set);
});

describe.skipIf(noWorld !== undefined)('what is accepted', () => {
  it('of a host stands in the ssh_config as it was meant, as ssh itself reads it (I3, J8)', async () => {
    const { corpus, world } = set;
    const folder = join(world.office.dir, 'ssh');
    await mkdir(folder);
    const texts = (kind: HostileInput['kind']) =>
      corpus.filter((entry) => entry.kind === kind && entry.expected === 'exact').map(({ text }) => text);
    const plain = { address: '127.0.0.1', port: 22, user: 'backup', keyFile: '/root/.ssh/id' };
    const addresses = ['::1', '2001:db8::1', 'fe80::1', '::ffff:192.0.2.1', 'a-b.example', 'xn--r8jz45g.jp', ...texts('address')];
    const keys = ['/home/ü ber/鍵 1', "/k/it's #1", '/k/a;b=c,d', '/k/~/x', '/k/none', ...texts('key-file')];
    const intents = [
      ...addresses.map((address) => ({ ...plain, address })),
      ...texts('user').map((user) => ({ ...plain, user })),
      ...[1, 2222, 65_535].map((port) => ({ ...plain, port })),
      ...keys.map((keyFile) => ({ ...plain, keyFile })),
      ...texts('command').map((command) => ({ ...plain, command })),
    ];
    const read: object[] = [];
    const meant: object[] = [];
    for (const intent of intents) {
      const host = Host.parse({ ...exampleHost, readKeyFile: null, ...intent });
      await writeSshFiles(localFiles, folder, host, serverCommand(host));
      const seen = execFileSync('ssh', ['-G', '-F', './ssh_config', '--', host.id], { cwd: folder, encoding: 'utf8' });
      const options = new Map(
        seen.split('\n').map((line): [string, string] => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)]),
      );
      const wanted = sshIntent(host);
      read.push(Object.fromEntries(Object.keys(wanted).map((key) => [key, options.get(key) ?? null])));
      meant.push(wanted);
    }
    expect(read).toEqual(meant);
  });

  it('is all that a child gets to know of our environment (I11)', async () => {
    const { world } = set;
    const at = (name: string) => join(world.office.dir, 'environment', name);
    await Promise.all(['bin', 'python', 'from'].map((folder) => mkdir(at(folder), { recursive: true })));
    await writeFile(at('from/file'), 'x');
    const dump = `tr '\\0' '\\n' </proc/$$/environ | sed 's/=.*//' | sort >'${at('dump')}'.$$`;
    await writeFile(at('bin/rdiff-backup'), `#!/bin/sh\n${dump}\n[ "$1" = --version ] && echo 'rdiff-backup 2.2.2'\n`, { mode: 0o755 });
    const shell = modosuShell(at('home'), { ...poisoned(at('python'), at('askpass')), PATH: `${at('bin')}:${process.env['PATH'] ?? ''}` });
    await shell.call('job', 'add', 'web', '--from', at('from'), '--to', at('to'), '--exclude', 'x');
    await shell.call('run', 'web');
    const dumps = (await readdir(at('.'))).filter((file) => file.startsWith('dump.'));
    const names = await Promise.all(dumps.map((file) => readFile(at(file), 'utf8')));
    const added = new Set(['PWD', 'OLDPWD', '_', '']);
    const found = names.map((text) => text.split('\n').filter((name) => !added.has(name)));
    const allowed = ['COLUMNS', 'HOME', 'LC_ALL', 'PATH', 'PYTHONUNBUFFERED', 'TZ', 'USER'];
    expect(found).toEqual([allowed, allowed]);
  });

  it('runs green over SSH while the environment wants something else (I11)', async () => {
    const { world, guard } = set;
    const at = (name: string) => join(world.office.dir, 'environment', name);
    await mkdir(at('python'), { recursive: true });
    await writeFile(at('python/sitecustomize.py'), `open(${JSON.stringify(join(guard, 'CANARY-python'))}, "w")\n`);
    await writeFile(at('askpass'), `#!/bin/sh\ntouch '${join(guard, 'CANARY-askpass')}'\n`, { mode: 0o755 });
    await world.addJob('environment', `web1:${world.office.webRoot}`, at('repository'));
    const { value } = await modosuShell(world.shell.home, poisoned(at('python'), at('askpass'))).ask<{ outcome: object }>(
      'run',
      'environment',
    );
    await world.shell.call('job', 'remove', 'environment');
    expect(value.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
  });

  it('of a path is saved from and saved to exactly there, and is nobody’s command (I4, I7)', async () => {
    const chosen = ofEachClass(exactPaths(), 2, random(11));
    expect(await savedFrom(chosen, 'here')).toEqual([]);
  });

  it('of a path is saved exactly from a host and to a host (I4, I7)', async () => {
    const paths = ofEachClass(exactPaths(), 1, random(12));
    expect(await savedFrom(share(paths, 5, random(13)), 'pull')).toEqual([]);
    expect(await savedFrom(share(paths, 3, random(17)), 'push')).toEqual([]);
  });

  it('of a selection leaves out exactly what was meant (I8)', async () => {
    const { room } = set;
    // The source's own path holds a `tmp`, and every character that a glob could take for its own.
    const source = join(room, 'tmp', 'a [b]*? c::d', 'www');
    await plant(source, tree);
    const all = selectionsOf(source);
    const chosen = [...all.slice(0, 12), ...share(all.slice(12), 6, random(19))];
    const found: object[] = [];
    for (const [index, { rules }] of chosen.entries()) found.push(await selected(source, join(room, 'selected', String(index)), rules));
    expect(found).toEqual(chosen.map(({ rules, leavesOut }) => ({ rules, outcome: 'ok', leavesOut: [...leavesOut].sort() })));
  });

  it('of a pattern can be read by rdiff-backup: what it would die of is refused (I8)', async () => {
    const { room } = set;
    const source = join(room, 'unreadable patterns');
    await plant(source, ['a/b', 'c']);
    const patterns = [
      '[z-a]',
      'a//b*',
      '**//c',
      'ignorecase:a//b',
      '[!]',
      '[]',
      '[^]',
      '\\',
      'x\\',
      '[a\\]',
      '[[]',
      '**/',
      '*'.repeat(60),
      'ignorecase:[',
    ];
    const ends: object[] = [];
    for (const [index, pattern] of patterns.entries()) {
      const rules = [
        { action: 'exclude', pattern },
        { action: 'exclude', pattern: 'nothing' },
      ];
      const ended = await outcomeOf({ name: 'pattern', from: source, to: join(room, 'patterns', String(index)), rules });
      const { kind } = (typeof ended === 'string' ? { kind: ended } : ended) as { kind: string };
      ends.push({
        pattern,
        fine: kind === 'ok' || kind === 'invalid' || (/^\*+\/?$/.test(pattern) && kind === 'suspicious') ? 'yes' : brief(ended),
      });
    }
    expect(ends).toEqual(patterns.map((pattern) => ({ pattern, fine: 'yes' })));
  });
});

/** What `ssh -G` has to say about a host. */
const sshIntent = ({ id, address, port, user, keyFile, command }: Host) => ({
  // ssh itself writes out the short forms of an IPv4 address.
  hostname: /^(?:127\.1|0x7f\.1|2130706433)$/.test(address) ? '127.0.0.1' : address.toLowerCase(),
  port: String(port),
  user,
  identityfile: keyFile,
  remotecommand: `env TZ=UTC ${command} server`,
  hostkeyalias: id,
  stricthostkeychecking: 'true',
  hostkeyalgorithms: 'ssh-ed25519',
  userknownhostsfile: './known_hosts',
  globalknownhostsfile: '/dev/null',
  updatehostkeys: 'false',
  identitiesonly: 'yes',
  identityagent: 'none',
  batchmode: 'yes',
  passwordauthentication: 'no',
  kbdinteractiveauthentication: 'no',
  proxycommand: null,
  proxyjump: null,
  localcommand: null,
  permitlocalcommand: 'no',
  clearallforwardings: 'yes',
  forwardagent: 'no',
  forwardx11: 'no',
  tunnel: 'false',
  controlmaster: 'false',
  controlpath: null,
  requesttty: 'false',
  escapechar: 'none',
});

const exactPaths = () => set.corpus.filter(({ kind, expected }) => kind === 'path' && expected === 'exact');

const poisoned = (python: string, askpass: string): Record<string, string> => ({
  PYTHONPATH: python,
  PYTHONSTARTUP: join(python, 'sitecustomize.py'),
  PYTHONHOME: python,
  LD_PRELOAD: join(python, 'none.so'),
  SSH_ASKPASS: askpass,
  SSH_ASKPASS_REQUIRE: 'force',
  SSH_AUTH_SOCK: join(python, 'agent'),
  GIT_SSH_COMMAND: askpass,
  GIT_ASKPASS: askpass,
  RDIFF_BACKUP_VERBOSITY: '9',
  RDIFF_BACKUP_API_VERSION: '201',
  TZ: 'Asia/Tokyo',
});

async function plant(folder: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), file);
    await utimes(join(folder, file), 1_700_000_000, 1_700_000_000);
  }
}

/** Runs a job to its end and takes it away; answers how it ended. */
async function outcomeOf(draft: object): Promise<unknown> {
  const { name } = draft as { name: string };
  const added = await askAnything(set.engine, { name: 'job.add', input: draft });
  if (!added.ok) return added.failure;
  const { id } = (await ask(set.engine, 'run.start', { name })) as { id: number };
  await set.engine.idle();
  const { outcome } = (await ask(set.engine, 'run.get', { run: id })) as { outcome: { kind: string } };
  await ask(set.engine, 'job.remove', { name });
  return outcome.kind === 'ok' ? 'ok' : outcome;
}

/** Saves a folder of each name to a repository of the same name, and tells what was not as it has to be. */
async function savedFrom(entries: readonly HostileInput[], way: 'here' | 'pull' | 'push'): Promise<string[]> {
  const surprises: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const below = entry.text.slice(set.room.length);
    const base = join(set.world.office.dir, way, String(index));
    const [from, to] = [`${base}/from${below}`, `${base}/to${below}`];
    await plant(from, ['kept.txt', 'a::b;id', '-n']);
    const outcome = await outcomeOf({
      name: `${way} ${index}`,
      from: way === 'pull' ? `web1:${from}` : from,
      to: way === 'push' ? `web1:${to}` : to,
    });
    if (outcome !== 'ok') surprises.push(`${named(entry)}: ${brief(outcome)}`);
    else surprises.push(...differences(await manifestOf(from), await manifestOf(to)).map((line) => `${named(entry)}: ${line}`));
    await rm(base, { recursive: true });
  }
  return surprises;
}

/** What a job with these rules leaves out. */
async function selected(source: string, repository: string, rules: readonly object[]): Promise<object> {
  const outcome = await outcomeOf({ name: 'selected', from: source, to: repository, rules });
  const [from, to] = await Promise.all([manifestOf(source), manifestOf(repository).catch(() => new Map<string, string>())]);
  const path = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8');
  return {
    rules,
    outcome,
    leavesOut: [...from.keys()]
      .filter((key) => !to.has(key))
      .map(path)
      .sort(),
  };
}
