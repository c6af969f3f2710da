import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { must, openFastNights } from '../office/fast-nights.ts';
import { missing } from '../office/needs.ts';
import { waitUntil } from '../office/processes.ts';
import { scratch } from '../office/scratch.ts';

const needs = missing.fakeTime ?? missing.rdiffBackup;
const nights = process.env['MODOSU_FULL'] === '1' ? 200 : 15;
// Two hundred take a minute and a half, and several times as long on a machine that does other work as well.
const timeout = 60_000 + nights * 2000;

describe.skipIf(needs)(`clean scheduled nights${needs ? ` (${needs})` : ''}`, () => {
  it(`${nights} of them, with retention and drills: no false alarm, every night backed up and in the log`, { timeout }, async () => {
    const room = await scratch('modosu-nights');
    const fast = await openFastNights(room.dir);
    const { engine } = fast;
    try {
      const source = join(room.dir, 'www');
      await mkdir(source);
      await writeFile(join(source, 'index.html'), 'night 0');
      must(await engine.ask('job.add', { name: 'web1', from: source, to: join(room.dir, 'repository'), retention: '7D' }));
      await engine.stay();
      for (let night = 1; night <= nights; night += 1) {
        const [due] = must(await engine.ask('schedule.due', {}));
        await writeFile(join(source, 'index.html'), `night ${night} ${'x'.repeat(night)}`);
        await fast.moveTo(due?.next ?? 0);
        const isDone = async () => {
          const runs = must(await engine.ask('run.list', { name: 'web1', limit: 5 }));
          const own = runs.find(({ slot }) => slot === due?.next);
          return own?.state === 'done' && runs.every(({ state }) => state === 'done');
        };
        await waitUntil(isDone, { what: `night ${night}`, timeoutMs: 20_000 });
        await engine.idle();
      }
      const runs = must(await engine.ask('run.list', { name: 'web1', limit: 1000 }));
      const backups = runs.filter(({ action }) => action === 'backup');
      const removals = runs.filter(({ action }) => action === 'remove');
      expect(backups.map(({ trigger, outcome }) => [trigger, outcome?.kind])).toEqual(Array(nights).fill(['schedule', 'ok']));
      expect(removals.length).toBeGreaterThan(0);
      expect(removals.every(({ outcome, removed }) => outcome?.kind === 'ok' && removed.length > 0)).toBe(true);
      const drills = runs.filter(({ action }) => action === 'drill');
      expect(drills.map(({ trigger, outcome }) => [trigger, outcome?.kind])).toEqual(drills.map(() => ['schedule', 'ok']));
      expect([drills.length >= Math.floor(nights / 8), drills.length <= Math.ceil(nights / 7)]).toEqual([true, true]);
      expect(must(await engine.ask('incident.list', { open: false }))).toEqual([]);
      expect(must(await engine.ask('status', {}))).toMatchObject({ level: 'protected', incidents: [], notices: [] });
      const log = (await readFile(join(room.dir, 'home/backup.log'), 'utf8')).trim().split('\n');
      expect(log.filter((line) => line.includes(' rdiff-backup succeeded From '))).toHaveLength(nights);
      expect(log.filter((line) => / rdiff-backup removed \d+ sessions? From /.test(line))).toHaveLength(removals.length);
      expect(log.filter((line) => line.includes(' rdiff-backup drill succeeded From '))).toHaveLength(drills.length);
      expect(log).toHaveLength(nights + removals.length + drills.length);
    } finally {
      fast.close();
      await room.remove();
    }
  });
});
