import { incidentSentence } from '../contract/words/incident-words.ts';
import type { Incident, IncidentCause } from '../contract/incident.ts';
import type { JobStatus } from '../contract/requests.ts';
import { showPlace, type SettingsStore } from '../jobs/jobs.ts';
import type { Mailer, Network, Processes, Secrets } from '../platform/ports.ts';
import { tickFact } from '../schedule/schedule.ts';
import { createAlertBook, type AlertBook } from './alert-book.ts';
import { createIncidents, type Incidents } from './incidents.ts';
import { createLetters, type Letters } from './letters.ts';
import { idOfHome } from './message-id.ts';
import { createOverseer, quietMs, type OverseerDeps } from './overseer.ts';
import { createPinger } from './ping.ts';
import { createPost } from './post.ts';
import { reportDue, reportMail } from './report.ts';
import { createTeller, type Teller } from './teller.ts';
import { createWebhook } from './webhook.ts';

export { alertAnswers } from './answers.ts';
export { incidentTables } from './incidents.ts';
export { createLetters, letterTables, type Letters } from './letters.ts';
export { createPost } from './post.ts';
export { logPathIn } from './teller.ts';

type Deps = Omit<OverseerDeps, 'incidents' | 'letters' | 'settings' | 'homeId' | 'changed'> & {
  newId: (kind: 'home') => string;
  settings: SettingsStore;
  processes: Processes;
  network: Network;
  mailer: Mailer;
  secrets: Secrets;
  home: string;
  /** The process that keeps this home, when it lives. */
  keeperLives: () => boolean;
  statuses: () => Promise<JobStatus[]>;
  changed: (incident: Incident) => void;
};

export type AlertService = {
  book: AlertBook;
  incidents: Incidents;
  letters: Letters;
  teller: Pick<Teller, 'started' | 'skipped'>;
  /** Looks at everything once: what ended, what is open, what is to be mailed; answers when it is queued, and sends it by and by. Never throws. */
  review(): Promise<void>;
  /** False while an incident of the job is open that is about what backups came to, or one about sessions that a removal has lost. */
  mayRemove(job: string): Promise<boolean>;
  /** The look of a program that does not stay (I4): also waits until mail has left or cannot, and answers what is open. */
  check(): Promise<Incident[]>;
  /** Resolves when nothing that began here is on its way any more; mail that cannot leave now waits on disk. */
  idle(): Promise<void>;
};

const ofRuns: ReadonlySet<IncidentCause> = new Set(['failed', 'incomplete', 'suspicious', 'stuck', 'host-key']);
const weekFact = 'reported-until';
const checkFact = 'checked';
const weekMs = 7 * 24 * 3_600_000;
/** The timer comes every half an hour, and a minute late at the most. */
const regularMs = 35 * 60_000;
/** Whoever keeps the home looks once a minute; after a sleep it may be this late. */
const keeperMs = 100_000;

/** Incidents, mail, log, pings and webhooks: everything that tells a person what they must know. */
export function createAlerts(deps: Deps): AlertService {
  const { clock, database, store, network } = deps;
  const settings = deps.settings.load;
  const incidents = createIncidents(database);
  const letters = createLetters(database);
  const pinger = createPinger({ clock, network });
  const webhook = createWebhook({ clock, network });
  let webhooks: Promise<unknown> = Promise.resolve();
  const overseer = createOverseer({
    ...deps,
    settings,
    incidents,
    letters,
    homeId: idOfHome(store, () => deps.newId('home')),
    changed: (incident, event) => {
      deps.changed(incident);
      webhooks = Promise.all([webhooks, tellWebhook(incident, event).catch(() => undefined)]);
    },
  });
  const post = createPost({
    ...deps,
    letters,
    settings: async () => (await settings()).alerts.mail,
    owner: `${deps.processes.self.pid} ${deps.processes.self.startTime}`,
    changed: () => undefined,
  });
  const book = createAlertBook({ ...deps, letters, overseer, mended: () => void post.deliver() });
  const teller = createTeller({ ...deps, settings, incidents, overseer, pinger });

  async function tellWebhook(incident: Incident, event: 'opened' | 'closed'): Promise<void> {
    const { alerts, jobs, hosts } = await settings();
    if (alerts.webhook === null) return;
    const job = jobs.find(({ id }) => id === incident.job);
    const run = incident.run === null ? undefined : store.get(incident.run);
    const text = incidentSentence(overseer.saying(alerts), incident, run);
    const [from, to] = job ? [showPlace(job.source, hosts), showPlace(job.repository, hosts)] : ['', ''];
    webhook.send(alerts.webhook, incident, event, { from, to, text });
  }

  /** Queues the report of the week before, once; the first Monday after it was wished for. */
  async function reportWeek(): Promise<void> {
    const current = await settings();
    if (!current.alerts.weeklyReport || !current.alerts.mail) return;
    const due = reportDue(clock.now());
    const until = store.fact(weekFact);
    if (until === String(due)) return;
    store.keepFact(weekFact, String(due));
    if (until === undefined) return;
    const statuses = await deps.statuses();
    const ended = store.endedSince(due - weekMs);
    const weeks = current.jobs.flatMap((job) => {
      const status = statuses.find(({ name }) => name === job.name);
      const own = ended.filter((run) => run.job === job.id);
      const growth = store
        .sessionsOf(job.id, 1000)
        .filter(({ time }) => time * 1000 >= due - weekMs)
        .reduce((sum, { destinationChange }) => sum + destinationChange, 0);
      return status
        ? [{ status, sessions: own.filter(({ good }) => good).length, failures: own.filter(({ good }) => !good).length, growth }]
        : [];
    });
    overseer.post(current, reportMail(overseer.saying(current.alerts), weeks, deps.machine), `week-${due}`);
  }

  let last: Promise<void> = Promise.resolve();
  async function once(judgesQuiet: boolean): Promise<void> {
    await teller.ended();
    await overseer.review(judgesQuiet);
    await reportWeek();
    letters.sweep(clock.now());
  }
  /** One after the other: two looks at once would each tell the same. */
  function look(judgesQuiet = false): Promise<void> {
    const next = () => once(judgesQuiet);
    last = last.then(next, next);
    return last;
  }

  /** Nothing is removed while it is not sure that what is left is good. */
  async function mayRemove(job: string): Promise<boolean> {
    await look();
    const removal = store.lastRemovalOf(job);
    const lost = removal !== undefined && removal.outcome?.cause === 'removal-lost' && !removal.accepted;
    return !lost && !incidents.openOf(job).some(({ cause }) => ofRuns.has(cause));
  }

  // What cannot be told now (a full disk, a database that is just being closed) is told at the next look; it must not fail a run.
  const review = async () => {
    await look().catch(() => undefined);
    void post.deliver();
  };

  /** Waits for pings and webhooks; who ends now would cut them off. */
  async function told(): Promise<void> {
    await webhooks;
    await Promise.all([pinger.idle(), webhook.idle()]);
  }

  /**
   * After a sleep, or just after the login, the keeper of the home has not looked yet and is about to. Checks that have come regularly tell
   * that neither was the case. Where nobody is logged in yet, the next check judges.
   */
  async function mayJudgeQuiet(): Promise<boolean> {
    const since = (fact: string) => clock.now() - Number(store.fact(fact) ?? Number.NaN);
    const isRegular = since(checkFact) < regularMs;
    const until = clock.monotonic() + keeperMs;
    while (since(tickFact) > quietMs && !(isRegular && !deps.keeperLives()) && clock.monotonic() < until) await clock.sleep(1000);
    return isRegular || deps.keeperLives();
  }

  return {
    book,
    incidents,
    letters,
    teller,
    review,
    mayRemove,
    check: async () => {
      await look(await mayJudgeQuiet());
      await Promise.all([post.deliver(), told()]);
      store.keepFact(checkFact, String(clock.now()));
      return incidents.open();
    },
    idle: async () => {
      await look().catch(() => undefined);
      await Promise.all([post.deliver(), told()]);
    },
  };
}
