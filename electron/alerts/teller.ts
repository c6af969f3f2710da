import { join } from 'node:path';
import type { Job } from '../contract/job.ts';
import { isGreen } from '../contract/outcome.ts';
import type { Run } from '../contract/run.ts';
import type { Slot } from '../contract/schedule.ts';
import type { Settings } from '../contract/settings.ts';
import { showPlace } from '../jobs/jobs.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import type { RunStore } from '../runs/runs.ts';
import { successMail, type Mail } from './compose.ts';
import type { Incidents } from './incidents.ts';
import { writeJournalLine } from './journal.ts';
import { writeLogLine } from './log-file.ts';
import { lineOfRun, lineOfSkip } from './log-line.ts';
import type { Overseer } from './overseer.ts';
import { pastMoment } from './past-moment.ts';
import type { PingEvent } from './ping.ts';
import { restoreMail } from './restore-mail.ts';

type Deps = {
  clock: Clock;
  files: Files;
  processes: Processes;
  store: RunStore;
  incidents: Incidents;
  overseer: Pick<Overseer, 'saying' | 'post' | 'about'>;
  pinger: { ping(address: string, event: PingEvent): void };
  home: string;
  /** This machine's name. */
  machine: string;
  settings: () => Promise<Settings>;
};

export type Teller = {
  /** A run begins; told once. */
  started(run: Run): Promise<void>;
  /** Tells once of every run that has ended, whoever ended it. */
  ended(): Promise<void>;
  /** A due time at which nothing was backed up. */
  skipped(slot: Slot, job: Job): Promise<void>;
};

/** Where the log is when the settings do not say. */
export const logPathIn = (home: string): string => join(home, 'backup.log');

const rememberedMs = 7 * 24 * 3_600_000;
const begunFact = 'told-since';
const logMs = 5000;

/** Writes down what became of runs, and tells the addresses that want to know. Nothing here can fail a run. */
export function createTeller(deps: Deps): Teller {
  const { clock, store, pinger } = deps;

  async function note(settings: Settings, line: string, isGood: boolean): Promise<void> {
    const { path, maxBytes, keep, journal } = settings.alerts.log;
    const place = { path: path ?? logPathIn(deps.home), maxBytes, keep };
    await patiently(() => writeLogLine(deps, place, line));
    if (journal) await writeJournalLine(deps, line, isGood ? 'notice' : 'err');
  }

  let written: Promise<unknown> = Promise.resolve();
  /** A log on a file server that hangs holds nothing up; its lines wait behind each other. */
  async function patiently(write: () => Promise<unknown>): Promise<void> {
    const over = new AbortController();
    written = written.then(write);
    await Promise.race([written, clock.sleep(logMs, over.signal)]);
    over.abort();
  }

  const begun = new Set<number>();
  const pingOf = (settings: Settings, job: Job | undefined): string | null => job?.ping ?? settings.alerts.ping;

  async function tell(settings: Settings, run: Run): Promise<void> {
    const job = settings.jobs.find(({ id }) => id === run.job);
    const kind = run.outcome?.kind ?? 'interrupted';
    await note(settings, lineOfRun(run), isGreen(kind));
    const address = job && run.action === 'backup' ? pingOf(settings, job) : null;
    if (address !== null && kind !== 'cancelled') pinger.ping(address, isGreen(kind) ? 'success' : 'failure');
  }

  /** The mail that somebody wants of an ended run; what went wrong with backups and drills is an incident, which has mails of its own. */
  function mailOf(settings: Settings, run: Run): Mail | undefined {
    const { overseer, machine } = deps;
    const said = overseer.saying(settings.alerts);
    const job = settings.jobs.find(({ id }) => id === run.job);
    const isGood = run.outcome !== null && isGreen(run.outcome.kind);
    const isWanted = job !== undefined && settings.alerts.mailOnSuccess;
    if (run.action === 'backup') {
      return isWanted && isGood ? successMail(said, run, overseer.about(job, settings, run), machine) : undefined;
    }
    const isOfAll = isWanted && run.report !== null && (isGood || run.action !== 'drill');
    return isOfAll || run.restore?.mail === true ? restoreMail(said, run, machine) : undefined;
  }

  // What ended before this home had a teller is old news.
  if (store.fact(begunFact) === undefined) store.keepFact(begunFact, String(clock.now()));
  const since = () => {
    const now = clock.now();
    return Math.max(pastMoment(store, begunFact, now) ?? now, now - rememberedMs);
  };

  return {
    started: async (run) => {
      // A run is announced several times on its way.
      if (begun.has(run.id)) return;
      begun.add(run.id);
      const settings = await deps.settings();
      const address = pingOf(
        settings,
        settings.jobs.find(({ id }) => id === run.job),
      );
      if (address !== null && run.action === 'backup') pinger.ping(address, 'start');
    },
    ended: async () => {
      const untold = deps.incidents.untold(since());
      if (untold.length === 0) return;
      const settings = await deps.settings();
      for (const id of untold) {
        const run = store.get(id);
        // Before the claim: who is killed in between queues the same letter again, which changes nothing.
        const mail = mailOf(settings, run);
        if (mail) deps.overseer.post(settings, mail, `run-${id}`);
        if (deps.incidents.claim(id)) await tell(settings, run);
      }
    },
    skipped: async (slot, job) => {
      const settings = await deps.settings();
      const places = { from: showPlace(job.source, settings.hosts), to: showPlace(job.repository, settings.hosts) };
      await note(settings, lineOfSkip(slot, places), false);
    },
  };
}
