import { execFileSync } from 'node:child_process';
import { chownSync, linkSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { missing } from '../office/needs.ts';
import { withPlainTargets } from '../office/plain-target.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openRestoring } from '../office/restoring.ts';
import { scratch } from '../office/scratch.ts';

const why = 'unsupported';
const refused = ['docs/link', 'null', 'pipe'].map((path) => ({ path, why, nearest: null }));

async function setup() {
  const { dir, remove } = await scratch('modosu-plain');
  const [source, repository, target] = [join(dir, 'source'), join(dir, 'repository'), join(dir, 'target')];
  mkdirSync(join(source, 'docs'), { recursive: true });
  for (const name of ['docs/a', 'linked', 'owned']) writeFileSync(join(source, name), name);
  linkSync(join(source, 'linked'), join(source, 'linked too'));
  symlinkSync('a', join(source, 'docs/link'));
  execFileSync('mkfifo', [join(source, 'pipe')]);
  execFileSync('mknod', [join(source, 'null'), 'c', '1', '3']);
  chownSync(join(source, 'owned'), 1, 1);
  await rdiffBackup(['--no-fsync', '--current-time', '1772000000', 'backup', '--', source, repository]);
  const restoring = openRestoring(dir, (ports) => withPlainTargets(dir, ports));
  onTestFinished(async () => {
    await restoring.close();
    await remove();
  });
  await restoring.adopt('www', source, repository);
  const restore = async (paths: string[], special = false) =>
    (await restoring.restore({ name: 'www', at: 'now', paths, place: { kind: 'path', to: target }, special })).run;
  return { restore, target };
}

describe.skipIf(missing.rdiffBackup !== undefined || missing.root !== undefined)(
  'what a target cannot hold is named and makes a restore incomplete; all else is in its place (I2, K6)',
  () => {
    it('links, pipes and devices', async () => {
      const { restore, target } = await setup();
      const { outcome, report } = await restore([''], true);
      expect(outcome).toMatchObject({ kind: 'incomplete', cause: 'entries-refused', facts: { count: 3 } });
      expect(report).toMatchObject({ verified: 4, ofFiles: 4, damaged: refused, damagedCount: 3, leftOut: 0, created: 6 });
      expect(readdirSync(target, { recursive: true }).sort()).toEqual(['docs', 'docs/a', 'linked', 'linked too', 'owned']);
    });

    it('a device that nobody wished for is left out and not lost', async () => {
      const { report } = await (await setup()).restore(['']);
      expect(report).toMatchObject({ damaged: refused.filter(({ path }) => path !== 'null'), leftOut: 1 });
    });

    it('of nothing else nothing is restored', async () => {
      const { restore, target } = await setup();
      expect((await restore(['docs/link'])).outcome).toMatchObject({ kind: 'failed', cause: 'nothing-restored' });
      expect(lstatSync(target, { throwIfNoEntry: false })).toBeUndefined();
    });

    it('owners that are not taken and hard links that become files are told, and are no damage', async () => {
      const { restore, target } = await setup();
      const { outcome, report } = await restore(['linked', 'linked too', 'owned']);
      expect([outcome?.kind, report?.unset, report?.split, report?.verified]).toEqual(['ok', 1, 1, 3]);
      expect(new Set(['linked', 'linked too'].map((name) => lstatSync(join(target, name)).ino)).size).toBe(2);
    });
  },
);
