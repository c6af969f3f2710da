import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { askToolVersion, createBackups, type Backups } from '../../electron/backup/backup.ts';
import type { Host } from '../../electron/contract/host.ts';
import type { Job } from '../../electron/contract/job.ts';
import type { Removal } from '../../electron/contract/requests.ts';
import type { Run } from '../../electron/contract/run.ts';
import { sampleHost, sampleJob } from '../../electron/contract/samples.testing.ts';
import { emptySettings, type Settings } from '../../electron/contract/settings.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { openDatabase } from '../../electron/platform/database.ts';
import { localFiles as files } from '../../electron/platform/files.ts';
import { prepareHome } from '../../electron/platform/home.ts';
import type { Processes } from '../../electron/platform/ports.ts';
import { systemProcesses } from '../../electron/platform/processes.ts';
import { createLine, createRunStore, createSteps, runTables, type Line, type RunStore } from '../../electron/runs/runs.ts';
import { growHistory, type Session } from './history.ts';
import { manifestOf } from './manifest.ts';
import { dataOf } from './repository-data.ts';
import { restoredDifferences } from './restore-check.ts';
import { scratch } from './scratch.ts';
import type { Sshd } from './sshd.ts';
import { changeWebRoot, writeWebRoot } from './web-root.ts';

const daySeconds = 86_400;
const seed = 5;

export type Plan = {
  retention: Job['retention'];
  /** How many days before now each session was made, the oldest first. */
  daysAgo: readonly number[];
  /** Fills the source, and changes it before every session but the first; a small web site when nothing is said. */
  fill?: (source: string) => Promise<void>;
  change?: (source: string, day: number) => Promise<void>;
  /** Where the repository stands when it is a push. */
  sshd?: Sshd;
};

/** A session a day, from so many days ago to so many. */
export const daily = (from: number, to = 1): number[] => Array.from({ length: from - to + 1 }, (_, index) => from - index);

/** What a test may change at any time: by how many milliseconds the program's clock is wrong, and whether an incident holds removals,
 * and whether the program stays. */
export type Flags = { clockError: number; mayRemove: boolean; stays: boolean };

/** A folder, its repository with some history, and the service that keeps both: the program without its doors. */
export type Keeping = {
  readonly dir: string;
  readonly home: string;
  readonly repository: string;
  readonly settings: Settings;
  readonly store: RunStore;
  readonly backups: Backups;
  readonly line: Line;
  /** The sessions that were made, oldest first, with what each must give back. */
  readonly sessions: Session[];
  readonly flags: Flags;
  /** The long commands of this program, oldest first. */
  readonly launched: (readonly string[])[];
  /** When the sessions were made, oldest first; and those that still stand in the repository, by its files. */
  times(): number[];
  standing(): Promise<number[]>;
  /** One line for each thing that these sessions do not give back byte for byte. */
  notGivenBack(times: readonly number[]): Promise<string[]>;
  preview(): Promise<Removal>;
  /** Queues a removal and answers at once. */
  startRemoval(sessions: readonly number[]): Promise<Run>;
  /** Changes the source and backs it up; waits for what follows from it as well. */
  backUp(): Promise<Run>;
  /** Announces and removes, and waits for the end. */
  remove(): Promise<Run>;
  close(): Promise<void>;
};

/** Opens a keeping whose sessions were made by plain rdiff-backup; nothing is known of them until the first backup. */
export async function openKeeping(plan: Plan): Promise<Keeping> {
  const { dir, remove } = await scratch('modosu-keeping');
  try {
    return await fillKeeping(plan, dir, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function fillKeeping(plan: Plan, dir: string, remove: () => Promise<void>): Promise<Keeping> {
  const [source, repository] = [join(dir, 'source'), join(dir, 'repository')];
  await mkdir(source);
  await (plan.fill ?? ((root) => writeWebRoot(root, { seed })))(source);
  const change = plan.change ?? ((root: string, day: number) => changeWebRoot(root, { seed, day }));
  const now = Math.floor(Date.now() / 1000);
  const sessions: Session[] = [];
  for (const [index, daysAgo] of plan.daysAgo.entries()) {
    if (index > 0) await change(source, index);
    const firstTime = now - Math.round(daysAgo * daySeconds);
    sessions.push(...(await growHistory({ source, repository, sessions: 1, firstTime, stepSeconds: 0, seed })));
  }
  let day = plan.daysAgo.length;

  const host = plan.sshd ? hostOf(plan.sshd) : undefined;
  const job = sampleJob({
    source: { host: null, path: source },
    repository: { host: host?.id ?? null, path: repository },
    retention: plan.retention,
    adopt: true,
  });
  const settings: Settings = { ...emptySettings, hosts: host ? [host] : [], jobs: [job] };
  const service = openService(join(dir, 'home'), settings);
  const preview = () => service.backups.removals.preview(settings, job.name);
  return {
    ...service,
    dir,
    repository,
    settings,
    sessions,
    times: () => sessions.map(({ time }) => time),
    standing: () => standing(repository),
    notGivenBack: async (times) => {
      const lost: string[] = [];
      for (const session of sessions.filter(({ time }) => times.includes(time)))
        lost.push(...(await restoredDifferences({ repository, ...session, scratchDir: dir })));
      return lost;
    },
    preview,
    startRemoval: (asked) => service.backups.removals.start(settings, job.name, asked),
    backUp: async () => {
      await change(source, day);
      day += 1;
      const { id } = await service.backups.start(settings, job.name);
      const manifest = await manifestOf(source);
      await service.backups.idle();
      const run = service.store.get(id);
      if (run.session) sessions.push({ time: run.session.time, manifest });
      return run;
    },
    remove: async () => {
      const { id } = await service.backups.removals.start(settings, job.name, (await preview()).sessions);
      await service.backups.idle();
      return service.store.get(id);
    },
    close: async () => {
      service.close();
      await remove();
    },
  };
}

/** A keeping with one backup of this program on top of its history; nothing was removed yet. */
export async function openKept(plan: Plan): Promise<Keeping> {
  const keeping = await openKeeping(plan);
  keeping.flags.mayRemove = false;
  const { outcome } = await keeping.backUp();
  keeping.flags.mayRemove = true;
  if (outcome?.kind === 'ok') return keeping;
  await keeping.close();
  throw new Error(`no backup: ${JSON.stringify(outcome)}`);
}

/** The sessions that stand in a repository, by its statistics; epoch seconds, oldest first. */
export async function standing(repository: string): Promise<number[]> {
  const stamps = (await dataOf(repository)).flatMap((file) => /^session_statistics\.(.+)\.data$/.exec(file)?.[1] ?? []);
  return stamps.map((stamp) => Date.parse(stamp) / 1000).sort((a, b) => a - b);
}

/** The service on a home, as a program has it that was just started. */
export function openService(home: string, settings: Settings) {
  prepareHome(home);
  const database = openDatabase(join(home, 'history.db'), runTables);
  const system = systemProcesses();
  const launched: (readonly string[])[] = [];
  const processes: Processes = {
    ...system,
    launch: (command) => {
      launched.push(command.args);
      return system.launch(command);
    },
  };
  const flags: Flags = { clockError: 0, mayRemove: true, stays: true };
  const clock = { ...systemClock, now: () => systemClock.now() + flags.clockError };
  const store = createRunStore(database);
  const steps = createSteps({ clock, files, processes, store, home, maxLogBytes: 1e9 });
  const line = createLine({
    ...{ clock, files, processes, store, steps, home },
    changed: () => undefined,
    announce: () => undefined,
    tradeOf: (action) => backups.trades[action === 'remove' ? 'remove' : 'backup'],
  });
  const backups = createBackups({
    ...{ clock, files, processes, store, steps, line, home },
    settings: () => Promise.resolve(settings),
    toolVersion: (tool) => askToolVersion({ files, processes, store, home }, tool),
    announce: () => undefined,
    mayRemove: () => Promise.resolve(flags.mayRemove),
    stays: () => flags.stays,
  });
  return {
    home,
    store,
    backups,
    line,
    flags,
    launched,
    close: () => {
      database.close();
    },
  };
}

function hostOf({ port, user, keyFile, hostKeyLine }: Sshd): Host {
  const [type, key] = hostKeyLine().split(' ');
  return sampleHost({ address: '127.0.0.1', port, user, keyFile, hostKey: { type: type as Host['hostKey']['type'], key: key ?? '' } });
}
