import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { growHistory, type Session } from '../office/history.ts';
import { killedProgram } from '../office/killed-program.ts';
import { differences, manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { random } from '../office/random.ts';
import { openRestoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { startSshd, type Sshd } from '../office/sshd.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 31);
const shares = { killed: [0, 1, 4], cancelled: [0, 1] } as const;
const rounds = (['here', 'on a host'] as const).flatMap((where) =>
  (['killed', 'cancelled'] as const).flatMap((how) =>
    (everyRound ? Array.from({ length: 50 }, (_, round) => round) : shares[how]).map((round) => [where, how, round] as const),
  ),
);
const longestMs = { here: 1000, 'on a host': 2000 };
const good = { kind: 'ok', cause: null, facts: {} };

describe.skipIf(missing.rdiffBackup !== undefined || missing.sshd !== undefined)(
  `a restore that is killed or cancelled at any moment (K9, I10; seed ${String(seed)})`,
  () => {
    let place: Scratch;
    let history: Session[];
    let sshd: Sshd;

    beforeAll(async () => {
      place = await scratch('modosu-restore-kills');
      const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
      const numbers = random(seed);
      const write = (day: number) => {
        for (let number = 0; number < 300; number += 1) {
          const folder = join(source, `folder ${String(number % 12)}`);
          mkdirSync(folder, { recursive: true });
          if (day === 0 || number % 3 === 0) writeFileSync(join(folder, `file ${String(number)}`), numbers.bytes(2000 + day));
        }
      };
      write(0);
      const options = { source, repository, sessions: 2, firstTime: 1_772_000_000, stepSeconds: 86_400, seed: 0 };
      history = await growHistory({
        ...options,
        change: async (_, day) => {
          write(day);
          await turn();
        },
      });
      const first = openRestoring(place.dir);
      mkdirSync(join(place.dir, 'sshd'));
      sshd = await startSshd({ dir: join(place.dir, 'sshd') });
      await first.addHost('standby', sshd);
      await first.adopt('www', source, repository);
      await first.ask('history.settled', { name: 'www' });
      await first.close();
    });
    afterAll(async () => {
      await sshd.dispose();
      await place.remove();
    });

    it.for(rounds)('%s and %s it has ended or was never there, and says so (round %i)', async ([where, how, round]) => {
      const numbers = random(seed * 104_729 + round);
      const dir = join(place.dir, `${how} ${String(round)}`);
      cpSync(join(place.dir, 'home'), join(dir, 'home'), { recursive: true });
      const target = join(dir, 'out/target');
      cpSync(join(place.dir, 'source'), target, { recursive: true, preserveTimestamps: true });
      writeFileSync(join(target, 'folder 0/mine'), 'precious');
      writeFileSync(join(target, 'folder 1/file 1'), 'changed by hand');
      const before = await manifestOf(target);
      const draft = {
        name: 'www',
        at: String(history[0]?.time),
        paths: [''],
        place: { kind: 'path' as const, to: where === 'here' ? target : `standby:${target}` },
      };

      const input = { ...draft, confirmed: { replace: 1000, remove: 0 } };
      const afterMs = numbers.int(0, longestMs[where]);
      const isKilled = how === 'killed';
      const killed = isKilled && (await killedProgram({ dir, request: 'restore.start', input, afterMs, withSteps: round % 2 === 0 }));
      // What somebody changes meanwhile must not keep anything half placed.
      if (isKilled && round % 3 === 1 && round % 5 !== 4) changeSettings(join(dir, 'home/settings.json'));
      const next = openRestoring(dir);
      try {
        const id = killed === false ? (await next.ask('restore.start', input)).id : killed;
        if (!isKilled) await sleep(afterMs);
        if (!isKilled || round % 5 === 4) void next.engine.ask('run.cancel', { name: 'www', run: id });
        await next.engine.stay();
        const run = await next.ended({ id });
        expect(['ok', 'interrupted', 'cancelled'], JSON.stringify(run.outcome)).toContain(run.outcome?.kind);
        const isPlaced = run.outcome?.kind === 'ok';
        expect(differences(await manifestOf(target), isPlaced ? placed(before, history[0]!.manifest) : before)).toEqual([]);
        const aside = readdirSync(join(dir, 'out')).filter((name) => name !== 'target');
        expect(aside.map((name) => name.startsWith('target.before-'))).toEqual(isPlaced ? [true] : []);
        const undone = isPlaced ? await next.ended(await next.ask('restore.undo', { run: id })) : undefined;
        expect(undone?.outcome ?? good).toEqual(good);
        expect(differences(await manifestOf(target), before)).toEqual([]);
        expect(readdirSync(join(dir, 'out'))).toEqual(['target']);
      } finally {
        await next.close();
        await removeTree(dir);
      }
    });
  },
);

/** Takes the jobs out, and gives the hosts other names. */
function changeSettings(file: string): void {
  const settings = JSON.parse(readFileSync(file, 'utf8')) as { jobs: object[]; hosts: { name: string }[] };
  writeFileSync(file, JSON.stringify({ ...settings, jobs: [], hosts: settings.hosts.map((host) => ({ ...host, name: 'renamed' })) }));
}

/** What a target is once a session was restored over it: that session, and what it has beyond. */
const placed = (before: Manifest, session: Manifest): Manifest => new Map([...before, ...session]);
