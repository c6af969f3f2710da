import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RestorePlace } from '../../electron/contract/restore.ts';
import { growHistory } from '../office/history.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openRestoring, type Restoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { startSshd, type Sshd } from '../office/sshd.ts';

const time = 1_772_000_000;
const none = { replace: 1000, remove: 1000 };

/** `www` is restored; `other` is another job, and no job knows the repository in `strangers`. */
describe.skipIf(missing.rdiffBackup !== undefined || missing.sshd !== undefined)('a restore reaches into no repository (I1)', () => {
  let place: Scratch;
  let sshd: Sshd;
  let restoring: Restoring;
  const at = (...path: string[]) => join(place.dir, ...path);

  beforeAll(async () => {
    place = await scratch('modosu-into-repositories');
    const source = at('source');
    mkdirSync(join(source, 'store/docs'), { recursive: true });
    mkdirSync(join(source, 'unborn'));
    writeFileSync(join(source, 'top.txt'), 'top');
    writeFileSync(join(source, 'store/docs/a.txt'), 'a');
    for (const folder of ['backup', 'target', 'strangers', 'sshd']) mkdirSync(at(folder));
    const options = { source, sessions: 1, firstTime: time, stepSeconds: 86_400, seed: 0 };
    for (const repository of ['backup/www', 'target/store', 'strangers/one']) await growHistory({ ...options, repository: at(repository) });
    symlinkSync(at('target/store'), at('link'));
    sshd = await startSshd({ dir: at('sshd') });
    restoring = openRestoring(place.dir);
    await restoring.addHost('web1', sshd);
    await restoring.adopt('www', source, at('backup/www'));
    await restoring.adopt('other', source, at('link/'));
    await restoring.ask('job.add', { name: 'unborn', from: source, to: at('target/unborn'), schedule: null, drillDays: null });
    const there = { name: 'unborn there', from: source, to: `web1:${at('target/unborn')}` };
    await restoring.ask('job.add', { ...there, schedule: null, drillDays: null });
    await restoring.adopt('there', source, `web1:${at('target/store')}`);
  });
  afterAll(async () => {
    await restoring.close();
    await sshd.dispose();
    await place.remove();
  });

  type Asked = { to: string; exact?: boolean; paths?: string[] };
  const draft = ({ to, exact = false, paths = [''] }: Asked) => ({
    ...{ name: 'www', at: String(time), paths, exact },
    place: { kind: 'path', to } satisfies RestorePlace,
  });
  /** What stands against it in a preview, and what a run that begins all the same comes to. */
  async function refused(asked: Asked) {
    const { obstacle, repository } = await restoring.ask('restore.preview', draft(asked));
    const run = await restoring.ended(await restoring.ask('restore.start', { ...draft(asked), confirmed: none }));
    return [obstacle, repository, run.outcome?.kind, run.outcome?.cause, run.outcome?.facts['path']];
  }
  const inside = (repository: string) => ['inside-repository', at(repository), 'failed', 'target-inside-repository', at(repository)];
  const above = (repository: string) => ['repository-inside', at(repository), 'failed', 'repository-inside-target', at(repository)];

  describe.each([
    ['here', ''],
    ['on a host', 'web1:'],
  ])('%s', (_, host) => {
    it.each([
      ['the repository of another job', 'target/store', 'target/store'],
      ['a folder in it', 'target/store/new/one', 'target/store'],
      ['a link to it', 'link', 'target/store'],
      ['a repository that no job knows', 'strangers/one', 'strangers/one'],
      ['a folder in one that no job knows', 'strangers/one/store/docs', 'strangers/one'],
    ])('%s is no target', async (_name, to, repository) => {
      const before = await manifestOf(at(repository));
      expect(await refused({ to: `${host}${at(to)}` })).toEqual(inside(repository));
      expect(differences(await manifestOf(at(repository)), before)).toEqual([]);
    });

    it('nothing of one is replaced in a folder above it, and none is moved aside', async () => {
      const before = [await manifestOf(at('target')), await manifestOf(at('strangers'))];
      expect(await refused({ to: `${host}${at('target')}` })).toEqual(above('target/store'));
      expect(await refused({ to: `${host}${at('target')}`, exact: true, paths: ['top.txt'] })).toEqual(above('target/store'));
      expect(await refused({ to: `${host}${at('strangers')}`, exact: true })).toEqual(above('strangers/one'));
      expect([await manifestOf(at('target')), await manifestOf(at('strangers'))]).toEqual(before);
    });

    it('an empty folder does not come to the place of one, whether that one is there yet or not', async () => {
      for (const there of [false, true]) {
        if (there) mkdirSync(at('target/unborn/rdiff-backup-data'), { recursive: true });
        expect(await refused({ to: `${host}${at('target')}`, paths: ['unborn'] })).toEqual(above('target/unborn'));
      }
      await removeTree(at('target/unborn'));
    });

    it('what does not reach into one is restored beside it', async () => {
      const to = `${host}${at('strangers')}`;
      const { run } = await restoring.restore(draft({ to }));
      expect(run.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
      await rdiffBackup(['verify', at('strangers/one')]);
    });
  });
});
