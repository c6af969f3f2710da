import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../electron/platform/clock.ts';
import type { Ports } from '../../electron/platform/machine.ts';
import { growHistory } from '../office/history.ts';
import { missing } from '../office/needs.ts';
import { random } from '../office/random.ts';
import { openRestoring } from '../office/restoring.ts';
import { scratch } from '../office/scratch.ts';
import { makeKey, publicLine } from '../office/sshd-keys.ts';
import { startSshd } from '../office/sshd.ts';

const firstTime = 1_772_000_000;
const day = 86_400;
const file = 'docs/b.txt';
const timeOf = (session: number) => firstTime + session * day;

/** Four sessions with another `docs/b.txt` in each; `contents` is what it was. */
async function world(change?: (ports: Ports) => Ports) {
  const place = await scratch('modosu-nearest');
  const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
  const numbers = random(5);
  const contents: Buffer[] = [];
  const write = () => {
    contents.push(numbers.bytes(3000 + contents.length));
    writeFileSync(join(source, file), contents.at(-1) ?? '');
  };
  mkdirSync(join(source, 'docs'), { recursive: true });
  write();
  await growHistory({
    ...{ source, repository, sessions: 4, firstTime, stepSeconds: day, seed: 0 },
    change: async () => {
      write();
      await turn();
    },
  });
  const restoring = openRestoring(place.dir, change);
  await restoring.adopt('www', source, repository);
  onTestFinished(async () => {
    await restoring.close();
    await place.remove();
  });
  const folder = join(repository, 'rdiff-backup-data/increments/docs');
  const increments = readdirSync(folder)
    .filter((name) => name.startsWith('b.txt.'))
    .sort()
    .map((name) => join(folder, name));
  let count = 0;
  const draft = (session: number, name = 'www') => {
    const to = join(place.dir, `target${String((count += 1))}`);
    return { to, draft: { name, at: String(timeOf(session)), paths: [file], place: { kind: 'path' as const, to } } };
  };
  const restore = async (session: number, name = 'www') => {
    const wanted = draft(session, name);
    const { run } = await restoring.restore(wanted.draft);
    return { run, to: wanted.to, damaged: run.report?.damaged ?? [] };
  };
  return { place, source, repository, restoring, contents, increments, mirror: join(repository, file), draft, restore };
}

function flip(path: string | undefined): void {
  const bytes = readFileSync(path ?? '');
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x40;
  writeFileSync(path ?? '', bytes);
}

/** A delta that is packed well and makes another content; the older ones hold all of theirs. */
function flipInside(path: string | undefined): void {
  const bytes = gunzipSync(readFileSync(path ?? ''));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x40;
  writeFileSync(path ?? '', gzipSync(bytes));
}

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
      const { mirror, increments, contents, restore } = await world();
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
      const { increments, restore } = await world();
      flip(increments[0]);
      flip(increments[1]);
      const { damaged } = await restore(1);
      expect(damaged).toMatchObject([{ path: file, nearest: { session: timeOf(2), older: false, proved: true } }]);
      expect((await restore(2)).run.outcome?.kind).toBe('ok');
    });

    it('none, where every one was read and is another than recorded', async () => {
      const { mirror, increments, restore } = await world();
      flip(mirror);
      for (const path of increments) rmSync(path);
      expect((await restore(3)).damaged).toMatchObject([{ path: file, nearest: null }]);
    });

    it('one that is not called good, where none could be read to its end', async () => {
      const { mirror, increments, restore } = await world();
      flip(mirror);
      for (const path of increments) flip(path);
      expect((await restore(3)).damaged).toMatchObject([{ path: file, nearest: { session: timeOf(2), older: true, proved: false } }]);
    });

    it('one that is not called good, where the reading hangs: the report does not wait for it', async () => {
      const hurried = { ...systemClock, monotonic: () => systemClock.monotonic() * 60 };
      const { mirror, restore } = await world((ports) => ({ ...proving(['sleep', '600'])(ports), clock: hurried }));
      flip(mirror);
      expect((await restore(3)).damaged).toMatchObject([{ path: file, nearest: { session: timeOf(2), older: true, proved: false } }]);
    });

    it('a restore that is cancelled while others are read is cancelled, and leaves nothing', async () => {
      const { mirror, restoring, draft, place } = await world(proving(['sleep', '600']));
      flip(mirror);
      const wanted = draft(3);
      const { id } = await restoring.ask('restore.start', { ...wanted.draft, confirmed: { replace: 0, remove: 0 } });
      while ((await restoring.ask('run.get', { run: id })).step?.name !== 'prove') await sleep(5);
      const run = await restoring.ask('run.cancel', { name: 'www', run: id });
      expect([run.state, run.outcome]).toEqual(['done', { kind: 'cancelled', cause: 'by-user', facts: {} }]);
      expect(readdirSync(place.dir).sort()).toEqual(['home', 'repository', 'source']);
    });

    it('the same by a drill in full, which knows of every older state', async () => {
      const { increments, restoring } = await world();
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
      const { place, source, repository, restoring, mirror, increments, restore } = await world();
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
