import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../electron/platform/clock.ts';
import type { Ports } from '../../electron/platform/machine.ts';
import { file, flip, flipInside, fourVersions, timeOf } from '../office/four-versions.ts';
import { killedProgram } from '../office/killed-program.ts';
import { missing } from '../office/needs.ts';
import { openRestoring } from '../office/restoring.ts';
import { makeKey, publicLine } from '../office/sshd-keys.ts';
import { startSshd } from '../office/sshd.ts';

/** Where the hand that proves is to begin, something else does. */
const proving = (args: [string, ...string[]]) => (ports: Ports) => ({
  ...ports,
  processes: {
    ...ports.processes,
    launch: (order: Parameters<Ports['processes']['launch']>[0]) =>
      ports.processes.launch(order.stdout.includes('prove') ? { ...order, args } : order),
  },
});

describe.skipIf(missing.rdiffBackup !== undefined)(
  'a damaged file is offered its nearest good version, really read (issue 6.4, I2)',
  () => {
    it('the one before, where the nearest older one is broken as well; and it can be restored', async () => {
      const { mirror, increments, contents, restore } = await fourVersions();
      flip(mirror);
      flipInside(increments[2]);
      const { run, damaged } = await restore(3);
      expect(run.outcome).toMatchObject({ kind: 'failed', cause: 'nothing-restored' });
      expect(damaged).toEqual([{ path: file, why: 'hash', nearest: { session: timeOf(1), older: true, proved: true } }]);
      const good = await restore(1);
      expect(good.run.outcome?.kind).toBe('ok');
      expect(readFileSync(join(good.to, file)).equals(contents[1] ?? Buffer.alloc(0))).toBe(true);
    });

    it('a newer one, the nearest of them, where no older one is good', async () => {
      const { increments, restore } = await fourVersions();
      flip(increments[0]);
      flip(increments[1]);
      const { damaged } = await restore(1);
      expect(damaged).toMatchObject([{ path: file, nearest: { session: timeOf(2), older: false, proved: true } }]);
      expect((await restore(2)).run.outcome?.kind).toBe('ok');
    });

    it('none, where every one was read and is another than recorded', async () => {
      const { mirror, increments, restore } = await fourVersions();
      flip(mirror);
      for (const path of increments) rmSync(path);
      expect((await restore(3)).damaged).toMatchObject([{ path: file, nearest: null }]);
    });

    it('one that is not called good, where none could be read to its end', async () => {
      const { mirror, increments, restore } = await fourVersions();
      flip(mirror);
      for (const path of increments) flip(path);
      expect((await restore(3)).damaged).toMatchObject([{ path: file, nearest: { session: timeOf(2), older: true, proved: false } }]);
    });

    it('one that is not called good, where the reading hangs: the report does not wait for it', async () => {
      const hurried = { ...systemClock, monotonic: () => systemClock.monotonic() * 60 };
      const { mirror, restore } = await fourVersions((ports) => ({ ...proving(['sleep', '600'])(ports), clock: hurried }));
      flip(mirror);
      expect((await restore(3)).damaged).toMatchObject([{ path: file, nearest: { session: timeOf(2), older: true, proved: false } }]);
    });

    it('a restore that is cancelled while others are read is cancelled, and leaves nothing', async () => {
      const { mirror, restoring, draft, place } = await fourVersions(proving(['sleep', '600']));
      flip(mirror);
      const wanted = draft(3);
      const { id } = await restoring.ask('restore.start', { ...wanted.draft, confirmed: { replace: 0, remove: 0 } });
      while ((await restoring.ask('run.get', { run: id })).step?.name !== 'prove') await sleep(5);
      const run = await restoring.ask('run.cancel', { name: 'www', run: id });
      expect([run.state, run.outcome]).toEqual(['done', { kind: 'cancelled', cause: 'by-user', facts: {} }]);
      expect(readdirSync(place.dir).sort()).toEqual(['home', 'repository', 'source']);
    });

    it.each(['restore', 'verify'] as const)('also where the program is killed while others are read: %s (I10)', async (action) => {
      const { mirror, restoring, place, draft } = await fourVersions();
      flip(mirror);
      await restoring.ask('history.settled', { name: 'www' });
      await restoring.engine.idle();
      const input = { ...draft(3).draft, paths: [''], confirmed: { replace: 0, remove: 0 } };
      const verify = { name: 'www', at: 'now' };
      const killing = { dir: place.dir, afterMs: 'prove' as const, withSteps: false };
      const id = await killedProgram({ ...killing, request: `${action}.start`, input: action === 'restore' ? input : verify });
      const next = openRestoring(place.dir);
      await next.engine.stay();
      const run = await next.ended({ id });
      await next.close();
      expect(run).toMatchObject({ adopted: true, outcome: { kind: 'incomplete', cause: 'files-damaged' }, report: { verified: 1 } });
      expect(run.report?.damaged).toEqual([{ path: file, why: 'hash', nearest: { session: timeOf(2), older: true, proved: true } }]);
      expect(readdirSync(place.dir).sort()).toEqual(['home', 'repository', 'source', ...(action === 'restore' ? ['target1'] : [])]);
    });

    it('the same by a drill in full, which knows of every older state', async () => {
      const { increments, restoring } = await fourVersions();
      flip(increments[0]);
      flip(increments[1]);
      const run = await restoring.ended(await restoring.ask('drill.start', { name: 'www', scope: 'full' }));
      const nearest = { session: timeOf(2), older: false, proved: true };
      expect(run.report?.damaged.map((one) => [one.session, one.nearest])).toEqual([
        [timeOf(1), nearest],
        [timeOf(0), nearest],
      ]);
    });

    it.skipIf(missing.sshd !== undefined)('on a host over SSH; unproved where a key lets nobody but rdiff-backup work there', async () => {
      const { place, source, repository, restoring, mirror, increments, restore } = await fourVersions();
      const keys = join(place.dir, 'sshd');
      mkdirSync(keys);
      const sshd = await startSshd({ dir: keys });
      onTestFinished(() => sshd.dispose());
      await restoring.addHost('web1', sshd);
      await restoring.adopt('there', source, `web1:${repository}`);
      flip(mirror);
      flipInside(increments[2]);
      expect((await restore(3, 'there')).damaged).toMatchObject([{ nearest: { session: timeOf(1), older: true, proved: true } }]);

      const second = join(place.dir, 'read key');
      await makeKey(second);
      await sshd.letInAlso(`restrict,command="internal-sftp -R" ${publicLine(second)}`);
      await sshd.setAuthorized('restrict,command="rdiff-backup server"');
      const { user, port, keyFile } = sshd;
      const host = { address: '127.0.0.1', user, port, keyFile, command: 'rdiff-backup' as const, fingerprint: sshd.fingerprint() };
      await restoring.ask('host.change', { ...host, was: 'web1', name: 'web1', readKeyFile: second });
      expect((await restore(3, 'there')).damaged).toMatchObject([{ nearest: { session: timeOf(2), older: true, proved: false } }]);
    });
  },
);
