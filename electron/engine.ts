import { askToolVersion, createBackups, overview, repairDeadEnd } from './backup/backup.ts';
import { Refusal, type Reply } from './contract/failure.ts';
import type { EventName, EventOf, Input, JobView, Output, RequestName } from './contract/requests.ts';
import { createHosts, createSettingsStore, isInsideSource, jobFromDraft, jobNamed, showPlace, withJob } from './jobs/jobs.ts';
import { answer, type Handlers } from './platform/door.ts';
import { createListeners } from './platform/listeners.ts';
import type { Ports } from './platform/machine.ts';
import { backupCommand, shellLine } from './rdiff-backup/rdiff-backup.ts';
import { createRunStore, createSteps, historyNotices, readLog, runFolder, runTables } from './runs/runs.ts';
import type { Job } from './contract/job.ts';
import type { Host } from './contract/host.ts';

export { runTables };

export type Engine = {
  /** Answers one question of the contract. Input of any shape is safe: it is parsed first. */
  ask<N extends RequestName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>;
  /** Announces until the answered function is called. */
  on<N extends EventName>(name: N, listener: (event: EventOf<N>) => void): () => void;
  /** Resolves when no run of this process is left. */
  idle(): Promise<void>;
  close(): void;
};

const maxLogBytes = 4 * 1024 ** 3;

/** Joins the features together over the ports: the only file that knows them all. Its state lies in `home`. */
export function createEngine(ports: Ports, home: string): Engine {
  const { clock, files, processes, database, newId, scratch } = ports;
  const { listen, tell } = createListeners<{ [N in EventName]: EventOf<N> }>();
  const settings = createSettingsStore({ document: ports.settings, copy: ports.settingsCopy, database, files });
  const store = createRunStore(database);
  const steps = createSteps({ clock, files, processes, store, home, maxLogBytes });

  const toolVersion = (tool: string) => askToolVersion({ files, processes, store, home }, tool);
  const hosts = createHosts({
    files,
    processes,
    scratch,
    settings,
    newId: () => newId('host'),
    now: () => clock.now(),
    versionHere: async () => {
      const tool = processes.find('rdiff-backup');
      return (tool === undefined ? undefined : await toolVersion(tool)) ?? null;
    },
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

  const view = (job: Job, known: readonly Host[]): JobView => ({
    job,
    from: showPlace(job.source, known),
    to: showPlace(job.repository, known),
    command: shellLine(backupCommand('rdiff-backup', job)),
  });
  const jobView = async (name: string) => {
    const current = await settings.load();
    return view(jobNamed(current, name), current.hosts);
  };

  const handlers: Handlers = {
    'host.scan': (draft) => hosts.scan(draft),
    'host.add': ({ fingerprint, ...draft }) => hosts.add(draft, fingerprint),
    'host.list': () => hosts.list(),
    'host.test': ({ name }) => hosts.test(name),
    'host.trust': ({ name, fingerprint }) => hosts.trust(name, fingerprint),
    'host.remove': ({ name }) => hosts.remove(name),
    'job.add': async (draft) => {
      const job = jobFromDraft(draft, (await settings.load()).hosts, newId('job'), clock.now());
      if (await isInsideSource(files, job)) throw new Refusal('repository-inside-source', { from: draft.from, to: draft.to });
      const next = await settings.change((current) => withJob(current, job));
      return view(job, next.hosts);
    },
    'job.list': async () => {
      const current = await settings.load();
      return current.jobs.map((job) => view(job, current.hosts));
    },
    'job.show': ({ name }) => jobView(name),
    'job.adopt': async ({ name }) => {
      jobNamed(await settings.load(), name);
      await settings.change((current) => ({
        ...current,
        jobs: current.jobs.map((job) => (job.name === name ? { ...job, adopt: true } : job)),
      }));
      return jobView(name);
    },
    'job.repair': async ({ name }) => repairDeadEnd({ clock, files, processes, home }, jobNamed(await settings.load(), name)),
    'job.remove': async ({ name }) => {
      const removed = await jobView(name);
      const active = store.active().find((run) => run.job === removed.job.id);
      if (active) throw new Refusal('job-active', { job: name, run: active.id });
      await settings.change((current) => ({ ...current, jobs: current.jobs.filter((job) => job.name !== name) }));
      return removed;
    },
    'run.start': async ({ name }) => backups.start(await settings.load(), name),
    'run.cancel': ({ name }) => backups.cancel(name),
    'run.accept': ({ run }) =>
      store.update(run, (record) => {
        if (record.outcome?.kind !== 'suspicious') throw new Refusal('not-suspicious', { run });
        return { ...record, accepted: true };
      }),
    'run.list': async ({ name, limit }) => {
      await backups.recover(() => false);
      return store.list(name === null ? null : jobNamed(await settings.load(), name).id, limit);
    },
    'run.get': ({ run }) => store.get(run),
    'run.log': ({ run, part, offset }) => readLog(files, runFolder(home, store.get(run).id), part, offset),
    status: async () => {
      await backups.recover(() => false);
      const notices = [...(await settings.notices()), ...(await historyNotices(files, home))];
      return overview({ settings: await settings.load(), store, now: clock.now(), notices });
    },
  };

  return {
    ask: (name, input) => answer(handlers, name, input),
    on: listen,
    idle: () => backups.idle(),
    close: () => {
      database.close();
    },
  };
}
