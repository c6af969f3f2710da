import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { stepFiles } from '../../electron/runs/runs.ts';
import { heldTools } from '../office/held-tools.ts';
import { killedAt } from '../office/killed-program.ts';
import { differences, manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { isAlive } from '../office/processes.ts';
import { random } from '../office/random.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { restorePhases } from '../office/restore-phases.ts';
import { openRestoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { startSshd, type Sshd } from '../office/sshd.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 18);
const files = 24;
const time = 1_772_000_000;
const good = { kind: 'ok', cause: null, facts: {} };
const rounds = restorePhases.flatMap((phase, at) =>
  (everyRound ? [0, 1] : [at]).map((round) => {
    const how = round % 2 === 0 ? 'alone' : 'with all that works for it';
    return { title: `${how} when ${phase.what} (round ${String(round)})`, phase, round, withSteps: round % 2 === 1 };
  }),
);
// In a plain run, every third one.
const share = everyRound ? rounds : rounds.filter((_, at) => at % 3 === seed % 3);

describe.skipIf(missing.rdiffBackup !== undefined || missing.sshd !== undefined)(
  `a restore that is killed in a phase is finished or taken back, and says so (K9, I10; seed ${String(seed)})`,
  () => {
    let place: Scratch;
    let sshd: Sshd;
    let session: Manifest;
    let count = 0;

    beforeAll(async () => {
      place = await scratch('modosu-phase-kills');
      const [source, numbers] = [join(place.dir, 'source'), random(seed)];
      for (const day of [0, 1]) {
        for (let number = 0; number < files; number += 1 + day) {
          mkdirSync(join(source, `folder ${String(number % 3)}`), { recursive: true });
          writeFileSync(join(source, `folder ${String(number % 3)}/File ${String(number)}`), numbers.bytes(2000 + day));
        }
        if (day === 0) session = await manifestOf(source);
        for (const [name, options] of Object.entries({ here: [], tool: ['--chars-to-quote', 'A-Z'] })) {
          const begin = ['--no-fsync', '--current-time', String(time + day * 86_400), ...(day === 0 ? options : [])];
          await rdiffBackup([...begin, 'backup', '--', source, join(place.dir, name)]);
        }
      }
      mkdirSync(join(place.dir, 'sshd'));
      sshd = await startSshd({ dir: join(place.dir, 'sshd') });
      const first = openRestoring(place.dir);
      await first.addHost('standby', sshd);
      const repositories = { here: 'here', there: 'standby:here', tool: 'tool', 'tool there': 'standby:tool' };
      for (const [name, repository] of Object.entries(repositories)) {
        const [path = '', host] = repository.split(':').reverse();
        await first.adopt(name, source, `${host === undefined ? '' : `${host}:`}${join(place.dir, path)}`);
        await first.ask('history.settled', { name });
      }
      await first.close();
    });
    afterAll(async () => {
      await sshd.dispose();
      await place.remove();
    });

    it.for(share)('killed $title', async ({ phase: { name, exists, step, moment, ends }, round, withSteps }) => {
      // A blank in it would end the name of an interpreter in a first line.
      const dir = join(place.dir, `round-${String((count += 1))}`);
      cpSync(join(place.dir, 'home'), join(dir, 'home'), { recursive: true });
      const out = join(dir, 'out');
      const target = join(out, 'target');
      mkdirSync(out);
      if (exists) {
        cpSync(join(place.dir, 'source'), target, { recursive: true, preserveTimestamps: true });
        writeFileSync(join(target, 'folder 0/mine'), 'precious');
      }
      const before = await found(target);
      const draft = { name, at: String(time), paths: [''], place: { kind: 'path' as const, to: target } };
      const input = { ...draft, confirmed: { replace: 1000, remove: 0 } };
      // Half of the files have changed since: of so many at least each of these things is done.
      const at = moment.time === 'some' ? random(seed * 7919 + round).int(1, files / 2) : moment.time;
      const tools = heldTools(dir, { ...moment, time: at });
      const asked = { dir, request: 'restore.start', input } as const;
      const reached = async (id: number) => {
        const pid = await tools.held();
        const { pidFile, exitFile } = stepFiles(join(dir, 'home/runs', String(id)), step);
        expect([isAlive(pid), existsSync(pidFile), existsSync(exitFile)]).toEqual([true, true, false]);
      };
      const id = await killedAt(asked, { moment: reached, withSteps, path: tools.path });
      tools.letGo();
      const next = openRestoring(dir);
      try {
        await next.engine.stay();
        const run = await next.ended({ id });
        const isFinished = !withSteps || ends === 'finished';
        expect(run.outcome).toEqual(isFinished ? good : { kind: 'interrupted', cause: 'program-ended', facts: {} });
        expect(isFinished ? run.report?.verified : files).toBe(files);
        const after = exists ? new Map([...before, ...session]) : session;
        expect(differences(await found(target), isFinished ? after : before)).toEqual([]);
        const beside = readdirSync(out).filter((each) => each !== 'target');
        expect(beside.map((each) => each.startsWith('target.before-'))).toEqual(isFinished && exists ? [true] : []);
        // A folder that was not there is not taken away again.
        const undone = beside.length > 0 ? await next.ended(await next.ask('restore.undo', { run: id })) : undefined;
        expect(undone?.outcome ?? good).toEqual(good);
        expect(differences(await found(target), exists || !isFinished ? before : after)).toEqual([]);
      } finally {
        await next.close();
        await removeTree(dir);
      }
    });

    it.each<[string, (name: string) => boolean, object]>([
      ['finds no rdiff-backup, which nothing of it needs any more', (name) => name === 'rdiff-backup', good],
      ['finds no Python either, and says what can be put back', () => true, { kind: 'failed', cause: 'python-missing' }],
    ])('killed while it replaces, and the next start %s', async (_, isAway, outcome) => {
      const dir = join(place.dir, `bare-${String((count += 1))}`);
      cpSync(join(place.dir, 'home'), join(dir, 'home'), { recursive: true });
      const target = join(dir, 'out/target');
      cpSync(join(place.dir, 'source'), target, { recursive: true, preserveTimestamps: true });
      const before = await manifestOf(target);
      const input = {
        name: 'tool',
        at: String(time),
        paths: [''],
        place: { kind: 'path', to: target },
        confirmed: { replace: 1000, remove: 0 },
      };
      const tools = heldTools(dir, { by: 'hand', event: 'return', of: 'set_aside', time: 4 });
      const held = () => tools.held().then(() => undefined);
      const id = await killedAt({ dir, request: 'restore.start', input }, { moment: held, withSteps: true, path: tools.path });
      expect(differences(await manifestOf(target), before)).not.toEqual([]);

      const away = (name: string, find: (name: string) => string | undefined) => (isAway(name) ? undefined : find(name));
      const bare = openRestoring(dir, (ports) => ({
        ...ports,
        processes: { ...ports.processes, find: (name) => away(name, ports.processes.find) },
      }));
      await bare.ask('status', {});
      const run = await bare.ended({ id });
      await bare.close();
      expect(run).toMatchObject({ outcome, report: { undo: 'possible' } });
      const next = openRestoring(dir);
      const undone = await next.ended(await next.ask('restore.undo', { run: id }));
      await next.close();
      expect(undone.outcome).toEqual(good);
      expect(differences(await manifestOf(target), before)).toEqual([]);
      expect(readdirSync(join(dir, 'out'))).toEqual(['target']);
    });

    it('a Put back that is cancelled says so, and goes on when it is begun again', async () => {
      const dir = join(place.dir, `cancelled-${String((count += 1))}`);
      cpSync(join(place.dir, 'home'), join(dir, 'home'), { recursive: true });
      const target = join(dir, 'out/target');
      cpSync(join(place.dir, 'source'), target, { recursive: true, preserveTimestamps: true });
      const before = await manifestOf(target);
      const tools = heldTools(dir, { by: 'hand', event: 'return', of: 'take_back', time: 4 });
      const restoring = openRestoring(dir, (ports) => {
        const find = (name: string) => (name === 'rdiff-backup' ? join(tools.path, name) : ports.processes.find(name));
        return { ...ports, processes: { ...ports.processes, find } };
      });
      const { run } = await restoring.restore({ name: 'here', at: String(time), paths: [''], place: { kind: 'path', to: target } });
      const undoing = await restoring.ask('restore.undo', { run: run.id });
      await tools.held();
      await restoring.ask('run.cancel', { name: 'here', run: undoing.id });
      expect((await restoring.ended(undoing)).outcome).toMatchObject({ kind: 'cancelled', cause: 'by-user' });
      expect(differences(await manifestOf(target), before)).not.toEqual([]);
      tools.letGo();
      const again = await restoring.ended(await restoring.ask('restore.undo', { run: run.id }));
      await restoring.close();
      expect(again.outcome).toEqual(good);
      expect(differences(await manifestOf(target), before)).toEqual([]);
      expect(readdirSync(join(dir, 'out'))).toEqual(['target']);
    });
  },
);

/** What a target is, which may not be there. */
const found = async (target: string): Promise<Manifest> => (existsSync(target) ? manifestOf(target) : new Map());
