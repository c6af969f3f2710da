import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { daily, openKeeping, openKept, type Keeping, type Plan } from '../office/keeping.ts';
import { changeManyFiles } from '../office/many-files.ts';
import { missing } from '../office/needs.ts';
import { scratch } from '../office/scratch.ts';
import { startSshd } from '../office/sshd.ts';
import { writeManyFiles } from '../office/web-root.ts';

const seed = 7;
const needs = missing.procfs ?? missing.rdiffBackup;

async function kept(plan: Plan): Promise<Keeping> {
  const keeping = await openKept(plan);
  onTestFinished(() => keeping.close());
  return keeping;
}

/** As if the last removal had been on the day before. */
function dayBefore({ store }: Keeping): void {
  const last = store.lastRemovalOf(store.list(null, 1)[0]?.job ?? '');
  store.update(last?.id ?? 0, (run) => ({ ...run, queuedAt: run.queuedAt - 24 * 3_600_000 }));
}

async function incrementsSize(repository: string): Promise<number> {
  const folder = join(repository, 'rdiff-backup-data/increments');
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then((info) => (info.isFile() ? info.size : 0))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe.skipIf(needs !== undefined)('what is announced is what goes, and what is kept gives everything back (I1, issue 4.8)', () => {
  it('several sessions: those before the state on the date, with --force', async () => {
    const keeping = await kept({ retention: '5D', daysAgo: daily(10) });
    const announced = await keeping.preview();
    // Five days ago to the second lies the session of the fifth day, or just before it.
    expect(announced).toMatchObject({ before: keeping.times()[5], sessions: keeping.times().slice(0, 5), held: null });
    const before = await incrementsSize(keeping.repository);

    const run = await keeping.remove();
    expect(run).toMatchObject({ action: 'remove', trigger: 'person', outcome: { kind: 'ok' }, removed: announced.sessions, session: null });
    expect(await keeping.standing()).toEqual(keeping.times().slice(5));
    expect(announced.bytes).toBe(before - (await incrementsSize(keeping.repository)));
    expect(keeping.launched.at(-1)).toContain('--force');
    expect(await keeping.preview()).toMatchObject({ sessions: [], held: 'nothing' });
    expect(await keeping.notGivenBack(keeping.times().slice(5))).toEqual([]);
    expect((await keeping.backUp()).outcome?.kind).toBe('ok');
  });

  it('a single session: without --force', async () => {
    const keeping = await kept({ retention: '2D', daysAgo: [4, 3, 1] });
    expect((await keeping.preview()).sessions).toEqual(keeping.times().slice(0, 1));
    expect((await keeping.remove()).outcome?.kind).toBe('ok');
    expect(keeping.launched.at(-1)).toContain('remove');
    expect(keeping.launched.flat()).not.toContain('--force');
    expect(await keeping.standing()).toEqual(keeping.times().slice(1));
    expect(await keeping.notGivenBack(keeping.times().slice(0, 1)).catch(String)).not.toEqual([]);
    expect(await keeping.notGivenBack(keeping.times().slice(1))).toEqual([]);
  });

  it('unchanged sessions go only together with a later changed one', async () => {
    // Changes come before the sessions of the days 9, 8, 5 and 2.
    const change = (source: string, day: number) =>
      [1, 2, 5, 8, 10].includes(day) ? changeManyFiles(join(source), { seed, day }) : Promise.resolve();
    const fill = (source: string) => writeManyFiles(source, { count: 30, seed });
    const keeping = await kept({ retention: '3D', daysAgo: daily(10), fill, change });
    const announced = await keeping.preview();
    // Three days ago stands for the seventh session; the fifth is the last before it that a change followed.
    expect(announced).toMatchObject({ before: keeping.times()[7], sessions: keeping.times().slice(0, 5), held: null });
    expect(await keeping.remove()).toMatchObject({ outcome: { kind: 'ok' }, removed: announced.sessions });
    expect(await keeping.standing()).toEqual(keeping.times().slice(5));
    expect(await keeping.notGivenBack(keeping.times().slice(5))).toEqual([]);
  });

  it('a pushed repository: its listing alone is asked, and unchanged sessions are not in it', async (context) => {
    context.skip(missing.sshd !== undefined, missing.sshd);
    const { dir, remove } = await scratch('modosu-push');
    onTestFinished(remove);
    const sshd = await startSshd({ dir });
    onTestFinished(() => sshd.dispose());
    const fill = (source: string) => writeManyFiles(source, { count: 30, seed });
    const change = (source: string, day: number) => ([4, 7].includes(day) ? Promise.resolve() : changeManyFiles(source, { seed, day }));
    const keeping = await kept({ retention: '5D', daysAgo: daily(10), sshd, fill, change });
    const announced = await keeping.preview();
    expect(announced).toMatchObject({ before: keeping.times()[5], bytes: null, held: null });
    expect(announced.sessions).toEqual([0, 1, 2, 4].map((index) => keeping.times()[index]));
    expect(await keeping.remove()).toMatchObject({ outcome: { kind: 'ok' }, removed: announced.sessions });
    expect(await keeping.standing()).toEqual(keeping.times().slice(5));
    expect(await keeping.notGivenBack(keeping.times().slice(5))).toEqual([]);

    await sshd.stop();
    expect(await keeping.preview()).toMatchObject({ sessions: [], held: 'unreadable' });
    await sshd.start();
    expect((await keeping.backUp()).outcome?.kind).toBe('ok');
  });
});

describe.skipIf(needs !== undefined)('a removal by itself', () => {
  it('follows a clean backup with its own record, once a day, and not before a person has removed what others have made', async () => {
    const keeping = await openKeeping({ retention: '5D', daysAgo: daily(8) });
    onTestFinished(() => keeping.close());
    expect((await keeping.backUp()).outcome?.kind).toBe('ok');
    expect(keeping.store.list(null, 9)).toHaveLength(1);
    expect(await keeping.preview()).toMatchObject({ sessions: keeping.times().slice(0, 3), held: null, waits: true });
    expect((await keeping.remove()).outcome?.kind).toBe('ok');

    Object.assign(keeping.settings.jobs[0] ?? {}, { retention: '3D' });
    await sleep(1100);
    await keeping.backUp();
    expect(keeping.store.list(null, 9)).toHaveLength(3);
    expect(await keeping.preview()).toMatchObject({ held: null, waits: false });

    await sleep(1100);
    dayBefore(keeping);
    await keeping.backUp();
    const [removal, backup] = keeping.store.list(null, 9);
    expect(removal).toMatchObject({ action: 'remove', trigger: 'schedule', outcome: { kind: 'ok' } });
    expect(removal?.removed).toEqual(keeping.times().slice(3, 5));
    expect([backup?.action, keeping.store.lastOf(backup?.job ?? '')?.id]).toEqual(['backup', backup?.id]);
    expect(await keeping.standing()).toEqual(keeping.times().slice(5));
  });

  it('is not begun by a program that only looks in and ends what another one had begun (I4)', async () => {
    const keeping = await kept({ retention: '5D', daysAgo: daily(8) });
    await keeping.remove();
    Object.assign(keeping.settings.jobs[0] ?? {}, { retention: '3D' });
    dayBefore(keeping);
    const takenOver = async (stays: boolean) => {
      keeping.flags.stays = stays;
      await sleep(1100);
      const { id } = await keeping.backups.start(keeping.settings, 'www');
      keeping.store.update(id, (run) => ({ ...run, adopted: true }));
      await keeping.backups.idle();
      return keeping.store.list(null, 9).map(({ action }) => action);
    };
    expect(await takenOver(false)).toEqual(['backup', 'remove', 'backup']);
    expect(await takenOver(true)).toEqual(['remove', 'backup', 'backup', 'remove', 'backup']);
  });

  it.each([
    ['an incident', { incident: true }, 'incident'],
    ['a rule that keeps everything', { retention: null }, 'keeps-all'],
    ['nothing that is old', { retention: '1Y' }, 'nothing'],
  ] as const)('does not follow with %s', async (_, how, held) => {
    const keeping = await openKeeping({ retention: 'retention' in how ? how.retention : '5D', daysAgo: daily(8, 2) });
    onTestFinished(() => keeping.close());
    keeping.flags.mayRemove = !('incident' in how);
    expect((await keeping.backUp()).outcome?.kind).toBe('ok');
    expect(keeping.store.list(null, 9)).toHaveLength(1);
    expect((await keeping.preview()).held).toBe(held);
    expect(await keeping.standing()).toEqual(keeping.times());
  });
});
