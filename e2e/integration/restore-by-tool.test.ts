import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../electron/contract/entry-path.ts';
import { growHistory, type Session } from '../office/history.ts';
import { differences, manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openRestoring, type Restoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { startSshd, type Sshd } from '../office/sshd.ts';

const bound = 'restrict,command="rdiff-backup server"';
const good = { kind: 'ok', cause: null, facts: {} };
const firstTime = 1_772_000_000;
const day = 86_400;
const invalid = Buffer.concat([Buffer.from('docs/inv'), Buffer.from([0xff])]);
/** Its length tells one session's from another's: within a second nothing else does. */
const laterText = (name: string, number: number) => `${name} now${' and later'.repeat(number)}`;
const hostile = ['docs/new\nline', 'docs/back\\slash', 'docs/x::y', 'docs/-dash', 'docs/a*[b]?', textOf(invalid)];

describe.skipIf(missing.rdiffBackup !== undefined || missing.sshd !== undefined)(
  'a key that may run rdiff-backup and nothing else, without a second one, gives everything back',
  () => {
    let place: Scratch;
    let sshd: Sshd;
    let history: Session[];
    let restoring: Restoring;
    let source: string;
    let repository: string;
    let target: string;

    beforeAll(async () => {
      place = await scratch('modosu-by-tool');
      [source, repository, target] = [join(place.dir, 'source'), join(place.dir, 'repo [1] ::x'), join(place.dir, 'out/target')];
      mkdirSync(join(source, 'docs/deep'), { recursive: true });
      for (const name of ['a', 'docs/b', 'docs/deep/c', ...hostile.slice(0, -1)]) writeFileSync(join(source, name), `${name} first`);
      symlinkSync('/etc', join(source, 'docs/outside'));
      writeFileSync(Buffer.concat([Buffer.from(`${source}/`), invalid]), 'no text');
      const change = async (root: string, number: number) => {
        // In the last session nothing changes: the tool lists it, but not the one before it.
        if (number < 3) for (const name of ['docs/b', 'docs/new\nline']) writeFileSync(join(root, name), laterText(name, number));
        await turn();
      };
      history = await growHistory({
        ...{ source, repository: repository.replaceAll(':', '\\:'), sessions: 4, firstTime, stepSeconds: day, seed: 0 },
        change,
      });
      mkdirSync(join(place.dir, 'sshd'));
      sshd = await startSshd({ dir: join(place.dir, 'sshd') });
      restoring = openRestoring(place.dir);
      await restoring.addHost('web1', sshd);
      await restoring.adopt('www', source, `web1:${repository}`);
      await sshd.setAuthorized(bound);
    });
    afterEach(async () => {
      await sshd.setForceCommand(undefined);
      await removeTree(join(place.dir, 'out'));
    });
    afterAll(async () => {
      await restoring.close();
      await sshd.dispose();
      await place.remove();
    });

    /** A job of its own, with a copy of the repository that may be spoiled. */
    async function copied(name: string): Promise<string> {
      const copy = join(place.dir, `copy of ${name}`);
      cpSync(repository, copy, { recursive: true, preserveTimestamps: true });
      await restoring.adopt(name, source, `web1:${copy}`);
      return copy;
    }
    const draft = (at: string, paths = [''], name = 'www') => ({ name, at, paths, place: { kind: 'path' as const, to: target } });
    const timeOf = (session: number) => history[session]?.time ?? 0;
    const restored = (session: number, paths?: string[], name?: string) => restoring.restore(draft(String(timeOf(session)), paths, name));
    const without = (session: number, lost: string): Manifest => new Map([...history[session]!.manifest].filter(([path]) => path !== lost));

    it('all of a session, counted before, verified, and exactly as it was', async () => {
      const { preview, run } = await restored(0);
      expect(preview).toMatchObject({ session: timeOf(0), files: 9, create: 13, missing: [], obstacle: null });
      expect([run.outcome, run.report?.byWay]).toEqual([good, { mirror: 0, increments: 0, tool: 9 }]);
      expect(differences(await manifestOf(target), history[0]!.manifest)).toEqual([]);
      expect(readdirSync(join(place.dir, 'out'))).toEqual(['target']);
    });

    it('all but its links, where that is wished (K3)', async () => {
      const { preview, run } = await restoring.restore({ ...draft(String(timeOf(0))), withoutLinks: true });
      expect(preview).toMatchObject({
        create: 12,
        warnings: expect.arrayContaining([{ kind: 'links-left-out', count: 1, facts: {} }]) as unknown,
      });
      expect([run.outcome, run.report?.leftLinks]).toEqual([good, 1]);
      expect(differences(await manifestOf(target), without(0, 'docs/outside'))).toEqual([]);
    });

    it('what it needs is looked for once, and brought only where it is new', async () => {
      const preview = (at: string) => restoring.ask('restore.preview', draft(at));
      await preview('now');
      const data = join(place.dir, 'home/history');
      const [folder = ''] = readdirSync(data).filter((name) => name.endsWith('.brought'));
      const listing = readdirSync(join(data, folder)).filter((name) => name.startsWith('mirror_metadata.'));
      const inodes = () => listing.map((name) => statSync(join(data, folder, name)).ino);
      const [logins, before] = [(await sshd.log()).split('Accepted publickey').length, inodes()];
      // Only the target is looked at, and that is here.
      await preview('1B');
      expect([(await sshd.log()).split('Accepted publickey').length, listing.length]).toEqual([logins, 4]);
      await restoring.close();
      restoring = openRestoring(place.dir);
      await preview('2B');
      expect(inodes()).toEqual(before);
    });

    it.each(['restrict-path {}', 'restrict-path {} --restrict-mode read-only'])('also with --%s', async (limits) => {
      // In authorized_keys, a quote would end the command.
      await sshd.setForceCommand(`rdiff-backup server --${limits.replace('{}', `'${repository}'`)}`);
      const { run } = await restored(1, ['docs']);
      expect(run.outcome).toEqual(good);
      expect(readFileSync(join(target, 'docs/b'), 'utf8')).toBe(laterText('docs/b', 1));
      expect(existsSync(join(target, 'a'))).toBe(false);
    });

    it('where it lists nothing through the key, the history is read from what it brings, complete', async () => {
      const { ask } = restoring;
      // As 2.2 does with this limit. Another job: what was listed before is known for a while.
      await sshd.setForceCommand(`rdiff-backup server --restrict-mode read-only`);
      await copied('unlisted');
      const of = { name: 'unlisted', at: '2B' };
      expect(await ask('history.moment', of)).toEqual({ session: timeOf(1) });
      const { sessions } = await ask('history.sessions', { name: 'unlisted' });
      expect(sessions.map(({ time, files }) => [time, files !== null])).toEqual([3, 2, 1, 0].map((each) => [timeOf(each), true]));
      const { source, entries } = await ask('history.folder', { ...of, path: 'docs' });
      const size = laterText('docs/b', 1).length;
      expect([source, entries.find(({ name }) => name === 'b')?.state?.size]).toEqual(['index', size]);
      expect((await ask('history.versions', { name: 'unlisted', path: 'docs/b' })).total).toBe(3);
      expect(await ask('history.totals', { ...of, paths: ['docs/b'] })).toMatchObject({ files: 1, bytes: size });
      const found = await ask('history.find', { text: 'deep', name: 'unlisted', at: '2B' });
      expect([found.session, found.unread, found.hits.map(({ path }) => path)]).toEqual([timeOf(1), [], ['docs/deep']]);
      // Nobody who looks through all jobs waits for a connection to each of them.
      expect((await ask('history.find', { text: 'deep', name: null })).unread).toContain('unlisted');
    });

    it('as soon as more is allowed, whoever looks again sees all of it', async () => {
      await copied('opened');
      const { ask } = restoring;
      const of = { name: 'opened' };
      expect(await ask('history.settled', of)).toMatchObject({ state: 'restricted' });
      expect(await ask('history.folder', { ...of, path: 'docs' })).toMatchObject({ source: 'tool' });
      await sshd.setAuthorized(undefined);
      try {
        await ask('history.open', { ...of, again: true });
        expect(await ask('history.settled', of)).toMatchObject({ state: 'ready', sessions: 4 });
        expect(await ask('history.folder', { ...of, path: 'docs' })).toMatchObject({ source: 'index' });
      } finally {
        await sshd.setAuthorized(bound);
      }
    });

    it.each(hostile)('the file %j alone (L4, L5, I5)', async (path) => {
      const { run } = await restored(0, [path]);
      expect([run.outcome, run.report?.verified]).toEqual([good, 1]);
      const found = await manifestOf(target);
      const name = path === textOf(invalid) ? invalid.toString('latin1') : path;
      expect([...found.keys()].filter((each) => each.startsWith('docs/'))).toEqual([name]);
      expect(found.get(name)).toEqual(history[0]!.manifest.get(name));
    });

    it('any moment, counted ones and ones between two sessions among them, and says which session it is', async () => {
      const sessionOf = async (at: string) => (await restoring.ask('restore.preview', draft(at))).session;
      expect(await sessionOf('2B')).toBe(timeOf(1));
      expect(await sessionOf(String(timeOf(2) + 60))).toBe(timeOf(2));
      expect(await sessionOf('now')).toBe(timeOf(3));
      await expect(restoring.ask('history.moment', { name: 'www', at: '2B' })).rejects.toThrow('history-restricted');
    });

    it('in the original place, and it can be put back', async () => {
      writeFileSync(join(source, 'docs/b'), 'by hand, and longer than before');
      writeFileSync(join(source, 'docs/mine'), 'precious');
      const before = await manifestOf(source);
      const { preview, run } = await restoring.restore({ ...draft(String(timeOf(1)), ['docs']), place: { kind: 'original' } });
      expect([preview.replace, preview.create, run.outcome]).toEqual([2, 0, good]);
      expect(readFileSync(join(source, 'docs/b'), 'utf8')).toBe(laterText('docs/b', 1));
      expect(readFileSync(join(source, 'docs/mine'), 'utf8')).toBe('precious');
      expect((await restoring.ended(await restoring.ask('restore.undo', { run: run.id }))).outcome).toEqual(good);
      expect(differences(await manifestOf(source), before)).toEqual([]);
      rmSync(join(source, 'docs/mine'));
    });

    it('onto another host', async () => {
      const dir = join(place.dir, 'standby');
      mkdirSync(dir);
      const standby = await startSshd({ dir });
      try {
        await restoring.addHost('standby', standby);
        const { run } = await restoring.restore({ ...draft(String(timeOf(1))), place: { kind: 'path', to: `standby:${target}` } });
        expect([run.outcome, run.report?.byWay.tool]).toEqual([good, 9]);
        expect(differences(await manifestOf(target), history[1]!.manifest)).toEqual([]);
        expect(readdirSync(join(place.dir, 'out'))).toEqual(['target']);
      } finally {
        await standby.dispose();
      }
    });

    it('what is damaged there is named and not placed, and all else is (I2, K7)', async () => {
      const file = join(await copied('flipped'), 'docs/b');
      writeFileSync(file, readFileSync(file).fill(120, 0, 1));
      const { run } = await restored(3, [''], 'flipped');
      expect(run.outcome).toMatchObject({ kind: 'incomplete', cause: 'files-damaged', facts: { count: 1 } });
      expect(run.report?.damaged).toEqual([{ path: 'docs/b', why: 'hash', nearest: { session: timeOf(1), older: true, proved: false } }]);
      expect(differences(await manifestOf(target), without(3, 'docs/b'))).toEqual([]);
    });

    it('a file of which every trace is lost is named, too', async () => {
      rmSync(join(await copied('vanished'), 'a'));
      const { run } = await restored(0, [''], 'vanished');
      // The tool makes an empty file of it.
      expect(run.report?.damaged).toEqual([{ path: 'a', why: 'size', nearest: null }]);
      expect(differences(await manifestOf(target), without(0, 'a'))).toEqual([]);
    });

    it('a lost increment is named', async () => {
      const folder = join(await copied('lost'), 'rdiff-backup-data/increments/docs');
      const [first = ''] = readdirSync(folder)
        .filter((name) => name.startsWith('b.'))
        .sort();
      rmSync(join(folder, first));
      const { run } = await restored(0, [''], 'lost');
      expect(run.report?.damaged.map(({ path }) => path)).toEqual(['docs/b']);
      expect(differences(await manifestOf(target), without(0, 'docs/b'))).toEqual([]);
    });

    it('what was backed up or removed since is known to the next program, and the history stays as it was', async () => {
      const copy = await copied('growing');
      const preview = (at: string) => restoring.ask('restore.preview', draft(at, [''], 'growing'));
      expect(await preview(String(timeOf(0)))).toMatchObject({ session: timeOf(0), files: 9 });
      expect(await restoring.ask('history.settled', { name: 'growing' })).toMatchObject({ state: 'restricted', newest: null });
      await restoring.close();
      const later = join(place.dir, 'later');
      cpSync(source, later, { recursive: true, preserveTimestamps: true });
      writeFileSync(join(later, 'later'), 'later');
      const next = firstTime + 10 * day;
      await rdiffBackup(['--current-time', String(next), 'backup', '--', later, copy]);
      await rdiffBackup(['--force', 'remove', 'increments', '--older-than', String(timeOf(1)), '--', copy]);
      restoring = openRestoring(place.dir);
      expect(await preview('now')).toMatchObject({ session: next, files: 10 });
      expect(await preview(String(timeOf(0)))).toMatchObject({ session: timeOf(1), files: 9 });
    });

    it('beside a session that was interrupted it says so, and calls nothing damaged', async () => {
      const data = join(await copied('interrupted'), 'rdiff-backup-data');
      writeFileSync(join(data, 'current_mirror.2026-11-01T00:00:00Z.data'), 'PID 4194303\n');
      const { run } = await restored(0, [''], 'interrupted');
      expect(run.outcome).toMatchObject({ kind: 'failed', cause: 'session-interrupted' });
      expect(existsSync(target)).toBe(false);
    });

    it('where the key lets nobody read there, the reason is told and nothing is written', async () => {
      await copied('closed');
      for (const limits of [
        `--restrict-path '${place.dir}' --restrict-mode update-only`,
        '--restrict-path /nowhere --restrict-mode read-only',
      ]) {
        await sshd.setForceCommand(`rdiff-backup server ${limits}`);
        await expect(restoring.ask('restore.preview', draft('now', [''], 'closed'))).rejects.toThrow('history-unread');
      }
      expect(existsSync(join(place.dir, 'out'))).toBe(false);
    });

    it('a drill and a verification work as well', async () => {
      const drill = await restoring.ended(await restoring.ask('drill.start', { name: 'www', scope: 'full' }));
      expect([drill.outcome, drill.report?.damagedCount, drill.report?.sessions]).toEqual([good, 0, 4]);
      const verify = await restoring.ended(await restoring.ask('verify.start', { name: 'www', at: '3B' }));
      expect([verify.outcome, verify.report]).toEqual([good, expect.objectContaining({ session: timeOf(0), verified: 9, ofFiles: 9 })]);
    });
  },
);
