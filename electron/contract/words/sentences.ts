import type { Failure, Facts } from '../failure.ts';
import type { Cause, Outcome } from '../outcome.ts';
import type { HostVerdict } from '../requests.ts';
import type { Run } from '../run.ts';
import { en, type Word } from './en.ts';
import { visible } from './visible.ts';

/** Looks a word up and fills it in. */
export type Translate = (word: Word, facts?: Facts) => string;

const isWord = (key: string): key is Word => key in en || `${key}_other` in en;

/** Facts of the world are shown harmlessly, whoever wrote them. */
const harmless = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, typeof value === 'string' ? visible(value) : value]));

/** What a run knows about itself, for the sentences about its outcome. */
function factsOf(run: Run, outcome: Outcome): Facts {
  const hostName = (run.from.startsWith('/') ? run.to : run.from).split(':')[0] ?? '';
  const base = {
    job: run.jobName,
    from: run.from,
    to: run.to,
    run: run.id,
    host: hostName,
    address: hostName,
    port: '',
    user: '',
    keyFile: '',
    line: '',
    folder: '',
    reason: '',
    count: 0,
    path: run.restore?.to ?? run.to,
    aside: run.report?.aside ?? run.restore?.to ?? '',
  };
  return harmless({ ...base, ...outcome.facts });
}

/** Why a run came to its outcome, as a sentence without a full stop; empty for a green one. */
export function causeSentence(t: Translate, run: Run): string {
  const { outcome } = run;
  return outcome?.cause ? t(wordOf('cause', outcome.cause, run), factsOf(run, outcome)) : '';
}

/** Where a cause means something else for one kind of run, that has words of its own. */
function wordOf(kind: 'cause' | 'fix', cause: Cause, { action }: Run): Word {
  const own = `${kind}-of-${action}.${cause}`;
  return isWord(own) ? own : `${kind}.${cause}`;
}

const leavesOff = new Set<string | null | undefined>(['killed', 'program-ended', 'by-user', 'connection-lost']);
/** What to do about a run that broke off and is no backup: other than with a backup, no next run takes anything back. */
function brokenOff({ action, outcome }: Run): Word | undefined {
  if (action === 'backup' || !leavesOff.has(outcome?.cause)) return undefined;
  return action === 'remove' ? 'removal.unfinished' : `broken-off.${action}`;
}

/** What to do about it. */
export function fixSentence(t: Translate, run: Run): string {
  const { outcome } = run;
  const unfinished = brokenOff(run);
  if (unfinished) return t(unfinished);
  return outcome?.cause ? t(wordOf('fix', outcome.cause, run), factsOf(run, outcome)) : '';
}

/** The same where buttons stand for commands: in a window. */
export function adviceSentence(t: Translate, run: Run): string {
  const { outcome } = run;
  const key = `advice.${outcome?.cause ?? ''}`;
  return outcome && isWord(key) && !brokenOff(run) ? t(key, factsOf(run, outcome)) : fixSentence(t, run);
}

/** The outcome in a word or two. */
export function outcomeWord(t: Translate, run: Run): string {
  const doing = `state.${run.state}-${run.action}`;
  if (!run.outcome) return t(isWord(doing) ? doing : `state.${run.state}`);
  return t(run.accepted ? 'outcome.accepted' : `outcome.${run.outcome.kind}`);
}

/** A refusal as a sentence. */
export function failureSentence(t: Translate, failure: Failure): string {
  const facts = harmless(failure.facts);
  const base = { field: '', known: '', line: '', address: '', port: '', user: '', keyFile: '', ...facts };
  if (failure.kind === 'invalid') return t('failure.invalid', { ...base, reason: reasonSentence(t, String(facts['reason'] ?? ''), facts) });
  if (failure.kind === 'host-unreachable') {
    const key = `cause.${String(facts['cause'])}`;
    return t('failure.host-unreachable', { ...base, reason: isWord(key) ? t(key, base) : String(facts['line'] ?? '') });
  }
  if (failure.kind === 'restore-target' || failure.kind === 'target-restricted')
    return t(`failure.${failure.kind}`, { ...base, reason: targetTrouble(t, { ...base, address: facts['host'] ?? '' }) });
  return t(`failure.${failure.kind}`, base);
}

/** Why a target cannot be looked at; what no cause is known for is told in the words of the machine there. */
function targetTrouble(t: Translate, facts: Facts): string {
  const key = `cause.${String(facts['cause'])}`;
  return isWord(key) && facts['cause'] !== 'unknown' ? t(key, facts) : String(facts['line'] ?? '');
}

/** Why a value is refused, by the word that a schema or the engine gave for it; `facts.value` is the value. */
export function reasonSentence(t: Translate, reason: string, facts: Facts = {}): string {
  const key = `invalid.${reason}`;
  if (isWord(key)) return t(key);
  const cause = `cause.${reason}`;
  return isWord(cause)
    ? t(cause, { keyFile: String(facts['value'] ?? ''), address: '', user: '', port: '' })
    : t('invalid.other', { reason });
}

/** A refusal as it stands beside the field of a form that it is about: without its name, with what helps. */
export function fieldSentence(t: Translate, failure: Failure): string {
  const facts = harmless(failure.facts);
  const { kind } = failure;
  if (kind !== 'invalid' && kind !== 'host-unreachable') return failureSentence(t, failure);
  const reason = String(kind === 'invalid' ? facts['reason'] : facts['cause']);
  const [cause, fix] = [`cause.${reason}`, `fix.${reason}`];
  if (!isWord(cause) || !isWord(fix)) return sentenceCase(reasonSentence(t, reason, facts));
  const known = { address: '', port: '', user: '', line: '', keyFile: facts['value'] ?? '', ...facts };
  return t('alert.body', { cause: sentenceCase(t(cause, known)), fix: t(fix, known) });
}

/** A fragment of the catalogue as the beginning of a sentence; names and commands stay as they are. */
export const sentenceCase = (text: string): string =>
  text.replace(/^(?:an?|at|each|the|letters|one|too|not|you)(?=[ ,])/, (word) => word.charAt(0).toUpperCase() + word.slice(1));

/** The answer of a host test as a sentence. */
export function hostVerdictSentence(t: Translate, { host, verdict, facts, restricted, versionHere, versionThere }: HostVerdict): string {
  if (verdict !== 'ok') return t('host.not-ok', { host, cause: t(`cause.${verdict}`, hostFacts(host, facts)) });
  return restricted ? t('host.restricted', { host }) : t('host.ok', { host, there: versionThere ?? '?', here: versionHere ?? '?' });
}

/** What to do about a host that cannot be spoken to; empty for one that can. */
export function hostFixSentence(t: Translate, { host, verdict, facts }: HostVerdict): string {
  if (verdict === 'ok') return '';
  const key = `advice.${verdict}`;
  return t(isWord(key) ? key : `fix.${verdict}`, hostFacts(host, facts));
}

/** Whether files can be read on a host that can be spoken to; empty where it was not asked. */
export function readingSentence(t: Translate, { host, reading }: HostVerdict): string {
  if (!reading) return '';
  const facts = hostFacts(host, reading.facts);
  if (reading.verdict === 'ok') return t('reading.ok');
  if (reading.verdict !== 'restricted') return t('reading.failed', { cause: t(`cause.${reading.verdict}`, facts) });
  return reading.keyLine === null
    ? t('reading.restricted')
    : t('reading.refused', { line: facts['line'] === '' ? '–' : (facts['line'] ?? '') });
}

const hostFacts = (host: string, facts: Facts): Facts =>
  harmless({ host, address: host, port: '', user: '', keyFile: '', line: '', ...facts });
