import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { missing } from '../office/needs.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openHereAndThere } from '../office/restoring.ts';
import { scratch } from '../office/scratch.ts';

const first = 1_772_000_000;
const second = first + 86_400;
const bases = ['access_control_lists', 'extended_attributes'] as const;

/** Two sessions of three files, of which `listed` has a list and `noted` an attribute. */
async function world(change: string[] = []) {
  const place = await scratch('modosu-lost-lists');
  const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
  mkdirSync(source);
  for (const name of ['changing', 'listed', 'noted']) writeFileSync(join(source, name), `first ${name}`);
  execFileSync('setfacl', ['-m', 'u:daemon:r', join(source, 'listed')]);
  execFileSync('setfattr', ['-n', 'user.note', '-v', 'hey', join(source, 'noted')]);
  for (const time of [first, second]) {
    if (time === second) writeFileSync(join(source, 'changing'), 'second');
    await rdiffBackup(['--no-fsync', '--current-time', String(time), ...change, 'backup', '--', source, repository]);
  }
  const { restoring, sshd } = await openHereAndThere(place.dir, source, repository);
  onTestFinished(async () => {
    await restoring.close();
    await sshd.dispose();
    await place.remove();
  });
  const data = join(repository, 'rdiff-backup-data');
  /** Cuts files of attributes in half; answers their names. */
  const cut = (time: number, ...some: (typeof bases)[number][]) => {
    const stamp = new Date(time * 1000).toISOString().slice(0, 10);
    const names = readdirSync(data).filter((name) => some.some((base) => name.startsWith(`${base}.${stamp}`)));
    for (const name of names) truncateSync(join(data, name), readFileSync(join(data, name)).length >> 1);
    return names.sort();
  };
  let count = 0;
  const restore = async (job: 'here' | 'there', time: number, paths = ['']) => {
    const to = join(place.dir, `target ${String((count += 1))}`);
    const { run, preview } = await restoring.restore({ name: job, at: String(time), paths, place: { kind: 'path', to } });
    return { run, to, warned: preview.warnings.map(({ kind }) => kind) };
  };
  return { source, cut, restore, restoring };
}

const listOf = (root: string) => execFileSync('getfacl', ['-n', '-c', 'listed'], { cwd: root, encoding: 'utf8' });
const noteOf = (root: string) => execFileSync('getfattr', ['-d', 'noted'], { cwd: root, encoding: 'utf8' });
const lost = (time: number, names: string[]) => names.map((file) => ({ path: '', why: 'attributes', session: time, file, nearest: null }));
const outcome = (count: number, session: number) => ({ kind: 'incomplete', cause: 'attributes-unread', facts: { count, session } });

describe.skipIf(missing.rdiffBackup !== undefined || missing.root !== undefined || missing.acl !== undefined || missing.sshd !== undefined)(
  'where the lists of a session are broken, all contents come back, and the report says what does not (B3, K7)',
  () => {
    it.each(['here', 'there'] as const)('both of the newest session: nothing is left to rdiff-backup (%s)', async (job) => {
      const { cut, restore } = await world();
      const names = cut(second, ...bases);
      expect(names).toHaveLength(2);
      const { run, to, warned } = await restore(job, second);
      expect([run.outcome, run.report?.damaged, warned]).toEqual([outcome(2, second), lost(second, names), ['attributes-unread']]);
      expect(run.report).toMatchObject({ verified: 3, ofFiles: 3, byWay: { mirror: 3, increments: 0, tool: 0 } });
      expect(readFileSync(join(to, 'changing'), 'utf8')).toBe('second');
    });

    it('a file of such a session can be looked at, too', async () => {
      const { cut, restoring } = await world();
      cut(first, ...bases);
      const { content } = await restoring.ask('history.preview', { name: 'here', at: String(first), path: 'changing' });
      expect(content).toEqual({ kind: 'text', text: 'first changing' });
    });

    it.each(['here', 'there'] as const)('one of an older session: what the other one tells comes by rdiff-backup (%s)', async (job) => {
      const { source, cut, restore } = await world();
      const names = cut(first, 'extended_attributes');
      const { run, to } = await restore(job, first);
      expect([run.outcome, run.report?.damaged]).toEqual([outcome(1, first), lost(first, names)]);
      expect(run.report).toMatchObject({ verified: 3, byWay: { mirror: 1, increments: 1, tool: 1 } });
      expect([readFileSync(join(to, 'changing'), 'utf8'), listOf(to), noteOf(to)]).toEqual(['first changing', listOf(source), '']);
      const newest = await restore(job, second);
      expect([newest.run.outcome?.kind, noteOf(newest.to)]).toEqual(['ok', noteOf(source)]);
    });

    it('those of the newest session: an older one is as it was', async () => {
      const { source, cut, restore } = await world();
      cut(second, ...bases);
      const { run, to } = await restore('here', first);
      expect([run.outcome?.kind, listOf(to), noteOf(to)]).toEqual(['ok', listOf(source), noteOf(source)]);
    });

    it('where only rdiff-backup finds the files: it is not asked for what is lost, and no file is called missing', async () => {
      const { source, cut, restore } = await world(['--chars-to-quote', 'A-Z']);
      const names = cut(second, 'access_control_lists');
      const { run, to } = await restore('here', second);
      expect([run.outcome, run.report?.damaged]).toEqual([outcome(1, second), lost(second, names)]);
      expect([run.report?.byWay.tool, noteOf(to)]).toEqual([3, noteOf(source)]);
    });

    it('what is as it was at the target keeps the list that it has there', async () => {
      const { cut, restoring, source } = await world();
      cut(second, 'access_control_lists');
      execFileSync('setfacl', ['-m', 'u:nobody:r', join(source, 'changing')]);
      const kept = () => execFileSync('getfacl', ['-n', '-c', 'changing'], { cwd: source, encoding: 'utf8' });
      const before = kept();
      await restoring.restore({ name: 'here', at: String(second), paths: ['changing'], place: { kind: 'original' } });
      expect(kept()).toBe(before);
    });

    it('a drill of a sample and one in full say so', async () => {
      const { cut, restoring } = await world();
      const drill = async (scope: 'sample' | 'full') => restoring.ended(await restoring.ask('drill.start', { name: 'here', scope }));
      const newest = cut(second, 'access_control_lists');
      const sample = await drill('sample');
      expect([sample.outcome, sample.report?.damaged]).toEqual([outcome(1, second), lost(second, newest)]);
      const older = cut(first, ...bases);
      const full = await drill('full');
      expect(full.outcome).toEqual(outcome(3, second));
      expect(full.report).toMatchObject({ damaged: [...lost(second, newest), ...lost(first, older)], damagedCount: 3, sessions: 0 });
    });
  },
);
