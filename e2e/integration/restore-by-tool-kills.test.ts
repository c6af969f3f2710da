import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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

const seed = Number(process.env['MODOSU_SEED'] ?? 41);
const count = everyRound ? 20 : 3;
const rounds = (['killed', 'cancelled'] as const).flatMap((how) => Array.from({ length: count }, (_, round) => [how, round] as const));
const longestMs = 6000;
const good = { kind: 'ok', cause: null, facts: {} };

describe.skipIf(missing.rdiffBackup !== undefined || missing.sshd !== undefined)(
  `a restore by rdiff-backup alone that is killed or cancelled at any moment (K9, I10; seed ${String(seed)})`,
  () => {
    let place: Scratch;
    let history: Session[];
    let sshd: Sshd;

    beforeAll(async () => {
      place = await scratch('modosu-by-tool-kills');
      const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
      const numbers = random(seed);
      const write = (day: number) => {
        for (let number = 0; number < 200; number += 1) {
          mkdirSync(join(source, `folder ${String(number % 8)}`), { recursive: true });
          if (day === 0 || number % 3 === 0)
            writeFileSync(join(source, `folder ${String(number % 8)}`, `file ${String(number)}`), numbers.bytes(2000 + day));
        }
      };
      write(0);
      const options = { source, repository, sessions: 2, firstTime: 1_772_000_000, stepSeconds: 86_400, seed: 0 };
      const change = async (_: string, day: number) => {
        write(day);
        await turn();
      };
      history = await growHistory({ ...options, change });
      const first = openRestoring(place.dir);
      mkdirSync(join(place.dir, 'sshd'));
      sshd = await startSshd({ dir: join(place.dir, 'sshd') });
      await first.addHost('web1', sshd);
      await first.adopt('www', source, `web1:${repository}`);
      await sshd.setAuthorized('restrict,command="rdiff-backup server"');
      await first.close();
    });
    afterAll(async () => {
      await sshd.dispose();
      await place.remove();
    });

    it.for(rounds)('%s it has ended or was never there, says so, and leaves nothing (round %i)', async ([how, round]) => {
      const afterMs = random(seed * 104_729 + round).int(0, Math.ceil((longestMs * (round + 1)) / count));
      const dir = join(place.dir, `${how} ${String(round)}`);
      cpSync(join(place.dir, 'home'), join(dir, 'home'), { recursive: true });
      const target = join(dir, 'out/target');
      cpSync(join(place.dir, 'source'), target, { recursive: true, preserveTimestamps: true });
      writeFileSync(join(target, 'folder 0/mine'), 'precious');
      const before = await manifestOf(target);
      const draft = { name: 'www', at: String(history[0]?.time), paths: [''], place: { kind: 'path' as const, to: target } };
      const input = { ...draft, confirmed: { replace: 1000, remove: 0 } };

      const isKilled = how === 'killed';
      const killed = isKilled && (await killedProgram({ dir, request: 'restore.start', input, afterMs, withSteps: round % 2 === 0 }));
      const next = openRestoring(dir);
      try {
        const id = killed === false ? (await next.ask('restore.start', input)).id : killed;
        if (!isKilled) await sleep(afterMs);
        if (!isKilled) void next.engine.ask('run.cancel', { name: 'www', run: id });
        await next.engine.stay();
        const run = await next.ended({ id });
        expect(['ok', 'interrupted', 'cancelled'], JSON.stringify(run.outcome)).toContain(run.outcome?.kind);
        const isPlaced = run.outcome?.kind === 'ok';
        const placed: Manifest = new Map([...before, ...history[0]!.manifest]);
        expect(differences(await manifestOf(target), isPlaced ? placed : before)).toEqual([]);
        const beside = readdirSync(join(dir, 'out')).filter((name) => name !== 'target');
        expect(beside.map((name) => name.startsWith('target.before-'))).toEqual(isPlaced ? [true] : []);
        const undone = isPlaced ? await next.ended(await next.ask('restore.undo', { run: id })) : undefined;
        expect(undone?.outcome ?? good).toEqual(good);
        expect(differences(await manifestOf(target), before)).toEqual([]);
        const again = await next.restore(draft);
        expect([again.run.outcome, readdirSync(join(dir, 'out')).length]).toEqual([good, 2]);
      } finally {
        await next.close();
        await removeTree(dir);
      }
    });
  },
);
