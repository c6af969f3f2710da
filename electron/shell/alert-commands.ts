import type { MailSettings } from '../contract/alerts.ts';
import { Refusal } from '../contract/failure.ts';
import type { Incident } from '../contract/incident.ts';
import type { Run } from '../contract/run.ts';
import { formatMoment } from '../contract/words/format.ts';
import { incidentFix, incidentSentence } from '../contract/words/incident-words.ts';
import { verdictSentence } from '../contract/words/mail-words.ts';
import { removalSentence } from '../contract/words/removal-words.ts';
import { visible } from '../contract/words/visible.ts';
import { must, type Shell } from './context.ts';
import { followRun } from './follow-run.ts';
import { exit, say } from './say.ts';

/** What is open, and with `all` also what was. */
export async function listIncidents(shell: Shell, all: boolean): Promise<number> {
  const incidents = must(await shell.engine.ask('incident.list', { open: !all }));
  const lines = await linesOf(shell, incidents);
  say(shell, incidents, incidents.length === 0 ? [shell.t('incidents.none')] : lines);
  return exit.ok;
}

/** Looks at everything once, mails what must be known, and answers 1 when something is open (I4). */
export async function check(shell: Shell): Promise<number> {
  const incidents = await shell.engine.check();
  const lines = await linesOf(shell, incidents);
  say(shell, incidents, incidents.length === 0 ? [shell.t('check.fine')] : lines);
  return incidents.length === 0 ? exit.ok : exit.failed;
}

async function linesOf(shell: Shell, incidents: readonly Incident[]): Promise<string[]> {
  const { engine, t, language } = shell;
  const saying = { t, language, now: Date.now() };
  const lines: string[] = [];
  for (const incident of incidents) {
    const reply = incident.run === null ? undefined : await engine.ask('run.get', { run: incident.run });
    const run: Run | undefined = reply?.ok ? reply.value : undefined;
    const when = formatMoment(incident.openedAt, saying.now, language);
    const sentence = incidentSentence(saying, incident, run);
    const closed = incident.closedAt === null ? null : formatMoment(incident.closedAt, saying.now, language);
    lines.push(closed === null ? t('incidents.line', { when, sentence }) : t('incidents.closed', { when, sentence, closed }));
    const fix = incidentFix(t, incident, run, 'text');
    if (closed === null && fix !== '') lines.push(`    ${fix}`);
  }
  return lines;
}

/** Shows what a removal takes, and with `--dry-run` nothing more. */
export async function prune(shell: Shell, name: string, { dryRun = false }: { dryRun?: boolean }): Promise<number> {
  const { engine, t, language } = shell;
  const removal = must(await engine.ask('removal.preview', { name }));
  const sentence = removalSentence(t, language, removal);
  if (dryRun || removal.held !== null || removal.sessions.length === 0) {
    say(shell, removal, [sentence]);
    return removal.held === null || removal.held === 'nothing' || removal.held === 'keeps-all' ? exit.ok : exit.failed;
  }
  if (!shell.json) process.stdout.write(`${sentence}\n`);
  const started = must(await engine.ask('removal.start', { name, sessions: removal.sessions }));
  return followRun(shell, started);
}

const usualPorts: Readonly<Record<string, number>> = { starttls: 587, tls: 465, none: 25 };

export type MailOptions = {
  host: string;
  port?: string;
  tls: string;
  user?: string;
  from: string;
  to: string[];
  passwordStdin?: boolean;
};

/** Sets up mail; the password comes on the standard input and is kept in a file that only this user reads. */
export async function setMail(shell: Shell, options: MailOptions): Promise<number> {
  const password = options.passwordStdin === true ? await firstLine() : null;
  const mail: MailSettings = {
    host: options.host,
    port: Number(options.port ?? usualPorts[options.tls] ?? usualPorts['starttls']),
    tls: options.tls as MailSettings['tls'],
    user: options.user ?? null,
    password: 'file',
    from: options.from,
    to: options.to,
  };
  const alerts = must(await shell.engine.ask('mail.set', { mail, password }));
  say(shell, alerts, [shell.t('mail.kept', { to: visible(mail.to.join(', ')), host: visible(mail.host) })]);
  return exit.ok;
}

export async function forgetMail(shell: Shell): Promise<number> {
  say(shell, must(await shell.engine.ask('mail.set', { mail: null, password: null })), [shell.t('mail.off')]);
  return exit.ok;
}

export async function testMail(shell: Shell): Promise<number> {
  const { alerts } = must(await shell.engine.ask('alerts.get', {}));
  if (!alerts.mail) throw new Refusal('no-mail');
  const answer = must(await shell.engine.ask('mail.test', { mail: alerts.mail, password: null }));
  say(shell, answer, [verdictSentence(shell.t, answer)]);
  return answer.verdict === 'sent' ? exit.ok : exit.failed;
}

async function firstLine(): Promise<string> {
  let text = '';
  for await (const piece of process.stdin.setEncoding('utf8')) {
    text += String(piece);
    if (text.includes('\n')) break;
  }
  return text.split(/\r?\n/)[0] ?? '';
}
