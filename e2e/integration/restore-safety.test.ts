import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { growHistory, type Session } from '../office/history.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { openRestoring, type Restoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { mountTmpfs, unmountTmpfs } from '../office/tmpfs.ts';

const firstTime = 1_772_000_000;

/** Three sessions: `a.txt` changes each time, `docs/gone.txt` is there in the first alone. */
describe.skipIf(missing.rdiffBackup !== undefined)('a restore', () => {
  let place: Scratch;
  let history: Session[];
  let restoring: Restoring;
  let target: string;
  let number = 0;
  const at = (session: number) => String(history[session]?.time);

  beforeAll(async () => {
    place = await scratch('modosu-safety');
    const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
    mkdirSync(join(source, 'docs/deep'), { recursive: true });
    writeFileSync(join(source, 'a.txt'), 'one');
    writeFileSync(join(source, 'docs/gone.txt'), 'soon gone');
    writeFileSync(join(source, 'docs/deep/kept.txt'), 'kept');
    symlinkSync('/etc', join(source, 'docs/outside'));
    history = await growHistory({
      source,
      repository,
      sessions: 3,
      firstTime,
      stepSeconds: 86_400,
      seed: 0,
      change: (root, day) => {
        writeFileSync(join(root, 'a.txt'), `${'x'.repeat(day)} day ${String(day)}`);
        rmSync(join(root, 'docs/gone.txt'), { force: true });
        return Promise.resolve();
      },
    });
    restoring = openRestoring(place.dir);
    await restoring.adopt('www', source, repository);
  });
  afterAll(async () => {
    await restoring.close();
    await place.remove();
  });
  beforeEach(() => {
    target = join(place.dir, `target ${String((number += 1))}`);
  });
  afterEach(() => removeTree(target));

  const wanted = (change: Record<string, unknown> = {}) => ({
    name: 'www',
    at: at(0),
    paths: [''],
    place: { kind: 'path' as const, to: target },
    ...change,
  });
  /** A target in which somebody has worked: one file differs, one is theirs alone. */
  async function livedIn() {
    await restoring.restore(wanted({ at: at(2) }));
    writeFileSync(join(target, 'docs/precious.txt'), 'mine');
    writeFileSync(join(target, 'a.txt'), 'changed by hand');
    return manifestOf(target);
  }

  it('never takes away what it does not replace (K1, I8)', async () => {
    await livedIn();
    const { preview, run } = await restoring.restore(wanted());
    expect([preview.replaceNames, preview.removeNames, preview.create]).toEqual([[{ path: 'a.txt', below: 0 }], [], 1]);
    expect(run.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(readFileSync(join(target, 'docs/precious.txt'), 'utf8')).toBe('mine');
    expect(readFileSync(join(target, 'a.txt'), 'utf8')).toBe('one');
    expect(readFileSync(join(run.report?.aside ?? '', 'aside/a.txt'), 'utf8')).toBe('changed by hand');
    await removeTree(run.report?.aside ?? target);
  });

  it('moves aside what is beyond an exact copy, and everything can be put back (K1)', async () => {
    const before = await livedIn();
    const { preview, run } = await restoring.restore(wanted({ exact: true }));
    expect(preview.removeNames).toEqual([{ path: 'docs/precious.txt', below: 0 }]);
    expect(differences(await manifestOf(target), history[0]!.manifest)).toEqual([]);
    expect(run.report).toMatchObject({ replaced: 1, removed: 1, created: 1, undo: 'possible' });
    const undone = await restoring.ended(await restoring.ask('restore.undo', { run: run.id }));
    expect(undone.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(differences(await manifestOf(target), before)).toEqual([]);
    expect(existsSync(run.report?.aside ?? '/')).toBe(false);
    await expect(restoring.ask('restore.undo', { run: run.id })).rejects.toThrow('not-restored');
  });

  it('replaces no more than was seen: a target that has changed since is left alone (I8)', async () => {
    await livedIn();
    const before = await manifestOf(target);
    const run = await restoring.ended(await restoring.ask('restore.start', { ...wanted(), confirmed: { replace: 0, remove: 0 } }));
    expect(run.outcome).toMatchObject({ kind: 'failed', cause: 'target-changed' });
    expect(differences(await manifestOf(target), before)).toEqual([]);
    expect(leftovers(place.dir)).toEqual([]);
  });

  it('writes nothing where a link on the way leads elsewhere than in the preview (K2)', async () => {
    const [one, other, link] = ['one', 'other', 'link'].map((name) => join(place.dir, name)) as [string, string, string];
    mkdirSync(join(one, 'www'), { recursive: true });
    mkdirSync(join(other, 'www'), { recursive: true });
    symlinkSync(one, link);
    const draft = wanted({ place: { kind: 'path', to: join(link, 'www') } });
    const { replace, remove, path } = await restoring.ask('restore.preview', draft);
    rmSync(link);
    symlinkSync(other, link);
    const run = await restoring.ended(await restoring.ask('restore.start', { ...draft, confirmed: { replace, remove, path } }));
    expect(run.outcome).toMatchObject({ kind: 'failed', cause: 'target-changed', facts: { path: join(one, 'www') } });
    expect([readdirSync(one), readdirSync(other), readdirSync(join(other, 'www'))]).toEqual([['www'], ['www'], []]);
  });

  it('counts all that leaves its place with a folder, and refuses one that has grown since the preview (I8)', async () => {
    await livedIn();
    rmSync(join(target, 'a.txt'));
    mkdirSync(join(target, 'a.txt'));
    writeFileSync(join(target, 'a.txt/one'), 'mine');
    const draft = wanted();
    const { replace, remove, replaceNames } = await restoring.ask('restore.preview', draft);
    expect([replace, remove, replaceNames]).toEqual([2, 0, [{ path: 'a.txt', below: 1 }]]);
    writeFileSync(join(target, 'a.txt/two'), 'mine as well');
    const before = await manifestOf(target);
    const refused = await restoring.ended(await restoring.ask('restore.start', { ...draft, confirmed: { replace, remove } }));
    expect(refused.outcome).toMatchObject({ kind: 'failed', cause: 'target-changed' });
    expect(differences(await manifestOf(target), before)).toEqual([]);
    const { run } = await restoring.restore(draft);
    expect(run.report).toMatchObject({ replaced: 3, removed: 0 });
    await removeTree(run.report?.aside ?? target);
  });

  it('says before which folders get other permissions, and what a mount keeps in its place (I8)', async () => {
    await livedIn();
    chmodSync(join(target, 'docs'), 0o700);
    const rights = { kind: 'other-rights', count: 1, facts: {} };
    expect((await restoring.ask('restore.preview', wanted({ exact: true }))).warnings).toEqual([rights]);
    if (missing.tmpfs !== undefined) return;
    await mountTmpfs(join(target, 'docs/mnt'), 1);
    try {
      const { warnings, remove } = await restoring.ask('restore.preview', wanted({ exact: true }));
      expect([warnings, remove]).toEqual([[rights, { kind: 'mounts-stay', count: 1, facts: { path: 'docs/mnt' } }], 1]);
    } finally {
      await unmountTmpfs(join(target, 'docs/mnt'));
    }
  });

  it('a file that looks the same and holds something else is replaced, though no preview can count it (B3, B15)', async () => {
    await restoring.restore(wanted({ at: at(2) }));
    const file = join(target, 'docs/deep/kept.txt');
    const { atimeMs, mtimeMs } = statSync(file);
    writeFileSync(file, 'kepT');
    utimesSync(file, atimeMs / 1000, mtimeMs / 1000);
    const { preview, run } = await restoring.restore(wanted({ at: at(2) }));
    expect([preview.replace, run.outcome?.kind, run.report?.replaced]).toEqual([0, 'ok', 1]);
    expect(readFileSync(file, 'utf8')).toBe('kept');
    await removeTree(run.report?.aside ?? target);
  });

  it('whose safety folder is away is not said to be put back, and can be put back once it is there again', async () => {
    const before = await livedIn();
    const { run } = await restoring.restore(wanted());
    const aside = run.report?.aside ?? '';
    renameSync(aside, `${aside} moved`);
    const failed = await restoring.ended(await restoring.ask('restore.undo', { run: run.id }));
    expect(failed.outcome).toMatchObject({ kind: 'failed', cause: 'work-gone', facts: { path: aside } });
    renameSync(`${aside} moved`, aside);
    const undone = await restoring.ended(await restoring.ask('restore.undo', { run: run.id }));
    expect(undone.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(differences(await manifestOf(target), before)).toEqual([]);
  });

  it('can be put back also where this program lost track of it while a hand placed things (I10)', async () => {
    const before = await livedIn();
    let isBroken = true;
    const broken = openRestoring(place.dir, (ports) => ({
      ...ports,
      files: {
        ...ports.files,
        read: (path, ...rest) =>
          isBroken && path.endsWith('/stage.out') ? Promise.reject(new Error('EIO: i/o error, read')) : ports.files.read(path, ...rest),
      },
    }));
    const { run } = await broken.restore(wanted());
    expect(run.outcome).toEqual({ kind: 'failed', cause: 'unknown', facts: { line: 'Error: EIO: i/o error, read' } });
    expect(run.report).toMatchObject({ undo: 'possible', ofFiles: 3 });
    isBroken = false;
    const undone = await broken.ended(await broken.ask('restore.undo', { run: run.id }));
    expect(undone.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(differences(await manifestOf(target), before)).toEqual([]);
    expect(leftovers(place.dir)).toEqual([]);
    await broken.close();
  });

  it('restores links as links, and never goes through one at the target (K2, K3)', async () => {
    await livedIn();
    const guard = join(place.dir, 'guard');
    mkdirSync(guard);
    rmSync(join(target, 'docs/deep'), { recursive: true });
    symlinkSync(guard, join(target, 'docs/deep'));
    const { run } = await restoring.restore(wanted());
    expect(run.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(readdirSync(guard)).toEqual([]);
    expect(readFileSync(join(target, 'docs/deep/kept.txt'), 'utf8')).toBe('kept');
    expect(execFileSync('readlink', [join(target, 'docs/outside')], { encoding: 'utf8' })).toBe('/etc\n');
    await removeTree(run.report?.aside ?? target);
  });

  it('leaves links out where that is wished, and what stands in their places alone (K3)', async () => {
    await livedIn();
    rmSync(join(target, 'docs/outside'));
    writeFileSync(join(target, 'docs/outside'), 'precious');
    const draft = wanted({ withoutLinks: true, exact: true });
    const { preview, run } = await restoring.restore(draft);
    expect(preview.warnings).toEqual([{ kind: 'links-left-out', count: 1, facts: {} }]);
    expect([preview.replaceNames, preview.removeNames].map((names) => names.map(({ path }) => path))).toEqual([
      ['a.txt'],
      ['docs/precious.txt'],
    ]);
    expect(run.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(run.report).toMatchObject({ leftLinks: 1, leftOut: 0, damagedCount: 0, replaced: 1, removed: 1 });
    expect(readFileSync(join(target, 'docs/outside'), 'utf8')).toBe('precious');
    await removeTree(run.report?.aside ?? target);

    const fresh = wanted({ withoutLinks: true, place: { kind: 'path', to: `${target} fresh` } });
    const { preview: before, run: after } = await restoring.restore(fresh);
    const { 'docs/outside': link, ...rest } = Object.fromEntries(history[0]?.manifest ?? []);
    expect(link).toBeDefined();
    expect(differences(await manifestOf(`${target} fresh`), new Map(Object.entries(rest)))).toEqual([]);
    expect([before.create, after.report?.entries, after.report?.created]).toEqual([6, 6, 6]);
    await removeTree(`${target} fresh`);
  });

  it('of a path that the session does not have is refused, and nothing is written (K6)', async () => {
    const draft = wanted({ at: at(2), paths: ['docs/gone.txt'] });
    expect(await restoring.ask('restore.preview', draft)).toMatchObject({ obstacle: 'nothing', missing: ['docs/gone.txt'] });
    const run = await restoring.ended(await restoring.ask('restore.start', { ...draft, confirmed: { replace: 0, remove: 0 } }));
    expect(run.outcome).toMatchObject({ kind: 'failed', cause: 'nothing-restored' });
    expect(existsSync(target)).toBe(false);
  });

  it.skipIf(missing.tmpfs !== undefined)('onto a disk that is too small is refused before, and leaves nothing behind (K8)', async () => {
    const disk = join(place.dir, 'disk');
    await mountTmpfs(disk, 1);
    try {
      const draft = wanted({ place: { kind: 'path', to: join(disk, 'out') } });
      expect((await restoring.ask('restore.preview', draft)).obstacle).toBe('no-room');
      const run = await restoring.ended(await restoring.ask('restore.start', { ...draft, confirmed: { replace: 0, remove: 0 } }));
      expect(run.outcome).toMatchObject({ kind: 'failed', cause: 'disk-full' });
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      await unmountTmpfs(disk);
    }
  });

  it.skipIf(missing.tmpfs !== undefined)('onto a disk with too few inodes is refused before, and leaves nothing behind (K8)', async () => {
    const disk = join(place.dir, 'disk');
    await mountTmpfs(disk, 8);
    try {
      execFileSync('mount', ['-o', 'remount,nr_inodes=4', disk]);
      const draft = wanted({ place: { kind: 'path', to: join(disk, 'out') } });
      expect((await restoring.ask('restore.preview', draft)).obstacle).toBe('no-inodes');
      const run = await restoring.ended(await restoring.ask('restore.start', { ...draft, confirmed: { replace: 0, remove: 0 } }));
      expect(run.outcome).toMatchObject({ kind: 'failed', cause: 'disk-full' });
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      await unmountTmpfs(disk);
    }
  });

  it('into the repository itself is refused', async () => {
    const inside = wanted({ place: { kind: 'path', to: join(place.dir, 'repository/docs') } });
    expect((await restoring.ask('restore.preview', inside)).obstacle).toBe('inside-repository');
    const around = wanted({ place: { kind: 'path', to: place.dir }, exact: true });
    expect((await restoring.ask('restore.preview', around)).obstacle).toBe('repository-inside');
  });
});

const leftovers = (dir: string): string[] => readdirSync(dir).filter((name) => name.startsWith('.modosu-'));
