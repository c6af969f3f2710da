import type { Alerts, MailSettings } from '../contract/alerts.ts';
import type { Facts } from '../contract/failure.ts';
import type { Incident } from '../contract/incident.ts';
import type { Job } from '../contract/job.ts';
import { placeOf } from '../contract/location.ts';
import type { Run } from '../contract/run.ts';
import type { Settings } from '../contract/settings.ts';
import type { Saying } from '../contract/words/incident-words.ts';
import { createWords } from '../contract/words/translate.ts';
import type { Language } from '../contract/words/format.ts';
import { showPlace } from '../jobs/jobs.ts';
import type { Clock, Database, Files } from '../platform/ports.ts';
import { drillsSinceFact, settledFact, type RunStore } from '../runs/runs.ts';
import { targetOf, tickFact, type Pauses, type Slots } from '../schedule/schedule.ts';
import { alertMail, digestMail, recoveryMail, type About, type Mail } from './compose.ts';
import type { Changes, Incidents } from './incidents.ts';
import type { Letters, MailTroubled } from './letters.ts';
import { messageIdOf } from './message-id.ts';
import { pastMoment } from './past-moment.ts';
import { createRepositoryLook, type Look } from './repository-look.ts';
import { tell, type Mailing } from './telling.ts';
import { wantedOf, type DrillFacts, type JobFacts, type Wanted } from './wanted.ts';

export type OverseerDeps = {
  clock: Clock;
  database: Database;
  files: Files;
  store: RunStore;
  slots: Slots;
  pauses: Pauses;
  incidents: Incidents;
  letters: Letters;
  settings: () => Promise<Settings>;
  systemLanguage: Language;
  /** This machine's name, for the foot of a mail. */
  machine: string;
  /** Tells this program's letters from those of every other home. */
  homeId: string;
  /** The newest session (epoch seconds) of a repository on this machine; undefined when it cannot be read. */
  newestSession: (path: string) => Promise<number | undefined>;
  changed: (incident: Incident, event: 'opened' | 'closed') => void;
};

export type Overseer = {
  /** Compares what is open with what ought to be, and queues the mails that follow. With `judgesQuiet` also whether anybody watches. */
  review(judgesQuiet?: boolean): Promise<void>;
  /** How incidents and mails are worded now. */
  saying(alerts: Alerts): Saying;
  /** A mail about a job to everybody who gets mail; `key` makes it the same letter when it is queued again. */
  post(settings: Settings, mail: Mail, key: string): void;
  about(job: Job, settings: Settings, run: Run | undefined): About;
};

const minute = 60_000;
/** Longer than any look takes: whoever watches looks once a minute. */
export const quietMs = 30 * minute;
const catchUpMs = 15 * minute;

/** Sees to it that everything a person must know is an open incident, and that every incident is told. */
export function createOverseer(deps: OverseerDeps): Overseer {
  const { clock, database, store, incidents, letters } = deps;
  const look = createRepositoryLook({ ...deps, sessionsOf: store.sessionsOf });

  function saying(alerts: Alerts): Saying {
    const language = alerts.language === 'system' ? deps.systemLanguage : alerts.language;
    return { t: createWords(language), language, now: clock.now() };
  }

  /** All that is known of a job now; to be called where no other process can write. */
  function factsOf(job: Job, { disk, newest }: Look, now: number): JobFacts {
    const slot = deps.slots.latest(job.id, now);
    const good = store.lastGoodOf(job.id);
    return {
      id: job.id,
      name: job.name,
      createdAt: job.createdAt,
      target: targetOf(job),
      last: store.lastEndedOf(job.id, 'backup'),
      lastRemoval: removalThatCounts(job),
      drills: drillsThatCount(job),
      // A session that the repository does not have any more protects nothing, whatever was recorded of it.
      lastGood: good?.session && newest !== undefined && newest < good.session.time ? undefined : good,
      active: store.active().find((run) => run.job === job.id && run.action === 'backup'),
      pause: deps.pauses.covering(job.id, now),
      catchingUp: slot?.state === 'waiting' && slot.notBefore !== null && now < slot.notBefore + catchUpMs,
      disk,
    };
  }

  /** The newest ended removal; none where nothing is left to be removed or nothing is removed any more, and none of another place. */
  function removalThatCounts(job: Job): Run | undefined {
    const removal = store.lastEndedOf(job.id, 'remove');
    if (!removal || job.retention === null || removal.place !== placeOf(job.repository)) return undefined;
    const isSettled = removal.id <= Number(store.fact(settledFact(job.id)) ?? 0) && removal.outcome?.cause !== 'removal-lost';
    return isSettled ? undefined : removal;
  }

  /** Drills of another place say nothing of this one. */
  function drillsThatCount(job: Job): DrillFacts {
    const { newest, last, lastGood } = store.drillsOf(job.id);
    const since = store.fact(drillsSinceFact(job.id));
    const counts = (run: Run | undefined) => (run?.place === placeOf(job.repository) ? run : undefined);
    const isActive = newest !== undefined && newest.state !== 'done';
    return { days: job.drillDays, last: counts(last), lastGood: counts(lastGood), since: since ? Number(since) : undefined, isActive };
  }

  /** Only a check judges whether the program watches: it does so itself, and has perhaps just woken up. Others keep what is open. */
  function ofProgram(settings: Settings, now: number, judgesQuiet: boolean): Wanted[] {
    const about = { job: null, jobName: null, run: null } as const;
    const ticked = pastMoment(store, tickFact, now);
    const isQuiet = ticked !== undefined && now - ticked > quietMs && settings.jobs.some(({ schedule }) => schedule !== null);
    const saysQuiet = isQuiet && (judgesQuiet || incidents.open().some(({ cause }) => cause === 'engine-quiet'));
    const { mail } = settings.alerts;
    const stuck = mail ? letters.troubled(now) : undefined;
    return [
      ...(saysQuiet ? [{ ...about, cause: 'engine-quiet', facts: { since: ticked } } as const] : []),
      ...(mail && stuck ? [{ ...about, cause: 'alerts-stuck', facts: stuckFacts(mail, stuck) } as const] : []),
    ];
  }

  function about(job: Job, settings: Settings, run: Run | undefined): About {
    const [from, to] = [showPlace(job.source, settings.hosts), showPlace(job.repository, settings.hosts)];
    return { name: job.name, from, to, lastGood: store.lastGoodOf(job.id), run };
  }

  const runOf = ({ run }: Incident): Run | undefined => (run === null ? undefined : store.get(run));

  function compose(settings: Settings, key: string, mailing: Mailing): Mail | undefined {
    const said = saying(settings.alerts);
    const job = settings.jobs.find(({ id }) => id === key);
    if (mailing.kind === 'alert') {
      const run = runOf(mailing.incident);
      return alertMail(said, mailing.incident, job && about(job, settings, run), deps.machine);
    }
    // Of a job that is gone nobody wants to hear.
    if (!job && key !== '') return undefined;
    const aboutIt = (run: Run | undefined) => job && about(job, settings, run);
    if (mailing.kind === 'recovery') return recoveryMail(said, mailing.since, aboutIt(store.lastGoodOf(key)), deps.machine);
    const open = incidents.open().filter(({ job: of, cause }) => (of ?? '') === key && cause !== 'alerts-stuck');
    const run = open.map(runOf).find((each) => each);
    return digestMail(said, mailing.times, open, aboutIt(run), deps.machine);
  }

  function post({ alerts }: Settings, mail: Mail, key: string): void {
    const { from, to: recipients } = alerts.mail ?? { from: '', to: [] };
    for (const to of recipients) letters.add({ messageId: messageIdOf(from, deps.homeId, key, to), to, ...mail, at: clock.now() });
  }

  /** Tells of one job, or with '' of the program itself. That mail does not leave is not told by mail. */
  function tellOf(settings: Settings, key: string, changes: Changes, now: number): void {
    const ofKey = (incident: Incident) => (incident.job ?? '') === key && incident.cause !== 'alerts-stuck';
    const before = incidents.telling(key);
    const { after, mailings } = tell(before, {
      opened: changes.opened.filter(ofKey),
      again: changes.again.filter(ofKey).length,
      open: incidents.open().filter(ofKey),
      now,
    });
    if (JSON.stringify(after) !== JSON.stringify(before)) incidents.keepTelling(key, after);
    for (const mailing of mailings) {
      const mail = compose(settings, key, mailing);
      const what = mailing.kind === 'alert' ? `incident-${mailing.incident.id}` : `${mailing.kind}-${key}-${now}`;
      if (mail) post(settings, mail, what);
    }
  }

  async function review(judgesQuiet = false): Promise<void> {
    const settings = await deps.settings();
    const now = clock.now();
    const looks = await Promise.all(settings.jobs.map((job) => look(job, store.lastEndedOf(job.id, 'backup')?.id ?? 0, now)));
    const changes = database.exclusive(() => {
      const ofJobs = settings.jobs.flatMap((job, index) => wantedOf(factsOf(job, looks[index] ?? {}, now), now));
      const found = incidents.match([...ofJobs, ...ofProgram(settings, now, judgesQuiet)], now);
      // Without mail nobody knows anything: what is open is told once there is some.
      if (settings.alerts.mail) for (const key of ['', ...settings.jobs.map(({ id }) => id)]) tellOf(settings, key, found, now);
      return found;
    });
    for (const incident of changes.opened) deps.changed(incident, 'opened');
    for (const incident of changes.closed) deps.changed(incident, 'closed');
  }

  return { review, saying, post, about };
}

const stuckFacts = ({ host, port, user }: MailSettings, { waiting, dead, since, trouble, to, line }: MailTroubled): Facts => ({
  count: waiting + dead,
  since,
  trouble,
  to,
  line,
  host,
  port,
  user: user ?? '',
});
