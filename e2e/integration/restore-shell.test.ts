import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RestorePreview } from '../../electron/contract/restore.ts';
import { Run } from '../../electron/contract/run.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { day, firstTime, openPast, type Past } from '../office/past.ts';
import { restoredDifferences } from '../office/restore-check.ts';
import { startSshd } from '../office/sshd.ts';

const needs = missing.rdiffBackup;
let opened: Past | undefined;
const past = () => opened as Past;
const inDir = (name: string) => join(past().dir, name);
const [second, newest] = [firstTime + day, firstTime + 4 * day];
const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

beforeAll(async () => {
  if (needs === undefined) opened = await openPast({ TZ: 'Asia/Tokyo' });
});
afterAll(() => opened?.remove());

/** What a command that must work did, as the run that it was. */
async function run(...args: string[]): Promise<Run> {
  const { code, value } = await past().shell.ask<unknown>(...args);
  expect({ code, value: code === 0 ? 0 : value }, args.join(' ')).toEqual({ code: 0, value: 0 });
  return Run.parse(value);
}

async function refused(...args: string[]): Promise<{ code: number; kind: string }> {
  const { code, value } = await past().shell.ask<{ error: { kind: string } }>(...args);
  return { code, kind: value.error.kind };
}

/** How a folder differs from what plain rdiff-backup restores of a session. */
const differing = async (folder: string, time: number) =>
  restoredDifferences({ repository: past().repository, time, manifest: await manifestOf(folder), scratchDir: past().dir });

describe.skipIf(needs)(`modosu restore${needs ? ` (${needs})` : ''}`, () => {
  it('everything of a date into a folder that is not there equals what rdiff-backup restores', async () => {
    const to = inDir('whole');
    const { action, outcome, report } = await run('restore', 'website', '--at', '2026-02-26 23:59', '--to', to, '--yes');
    expect({ action, kind: outcome?.kind, session: report?.session, to: report?.to, undo: report?.undo }).toMatchObject({
      action: 'restore',
      kind: 'ok',
      session: second,
      to,
    });
    expect(report?.verified).toBe(report?.ofFiles);
    expect(await differing(to, second)).toEqual([]);
  });

  it('chosen paths keep their place below the target; nothing beside them appears', async () => {
    const to = inDir('chosen');
    await run('restore', 'website', 'docs/a.txt', `${past().source}/hostile/`, '--at', String(second), '--to', to, '--yes');
    expect((await readFile(join(to, 'docs/a.txt'))).equals(past().contents[1]?.text ?? Buffer.alloc(0))).toBe(true);
    const restored = [...(await manifestOf(to)).keys()].filter((path) => !path.startsWith('hostile/')).sort();
    expect(restored).toEqual(['.', 'docs', 'docs/a.txt', 'hostile']);
    expect(differences(await manifestOf(join(past().source, 'hostile')), await manifestOf(join(to, 'hostile')))).toEqual([]);
  });

  it('--dry-run says what it would do and writes nothing', async () => {
    const to = inDir('never');
    const { code, value } = await past().shell.ask<unknown>('restore', 'website', 'docs', '--at', '4B', '--to', to, '--dry-run');
    const preview = RestorePreview.parse(value);
    expect({ code, session: preview.session, to: preview.to, exists: preview.exists }).toEqual({
      code: 0,
      session: firstTime,
      to,
      exists: false,
    });
    expect([preview.replace, preview.remove, preview.obstacle]).toEqual([0, 0, null]);
    const { stdout, stderr } = await past().shell.call('restore', 'website', 'docs', '--at', '4B', '--to', to, '--dry-run');
    expect([stdout.split('\n')[0], stderr]).toEqual([`website as it was in the session of 25 Feb 2026, 15:13:20 GMT+9 → ${to}`, '']);
    const japanese = await past().shell.call('--lang', 'ja', 'restore', 'website', 'docs', '--at', '4B', '--to', to, '--dry-run');
    expect(japanese.stdout.split('\n')[0]).toBe(`website：2026/2/25 15:13:20 JST の世代 → ${to}`);
    expect(await exists(to)).toBe(false);
  });

  it('does nothing where nobody can say yes, and says how a script says it', async () => {
    const to = inDir('unasked');
    expect(await refused('restore', 'website', '--to', to)).toEqual({ code: 3, kind: 'restore-needs-yes' });
    const { code, stdout, stderr } = await past().shell.call('restore', 'website', '--to', to);
    expect([code, stdout.split('\n')[0]?.startsWith('website as it was'), stderr]).toEqual([
      3,
      true,
      'modosu: Nobody is there to say yes. See what it would do with --dry-run, then give --yes.\n',
    ]);
    expect(await exists(to)).toBe(false);
  });

  it('tells what was named and was not there: nothing at all ends in 1, something in 2', async () => {
    const to = inDir('gone');
    const none = await past().shell.call('restore', 'website', 'nowhere', '--to', to, '--yes');
    expect([none.code, await exists(to)]).toEqual([1, false]);
    const some = await past().shell.call('restore', 'website', 'nowhere', 'docs/a.txt', '--to', to, '--yes');
    expect([some.code, some.stdout.includes('not in that session: nowhere'), await exists(join(to, 'docs/a.txt'))]).toEqual([
      2,
      true,
      true,
    ]);
  });

  it('refuses a place that is no path, is on an unknown host, or lies in the repository', async () => {
    expect(await refused('restore', 'website', '--to', 'relative', '--yes')).toEqual({ code: 3, kind: 'invalid' });
    expect(await refused('restore', 'website', '--to', 'nobody:/srv', '--yes')).toEqual({ code: 3, kind: 'unknown-host' });
    const inside = join(past().repository, 'docs');
    const before = await manifestOf(past().repository);
    const { code, stdout } = await past().shell.call('restore', 'website', '--to', inside, '--yes');
    const told = `This cannot be restored there: That lies inside the repository ${past().repository}.`;
    expect([code, stdout.trimEnd().split('\n').at(-1)]).toEqual([1, told]);
    expect(differences(before, await manifestOf(past().repository))).toEqual([]);
    expect((await past().shell.call('restore', 'website', '--to', '/srv', '--in-place')).code).toBe(3);
  });

  it.each(['$(touch CANARY)', '-rf', 'a::b', 'quote\'"`;|&', '日本語 %s{{path}}'])('into a folder of any name: %s (K4)', async (name) => {
    const to = inDir(name);
    await run('restore', 'website', 'docs/a.txt', '--at', String(newest), '--to', to, '--yes');
    expect([...(await manifestOf(to)).keys()].sort()).toEqual(['.', 'docs', 'docs/a.txt']);
  });
});

describe.skipIf(needs)(`modosu restore --in-place and modosu undo${needs ? ` (${needs})` : ''}`, () => {
  it('what was there before is kept, what came since stays, and undo brings exactly the former tree back (K1)', async () => {
    const { source } = past();
    const text = join(source, 'docs/a.txt');
    await writeFile(text, 'edited since the last session\n');
    const before = await manifestOf(source);
    const restored = await run('restore', 'website', 'docs', '--at', String(second), '--in-place', '--yes');
    expect((await readFile(text)).equals(past().contents[1]?.text ?? Buffer.alloc(0))).toBe(true);
    expect([await exists(join(source, 'docs/gone.txt')), restored.report?.undo]).toEqual([true, 'possible']);
    expect((await past().shell.call('log', String(restored.id))).stdout).toContain(`To put it back: modosu undo ${restored.id}`);

    const undone = await run('undo', String(restored.id));
    expect([undone.action, undone.outcome?.kind]).toEqual(['undo', 'ok']);
    expect(differences(before, await manifestOf(source))).toEqual([]);
    expect(await refused('undo', String(restored.id))).toEqual({ code: 3, kind: 'not-restored' });
  });

  it('--exact moves aside what came since, and says so before', async () => {
    const to = inDir('exact');
    await run('restore', 'website', 'docs', '--at', String(second), '--to', to, '--yes');
    await writeFile(join(to, 'docs/mine.txt'), 'precious');
    const args = ['restore', 'website', 'docs', '--at', String(second), '--to', to];
    await run(...args, '--yes');
    expect(await readFile(join(to, 'docs/mine.txt'), 'utf8')).toBe('precious');
    expect((await past().shell.call(...args, '--exact', '--dry-run')).stdout).toContain('moves aside: docs/mine.txt');
    const { report, id } = await run(...args, '--exact', '--yes');
    expect([report?.removed, await exists(join(to, 'docs/mine.txt'))]).toEqual([1, false]);
    await run('undo', String(id));
    expect(await readFile(join(to, 'docs/mine.txt'), 'utf8')).toBe('precious');
  });

  it('refuses to undo what was no restore, and a run that is none', async () => {
    expect(await refused('undo', '999')).toEqual({ code: 3, kind: 'unknown-run' });
    expect(await refused('undo', 'x')).toEqual({ code: 3, kind: 'invalid' });
  });
});

const noSshd = needs ?? missing.sshd;
describe.skipIf(noSshd)(`modosu restore --to HOST:DIR${noSshd ? ` (${noSshd})` : ''}`, () => {
  it('brings everything to a standby host, and a second time leaves alone what is already so', async () => {
    const dir = inDir('sshd');
    await mkdir(dir);
    const sshd = await startSshd({ dir });
    const where = ['--address', '127.0.0.1', '--port', String(sshd.port), '--user', sshd.user, '--key', sshd.keyFile];
    try {
      await past().shell.call('host', 'add', 'standby', ...where, '--fingerprint', sshd.fingerprint());
      const to = inDir('standby');
      const first = await run('restore', 'website', '--at', String(newest), '--to', `standby:${to}`, '--yes');
      expect([first.report?.to, first.report?.verified]).toEqual([`standby:${to}`, first.report?.ofFiles]);
      expect(await differing(to, newest)).toEqual([]);
      const again = await run('restore', 'website', '--at', String(newest), '--to', `standby:${to}`, '--yes');
      expect([again.report?.created, again.report?.replaced]).toEqual([0, 0]);
    } finally {
      await sshd.dispose();
    }
  });
});
