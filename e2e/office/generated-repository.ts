import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { growTree } from './generated-repository-tree.ts';
import { random } from './random.ts';

// Not Dublin: of it the tool itself is wrong by an hour.
const zones = ['UTC', 'America/New_York', 'Asia/Tokyo', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland'];
const stepsBetween = [1, 2, 3600, 86_400, 86_400, 7 * 86_400, 100 * 86_400];
const BEGIN = Date.UTC(2023, 5, 1, 2, 30) / 1000;

/** What happened to the repository last, in words for whoever reads a failed test. */
export type Step = { kind: 'session' | 'kill' | 'regress' | 'removal'; note: string };

export type GeneratedOptions = {
  /** An empty folder of the caller's for source and repository. */
  dir: string;
  seed: number;
  /** Which of the four sorts of repository: every four in a row have one of each. */
  round: number;
  /** Does more to the folder after each change of it. */
  alter?: ((source: string, time: number) => Promise<void>) | undefined;
};

type Sort = {
  kills: boolean;
  removals: boolean;
  longNames: boolean;
  changesZone: boolean;
  first: string[];
  generic: string[];
  backup: string[];
};

/** What the tool cannot bear together is never in one repository: killed sessions and long names (its issue 869), or killed ones and API 201. */
const sorts: readonly Sort[] = [
  { kills: true, removals: true, longNames: false, changesZone: false, first: [], generic: [], backup: [] },
  { kills: true, removals: true, longNames: false, changesZone: true, first: ['--chars-to-quote', 'A-Z:"'], generic: [], backup: [] },
  { kills: false, removals: false, longNames: true, changesZone: true, first: [], generic: [], backup: ['--no-file-statistics'] },
  {
    kills: false,
    removals: true,
    longNames: false,
    changesZone: false,
    first: [],
    generic: ['--api-version', '201'],
    backup: ['--no-compression'],
  },
];

/** Where a generated repository is. */
export const generatedIn = (dir: string) => ({ source: join(dir, 'source'), repository: join(dir, 'repository') });

/**
 * Makes a repository with the real rdiff-backup and stops after everything that happens to it: 6 to 14 sessions of a folder that changes at
 * random, among them some that change nothing, are killed, undone or removed again. The same seed and round make the same folder at each
 * session; where a kill hits is up to the machine.
 */
export async function* generateRepository({ dir, seed, round, alter }: GeneratedOptions): AsyncGenerator<Step> {
  const numbers = random(seed * 7919 + round);
  const sort = sorts[round % sorts.length] as Sort;
  const { source, repository } = generatedIn(dir);
  mkdirSync(dir, { recursive: true });
  const tree = growTree(source, numbers, { long: sort.longNames });
  const homeZone = numbers.pick(zones);
  const times: number[] = [];
  let time = BEGIN + numbers.int(0, 300 * 86_400);
  let isCut = false;

  const tool = (args: string[], kill?: Kill) =>
    runTool([...sort.generic, ...args], sort.changesZone ? numbers.pick(zones) : homeZone, repository, kill);
  const backup = (kill?: Kill) => {
    const first = times.length === 0 ? sort.first : [];
    return tool(['--no-fsync', '--current-time', String(time), ...first, 'backup', ...sort.backup, '--', source, repository], kill);
  };

  const sessions = numbers.int(6, 14);
  while (times.length < sessions) {
    const isUnchanged = times.length > 0 && numbers.next() < 0.12;
    if (!isUnchanged) tree.change();
    time += numbers.pick(stepsBetween);
    if (!isUnchanged) await alter?.(source, time);

    // The tool cannot undo a session that has hardly begun as long as none has left an increment.
    if (sort.kills && times.length > 1 && hasIncrements(repository) && numbers.next() < 0.35) {
      const moment = numbers.pick(killMoments);
      const wasKilled = await backup({ moment, newer: time, afterMs: numbers.int(0, 30) });
      if (wasKilled) {
        isCut = true;
        yield { kind: 'kill', note: `session at ${String(time)} killed when ${moment}` };
        if (numbers.next() < 0.5) {
          await tool(['regress', '--', repository]);
          isCut = false;
          yield { kind: 'regress', note: 'undone by hand' };
        }
        time += numbers.pick(stepsBetween);
      } else {
        times.push(time);
        yield { kind: 'session', note: `session at ${String(time)}, too quick to be killed` };
        continue;
      }
    }

    await backup();
    times.push(time);
    yield {
      kind: 'session',
      note: `session at ${String(time)}${isCut ? ' after an undone one' : ''}${isUnchanged ? ' without a change' : ''}`,
    };
    isCut = false;

    if (sort.removals && times.length > 3 && numbers.next() < 0.2) {
      const kept = times.splice(0, numbers.int(1, 2));
      // Exactly at a session, or just behind the last one to go.
      const until = numbers.next() < 0.5 ? times[0] : (kept.at(-1) as number) + 1;
      await tool(['--force', 'remove', 'increments', '--older-than', String(until), '--', repository]);
      yield { kind: 'removal', note: `what is older than ${String(until)} removed` };
    }
  }
}

/** Whether a session has left one: of the folder itself, or of anything in it. */
function hasIncrements(repository: string): boolean {
  const data = join(repository, 'rdiff-backup-data');
  // The folder is there once something in the source has changed.
  return readdirSync(data).some(
    (name) => name.startsWith('increments.') || (name === 'increments' && readdirSync(join(data, name)).length > 0),
  );
}

const killMoments = ['it has begun', 'it writes its listing', 'it writes the difference', 'at any time'] as const;
type Kill = { moment: (typeof killMoments)[number]; newer: number; afterMs: number };

/** Runs rdiff-backup, in a zone; answers whether it was killed. */
async function runTool(args: string[], zone: string, repository: string, kill?: Kill): Promise<boolean> {
  const before = dataFiles(repository);
  const env = { ...process.env, TZ: zone, LC_ALL: 'C.UTF-8', COLUMNS: '1000' };
  const child = spawn('rdiff-backup', ['--new', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  if (kill) {
    if (kill.moment === 'at any time') await sleep(kill.afterMs * 15);
    else {
      while (child.exitCode === null && !hasCome(kill.moment, before, dataFiles(repository))) await sleep(1);
      await sleep(kill.moment === 'it writes the difference' ? kill.afterMs / 15 : kill.afterMs);
    }
    child.kill('SIGKILL');
  }
  const [code, signal] = await closed;
  if (signal === 'SIGKILL') return true;
  // 2: a warning, such as that it undoes a session first, or that there is nothing to remove.
  if (code !== 0 && code !== 2)
    throw new Error(`rdiff-backup ${args.join(' ')} (TZ=${zone}) ended with ${String(code ?? signal)}: ${said}`);
  return false;
}

function hasCome(moment: Kill['moment'], before: readonly string[], now: readonly string[]): boolean {
  const isNew = (start: string) => now.some((file) => file.startsWith(start) && !before.includes(file));
  if (moment === 'it has begun') return isNew('current_mirror.');
  if (moment === 'it writes its listing') return isNew('mirror_metadata.');
  return now.some((file) => /^mirror_metadata\..*\.diff/.test(file) && !before.includes(file));
}

function dataFiles(repository: string): string[] {
  try {
    return readdirSync(join(repository, 'rdiff-backup-data'));
  } catch {
    return [];
  }
}
