import { join } from 'node:path';
import { alertAnswers, createAlerts, incidentTables, letterTables } from './alerts/alerts.ts';
import { askToolVersion, createBackups, overview, repairDeadEnd } from './backup/backup.ts';
import { Refusal, type Reply } from './contract/failure.ts';
import type { Incident } from './contract/incident.ts';
import type { Action, Progress } from './contract/run.ts';
import type { About, EventName, EventOf, Input, Output, RequestName } from './contract/requests.ts';
import { createHistory } from './history/history.ts';
import { createRecovery } from './recovery/recovery.ts';
import { createRestores, createVerifies } from './restore/restore.ts';
import { createHosts, createJobBook, createSettingsStore, hostAnswers, jobNamed, preferenceAnswers } from './jobs/jobs.ts';
import { answer, type Handlers } from './platform/door.ts';
import { createListeners } from './platform/listeners.ts';
import type { Ports } from './platform/machine.ts';
import { inspectRepository } from './rdiff-backup/rdiff-backup.ts';
import {
  acceptRun,
  createLine,
  createRunStore,
  createSteps,
  drillTables,
  historyNotices,
  holdHome,
  keeperOf,
  leaveHome,
  runAnswers,
  runTables,
  markOfHome,
  watchHome,
  type Trade,
} from './runs/runs.ts';
import { createPauses, createScheduler, createSlots, readSchedule, scheduleAnswers, scheduleTables } from './schedule/schedule.ts';

/** The ladder of the database, oldest rung first: a new rung of any feature goes to the end. */
export const tables: readonly string[] = [...runTables, ...scheduleTables, ...incidentTables, letterTables, drillTables];

export type Engine = {
  /** Answers one question of the contract. Input of any shape is safe: it is parsed first. */
  ask<N extends RequestName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>;
  /** Announces until the answered function is called. */
  on<N extends EventName>(name: N, listener: (event: EventOf<N>) => void): () => void;
  /**
   * Makes this program the one that stays on its home: it takes over what a killed one left at work, and announces what other programs
   * change. Refuses with `home-held` while another one stays.
   */
  stay(): Promise<void>;
  /** The machine woke up: looks at once at what is due. */
  wake(): void;
  /** What is open, looked at without anything that stays, and mailed (I4). */
  check(): Promise<Incident[]>;
  /** Resolves when no run of this process is left, and nothing that it tells is on its way. */
  idle(): Promise<void>;
  close(): void;
};

const maxLogBytes = 4 * 1024 ** 3;
const answerMs = 10_000;

/** Joins the features together over the ports: the only file that knows them all. Its state lies in `home`. */
export function createEngine(ports: Ports, home: string): Engine {
  const { clock, files, processes, database, newId, scratch, network } = ports;
  const over = new AbortController();
  let stays = false;
  const { listen, tell } = createListeners<{ [N in EventName]: EventOf<N> }>();
  const settings = createSettingsStore({ document: ports.settings, copy: ports.settingsCopy, database, files });
  const store = createRunStore(database);
  const steps = createSteps({ clock, files, processes, store, home, maxLogBytes });

  const toolVersion = (tool: string) => askToolVersion({ files, processes, store, home }, tool);
  const versionHere = async () => {
    const tool = processes.find('rdiff-backup');
    return (tool === undefined ? undefined : await toolVersion(tool)) ?? null;
  };
  const hosts = createHosts({
    files,
    processes,
    scratch,
    settings,
    newId: () => newId('host'),
    now: () => clock.now(),
    versionHere,
  });
  const announce = (progress: Progress) => {
    tell('run.progress', progress);
  };
  const line = createLine({
    clock,
    files,
    processes,
    store,
    steps,
    home,
    announce,
    changed: (run) => {
      tell('run.changed', run);
      if (run.state === 'preparing') void alerts.teller.started(run).catch(() => undefined);
      if (run.state === 'done') {
        void alerts.review();
        history.follow(run, stays);
        if (run.action === 'backup' || run.action === 'remove') tryWhatIsDue();
      }
    },
    tradeOf: (action) => trades[action],
  });
  const backups = createBackups({
    ...{ clock, files, processes, store, steps, line, home, toolVersion, announce },
    settings: settings.load,
    mayRemove: ({ id }) => alerts.mayRemove(id),
    stays: () => stays,
  });

  const jobs = createJobBook({
    files,
    settings,
    newId: () => newId('job'),
    now: () => clock.now(),
    scheduleOf: (draft, before) => readSchedule(draft, { zone: ports.zone(), now: clock.now(), before }),
    activeRun: (job) => store.active().find((run) => run.job === job)?.id,
  });

  const slots = createSlots(database);
  const pauses = createPauses(database);
  const alerts = createAlerts({
    ...ports,
    home,
    store,
    slots,
    pauses,
    settings,
    systemLanguage: ports.desktop.systemLanguage,
    newestSession: async (path) => (await inspectRepository(files, path)).markers[0],
    keeperLives: () => {
      const keeper = keeperOf(store);
      return keeper !== undefined && processes.lives(keeper.process);
    },
    statuses: async () => (await status()).jobs,
    changed: (incident) => {
      tell('incident.changed', incident);
      tell('status.changed', {});
    },
  });
  const scheduler = createScheduler({
    clock,
    chance: ports.chance,
    slots,
    pauses,
    store,
    settings: settings.load,
    hostAnswers: async (job, { hosts }) => {
      const host = hosts.find(({ id }) => id === (job.source.host ?? job.repository.host));
      return !host || network.answers(host.address, host.port, answerMs);
    },
    onBattery: () => ports.power.onBattery(),
    start: async (name, how) => backups.start(await settings.load(), name, how),
    skipped: (slot, job) => void alerts.teller.skipped(slot, job).catch(() => undefined),
    looked: (changed) => {
      if (changed) tell('status.changed', {});
      void alerts.review();
      tryWhatIsDue();
    },
  });

  const history = createHistory({
    ...ports,
    home,
    store,
    slots,
    settings: settings.load,
    changed: (state) => {
      tell('history.changed', state);
    },
  });
  const reading = { ...ports, home, store, steps, line, settings: settings.load, history, announce };
  const restores = createRestores(reading);
  const verifies = createVerifies({ ...reading, toolVersion });
  const recovery = createRecovery({ ...reading, pauses, onBattery: () => ports.power.onBattery() });
  const trades: Record<Action, Trade> = { ...backups.trades, ...restores.trades, ...verifies.trades, ...recovery.trades };

  /** Drills begin by themselves only where a program stays that can end them. */
  function tryWhatIsDue(): void {
    if (stays) void recovery.look().catch(() => undefined);
  }

  const status = async () => {
    await line.recover(() => false);
    const notices = [...(await settings.notices()), ...(await historyNotices(files, home))];
    return overview({
      settings: await settings.load(),
      store,
      slots,
      pauses,
      incidents: alerts.incidents.open(),
      now: clock.now(),
      notices,
    });
  };

  /** A change of a schedule or of a pause is looked at once. */
  function replanned<T>(answer: T): T {
    tell('status.changed', {});
    scheduler.wake();
    return answer;
  }

  const about = async (): Promise<About> => {
    const { kind, version, systemLanguage, tray, notifications, autostart } = ports.desktop;
    return {
      version,
      kind,
      home,
      systemLanguage,
      tray: tray(),
      notifications: notifications(),
      autostart: autostart ? await autostart.isOn() : null,
      rdiffBackup: await versionHere(),
    };
  };

  const handlers: Handlers = {
    ...hostAnswers(hosts, join(ports.personHome, '.ssh')),
    'job.add': async (draft) => replanned(await jobs.add(draft)),
    'job.change': async ({ was, ...draft }) => replanned(await jobs.change(was, draft)),
    'job.list': () => jobs.list(),
    'job.show': ({ name }) => jobs.show(name),
    'job.adopt': ({ name }) => jobs.adopt(name),
    'job.remove': async ({ name }) => {
      const removed = await jobs.remove(name);
      slots.forget(removed.job.id);
      history.sweep();
      void alerts.review();
      return removed;
    },
    'job.repair': async ({ name }) => repairDeadEnd({ clock, files, processes, home }, jobNamed(await settings.load(), name)),
    'run.start': async ({ name }) => backups.start(await settings.load(), name),
    'run.accept': ({ run }) => {
      const accepted = acceptRun(store, run);
      void alerts.review();
      return accepted;
    },
    ...runAnswers({ files, store, line, home, jobId: async (name) => jobNamed(await settings.load(), name).id }),
    ...scheduleAnswers({ ...ports, now: () => clock.now(), settings: settings.load, jobs, pauses, scheduler, replanned }),
    'removal.preview': async ({ name }) => backups.removals.preview(await settings.load(), name),
    'removal.start': async ({ name, sessions }) => backups.removals.start(await settings.load(), name, sessions),
    ...history.answers,
    ...restores.answers,
    ...verifies.answers,
    ...recovery.answers,
    ...alertAnswers(alerts, ports.checkTimer),
    status,
    'program.about': about,
    'autostart.set': async ({ on }) => {
      if (!ports.desktop.autostart) throw new Refusal('not-here');
      await ports.desktop.autostart.set(on);
      return about();
    },
    ...preferenceAnswers(settings, () => {
      tell('status.changed', {});
    }),
  };

  return {
    ask: (name, input) => answer(handlers, name, input),
    on: listen,
    stay: async () => {
      holdHome({ database, store, processes, now: clock.now() }, ports.desktop.kind);
      stays = true;
      const everything = async () => {
        await line.recover(() => true);
        await history.followOthers();
      };
      await everything();
      history.sweep();
      const look = () => markOfHome({ database, files }, ports.settings.path);
      const changed = async () => {
        await everything();
        tell('status.changed', {});
      };
      void watchHome({ clock, look, changed }, over.signal);
      void scheduler.keepLooking(over.signal);
    },
    wake: () => {
      scheduler.wake();
    },
    check: async () => {
      await line.recover(() => false);
      return alerts.check();
    },
    idle: async () => {
      await backups.idle();
      await alerts.idle();
      await history.idle();
    },
    close: () => {
      over.abort();
      history.close();
      leaveHome({ store, processes });
      database.close();
    },
  };
}
