import { join } from 'node:path';
import { askToolVersion, createBackups, overview, repairDeadEnd } from './backup/backup.ts';
import { Refusal, type Reply } from './contract/failure.ts';
import type { About, EventName, EventOf, Input, Output, RequestName } from './contract/requests.ts';
import { createHosts, createJobBook, createSettingsStore, jobNamed } from './jobs/jobs.ts';
import { answer, type Handlers } from './platform/door.ts';
import { createListeners } from './platform/listeners.ts';
import type { Ports } from './platform/machine.ts';
import { createRunStore, createSteps, historyNotices, holdHome, readLog, runFolder, runTables, watchHome } from './runs/runs.ts';

export { runTables };

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
  /** Resolves when no run of this process is left. */
  idle(): Promise<void>;
  close(): void;
};

const maxLogBytes = 4 * 1024 ** 3;

/** Joins the features together over the ports: the only file that knows them all. Its state lies in `home`. */
export function createEngine(ports: Ports, home: string): Engine {
  const { clock, files, processes, database, newId, scratch } = ports;
  const over = new AbortController();
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
  const backups = createBackups({
    clock,
    files,
    processes,
    store,
    steps,
    home,
    settings: settings.load,
    toolVersion,
    changed: (run) => {
      tell('run.changed', run);
    },
    announce: (progress) => {
      tell('run.progress', progress);
    },
  });

  const jobs = createJobBook({
    files,
    settings,
    newId: () => newId('job'),
    now: () => clock.now(),
    activeRun: (job) => store.active().find((run) => run.job === job)?.id,
  });

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
    'host.scan': ({ was, ...draft }) => hosts.scan(draft, was),
    'host.add': ({ fingerprint, ...draft }) => hosts.add(draft, fingerprint),
    'host.list': () => hosts.list(),
    'host.test': ({ name }) => hosts.test(name),
    'host.trust': ({ name, fingerprint }) => hosts.trust(name, fingerprint),
    'host.remove': ({ name }) => hosts.remove(name),
    'host.change': ({ was, fingerprint, ...draft }) => hosts.change(was, draft, fingerprint),
    'key.list': () => hosts.keys(join(ports.personHome, '.ssh')),
    'job.add': (draft) => jobs.add(draft),
    'job.change': ({ was, ...draft }) => jobs.change(was, draft),
    'job.list': () => jobs.list(),
    'job.show': ({ name }) => jobs.show(name),
    'job.adopt': ({ name }) => jobs.adopt(name),
    'job.remove': ({ name }) => jobs.remove(name),
    'job.repair': async ({ name }) => repairDeadEnd({ clock, files, processes, home }, jobNamed(await settings.load(), name)),
    'run.start': async ({ name }) => backups.start(await settings.load(), name),
    'run.cancel': ({ name }) => backups.cancel(name),
    'run.accept': ({ run }) =>
      store.update(run, (record) => {
        if (record.outcome?.kind !== 'suspicious') throw new Refusal('not-suspicious', { run });
        return { ...record, accepted: true };
      }),
    'run.list': async ({ name, limit, before, show }) => {
      await backups.recover(() => false);
      return store.list(name === null ? null : jobNamed(await settings.load(), name).id, limit, before, show);
    },
    'run.get': ({ run }) => store.get(run),
    'run.log': ({ run, part, offset }) => readLog(files, runFolder(home, store.get(run).id), part, offset),
    status: async () => {
      await backups.recover(() => false);
      const notices = [...(await settings.notices()), ...(await historyNotices(files, home))];
      return overview({ settings: await settings.load(), store, now: clock.now(), notices });
    },
    'program.about': about,
    'autostart.set': async ({ on }) => {
      if (!ports.desktop.autostart) throw new Refusal('not-here');
      await ports.desktop.autostart.set(on);
      return about();
    },
    'preferences.get': async () => (await settings.load()).preferences,
    'preferences.change': async (change) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const { preferences } = await settings.change((current) => ({ ...current, preferences: { ...current.preferences, ...given } }));
      tell('status.changed', {});
      return preferences;
    },
  };

  return {
    ask: (name, input) => answer(handlers, name, input),
    on: listen,
    stay: async () => {
      holdHome({ database, store, processes, now: clock.now() }, ports.desktop.kind);
      const everything = () => backups.recover(() => true);
      await everything();
      const look = async () => {
        const info = await files.info(ports.settings.path);
        return `${database.writtenElsewhere()} ${info?.inode ?? ''} ${info?.mtimeMs ?? 0}`;
      };
      const changed = async () => {
        await everything();
        tell('status.changed', {});
      };
      void watchHome({ clock, look, changed }, over.signal);
    },
    idle: () => backups.idle(),
    close: () => {
      over.abort();
      database.close();
    },
  };
}
