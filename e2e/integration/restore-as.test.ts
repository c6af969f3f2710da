import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { growHistory, type Session } from '../office/history.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openHereAndThere, type Restoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import type { Sshd } from '../office/sshd.ts';

const names = ['-dash', 'x::y', 'back\\slash', 'new\nline', ' blank ', '見積書'];
const ways = [
  ['here', 'here', ''],
  ['onto a host', 'here', 'web1:'],
  ['from a host', 'there', ''],
  ['from a host onto it', 'there', 'web1:'],
] as const;

describe.skipIf(missing.rdiffBackup !== undefined || missing.sshd !== undefined)('one thing restored under a path of its own', () => {
  let place: Scratch;
  let sshd: Sshd;
  let history: Session[];
  let restoring: Restoring;
  let [source, repository, out] = ['', '', ''];
  const at = (session: number) => String(history[session]?.time);

  beforeAll(async () => {
    place = await scratch('modosu-restore-as');
    [source, repository, out] = [join(place.dir, 'source'), join(place.dir, 'repository'), join(place.dir, 'out')];
    const docs = join(source, 'docs/2026');
    mkdirSync(join(docs, 'sub'), { recursive: true });
    mkdirSync(join(source, 'docs/2026b'));
    for (const name of ['a', 'kept', 'gone', 'sub/deep', ...names]) writeFileSync(join(docs, name), `${name} first`);
    for (const name of names) writeFileSync(join(docs, 'sub', name), `${name} within`);
    writeFileSync(join(source, 'docs/2026b/near'), 'not this one');
    linkSync(join(docs, 'kept'), join(docs, 'sub/kept too'));
    linkSync(join(docs, 'a'), join(source, 'outside'));
    symlinkSync('../kept', join(docs, 'sub/link'));
    if (missing.acl === undefined) execFileSync('setfattr', ['-n', 'user.note', '-v', 'hey', join(docs, 'sub/deep'), docs]);
    const options = { source, repository, sessions: 3, firstTime: 1_772_000_000, stepSeconds: 86_400, seed: 0 };
    history = await growHistory({
      ...options,
      change: (_, number) => {
        // rdiff-backup sees no change that keeps size and second.
        writeFileSync(join(docs, 'a'), 'a'.repeat(number));
        if (number === 1) rmSync(join(docs, 'gone'));
        return Promise.resolve();
      },
    });
    ({ restoring, sshd } = await openHereAndThere(place.dir, source, repository));
  });
  afterAll(async () => {
    await restoring.close();
    await sshd.dispose();
    await place.remove();
  });
  afterEach(() => removeTree(out));

  const restoredAs = (path: string, to: string, change: { name?: string; session?: number; exact?: boolean } = {}) =>
    restoring.restore({
      name: change.name ?? 'here',
      at: at(change.session ?? 0),
      paths: [path],
      place: { kind: 'as', to },
      exact: change.exact ?? false,
    });
  const done = { kind: 'ok', cause: null, facts: {} };

  describe.each(ways)('%s', (_, name, host) => {
    it.each(everyRound || name + host === 'here' ? [0, 1, 2] : [1])(
      'a folder is what rdiff-backup restores of it (session %i)',
      async (session) => {
        const { run } = await restoredAs('docs/2026', `${host}${join(out, 'docs2')}`, { name, session });
        expect([run.outcome, run.report?.to]).toEqual([done, `${host}${join(out, 'docs2')}`]);
        const ways = run.report?.byWay;
        const tool = missing.acl === undefined ? 1 : 0;
        expect([ways?.tool, (ways?.mirror ?? 0) > 10, (ways?.increments ?? 0) > 0]).toEqual([tool, true, session < 2]);
        await rdiffBackup(['restore', '--at', at(session), '--', join(repository, 'docs/2026'), join(out, 'plain')]);
        expect(differences(await manifestOf(join(out, 'docs2')), await manifestOf(join(out, 'plain')))).toEqual([]);
        expect(readdirSync(out).sort()).toEqual(['docs2', 'plain']);
      },
    );

    it('a file comes under its new name, beside what is there', async () => {
      mkdirSync(out);
      writeFileSync(join(out, 'precious'), 'p');
      for (const path of ['docs/2026/a', 'docs/2026/gone', ...(missing.acl === undefined ? ['docs/2026/sub/deep'] : [])]) {
        const { run, preview } = await restoredAs(path, `${host}${join(out, 'b.txt')}`, { name });
        expect([run.outcome, preview.create + preview.replace, preview.path], path).toEqual([done, 1, out]);
        expect(readFileSync(join(out, 'b.txt'), 'utf8')).toBe(`${path.slice('docs/2026/'.length)} first`);
        await restoring.ended(await restoring.ask('restore.undo', { run: run.id }));
        expect(readdirSync(out)).toEqual(['precious']);
      }
    });
  });

  it.skipIf(missing.acl !== undefined)(
    'a file makes the folders above it, the nearest one with all that the one above it had',
    async () => {
      const { run } = await restoredAs('docs/2026/a', join(out, 'new/b.txt'));
      expect([run.outcome, readdirSync(join(out, 'new'))]).toEqual([done, ['b.txt']]);
      expect(execFileSync('getfattr', ['--only-values', '-n', 'user.note', join(out, 'new')], { encoding: 'utf8' })).toBe('hey');
    },
  );

  it.each(names)('hostile names survive, alone: %j (K4)', async (name) => {
    const { run } = await restoredAs(`docs/2026/sub/${name}`, join(out, 'back'));
    expect([run.outcome, readFileSync(join(out, 'back'), 'utf8')]).toEqual([done, `${name} within`]);
  });

  it('onto a folder that is there: others stay, an exact copy moves them aside, and put back brings them back', async () => {
    const target = join(out, 'docs2');
    mkdirSync(target, { recursive: true });
    for (const name of ['a', 'mine']) writeFileSync(join(target, name), name);
    const before = await manifestOf(target);
    const first = await restoredAs('docs/2026', target);
    expect([first.preview.replaceNames, readFileSync(join(target, 'mine'), 'utf8')]).toEqual([[{ path: 'a', below: 0 }], 'mine']);
    const exact = await restoredAs('docs/2026', target, { exact: true });
    expect(exact.preview.removeNames).toEqual([{ path: 'mine', below: 0 }]);
    for (const { run } of [exact, first]) await restoring.ended(await restoring.ask('restore.undo', { run: run.id }));
    expect(differences(before, await manifestOf(target))).toEqual([]);
  });

  it('what is not in the session is told by its own path, and nothing is written', async () => {
    const wanted = { name: 'here', at: at(2), paths: ['docs/2026/gone'], place: { kind: 'as' as const, to: join(out, 'b') } };
    const preview = await restoring.ask('restore.preview', wanted);
    expect([preview.obstacle, preview.missing]).toEqual(['nothing', ['docs/2026/gone']]);
    const { run } = await restoring.restore(wanted);
    expect(run.outcome).toMatchObject({ kind: 'failed', cause: 'nothing-restored' });
    expect(readdirSync(place.dir)).not.toContain('out');
  });

  it('what is damaged is told by its path in the source', async () => {
    const broken = join(repository, 'docs/2026/sub/見積書');
    const content = readFileSync(broken);
    writeFileSync(broken, 'flipped within!!');
    const { run } = await restoredAs('docs/2026', join(out, 'docs2'), { session: 2 });
    writeFileSync(broken, content);
    expect(run.outcome).toMatchObject({ kind: 'incomplete', cause: 'files-damaged' });
    expect(run.report?.damaged.map(({ path }) => path)).toEqual(['docs/2026/sub/見積書']);
  });

  it('is refused for several things, and is the target itself for everything', async () => {
    const as = { name: 'here', at: at(0), place: { kind: 'as' as const, to: join(out, 'all') } };
    await expect(restoring.ask('restore.preview', { ...as, paths: ['docs', 'outside'] })).rejects.toThrow('restore-as-one');
    const { run } = await restoring.restore({ ...as, paths: [''] });
    expect([run.outcome, differences(await manifestOf(join(out, 'all')), history[0]!.manifest)]).toEqual([done, []]);
  });
});
