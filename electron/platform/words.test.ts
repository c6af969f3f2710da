import { describe, expect, it, vi } from 'vitest';
import type { Facts, FailureKind } from '../contract/failure.ts';
import { Cause, ConnectionCause, OutcomeKind } from '../contract/outcome.ts';
import { RunState } from '../contract/run.ts';
import { sampleRun } from '../contract/samples.testing.ts';
import { causeSentence, failureSentence, fixSentence, outcomeWord } from '../contract/words/sentences.ts';
import { createWords } from '../contract/words/translate.ts';
import { chooseLanguage } from './words.ts';

const languages = ['en', 'ja'] as const;
const hostFacts = { host: 'web1', address: '192.0.2.7', port: 22, user: 'backup', keyFile: '/k' };

/** The facts that the one who names a cause hands over with it; those of the host are added to every run that has one. */
const factsOf: Partial<Record<Cause, Facts>> = {
  'source-empty': { before: 12 },
  'source-shrunk': { before: 12, after: 3 },
  'nothing-saved': { before: 0 },
  'files-not-saved': { count: 2, first: 'docs/a' },
  'tool-here': { reason: 'missing' },
  'home-full': { folder: '/home' },
  clock: { newest: 2, now: 1 },
  'files-damaged': { count: 2 },
  'files-unrecorded': { count: 461 },
  'entries-refused': { count: 2 },
  'changed-since': { count: 2 },
};

/** The facts that each refusal is thrown with. */
const refusals: Record<FailureKind, Facts> = {
  invalid: { field: 'port', reason: 'port' },
  'unknown-host': { name: 'x', known: '–' },
  'unknown-job': { name: 'x', known: 'www' },
  'unknown-run': { run: 9 },
  'unknown-request': { name: 'x' },
  'home-held': { pid: 4711, kind: 'desktop' },
  'not-here': {},
  'no-keyring': {},
  'no-mail': {},
  'unknown-letter': { letter: 9 },
  'removal-differs': { job: 'www' },
  'removal-held': { job: 'www', held: 'unclean' },
  'port-taken': { port: 8080 },
  'port-forbidden': { port: 80 },
  'too-large': {},
  'name-taken': { name: 'x' },
  'host-in-use': { name: 'x', job: 'www' },
  'job-active': { job: 'www', run: 9 },
  'repository-taken': { job: 'www' },
  'repository-inside-source': { from: '/a', to: '/a/b' },
  'not-running': { job: 'www' },
  'not-suspicious': { run: 9 },
  'fingerprint-differs': { given: 'SHA256:a', seen: 'SHA256:b' },
  'host-unreachable': { cause: 'refused', line: 'l', address: 'h', port: 22 },
  'settings-unreadable': { file: '/f' },
  'settings-newer': { file: '/f', version: 2 },
  'home-unusable': { home: '/h', line: 'l' },
  bug: { line: 'l' },
  'not-stuck': { job: 'www' },
  'repository-busy': { to: '/b' },
  'no-session': { job: 'www' },
  'unknown-path': { job: 'www', path: 'a/b' },
  'session-damaged': { session: 1 },
  'history-unread': { job: 'www', line: 'l' },
  'history-restricted': { host: 'web1' },
  'restore-failed': { line: 'l' },
  'file-damaged': { job: 'www', path: 'a' },
  'not-a-file': { path: 'a' },
  'not-a-folder': { path: 'a' },
  'restore-target': { to: 'web2:/srv/x', cause: 'refused', line: 'l', host: 'web2', path: '/srv/x' },
  'restore-as-one': {},
  'not-restored': { run: 9 },
  'target-restricted': { to: 'web1:/srv', cause: 'restricted', line: 'l', host: 'web1', path: '/srv' },
};

describe.each(languages)('in %s', (language) => {
  const t = createWords(language);
  const runOf = (cause: Cause, facts: Facts) => sampleRun({ outcome: { kind: 'failed', cause, facts } });

  it.each(Cause.options)('the cause %s and what to do about it are whole sentences', (cause) => {
    const away = (ConnectionCause.options as string[]).includes(cause);
    const run = runOf(cause, { ...(away ? hostFacts : {}), ...factsOf[cause] });
    for (const sentence of [causeSentence(t, run), fixSentence(t, run)]) {
      expect(sentence).not.toBe('');
      expect(sentence).not.toMatch(/\{\{|\}\}|^cause\.|^fix\.|undefined/);
    }
  });

  it.each(Object.entries(refusals) as [FailureKind, Facts][])('the refusal %s is a whole sentence', (kind, facts) => {
    const sentence = failureSentence(t, { kind, facts });
    expect(sentence).not.toMatch(/\{\{|\}\}|failure\.|undefined/);
    for (const value of Object.values(facts).filter((fact) => !['port', 'refused', 'l', 'unclean', 'restricted'].includes(String(fact))))
      expect(sentence).toContain(String(value));
  });

  it.each(ConnectionCause.options)('a host that does not show its key because of %s is explained whole', (cause) => {
    const facts = { cause, line: 'l', address: '192.0.2.7', port: 22 };
    expect(failureSentence(t, { kind: 'host-unreachable', facts })).not.toMatch(/\{\{|cause\.|undefined/);
  });

  it.each(['key-unreadable', 'key-too-open', 'passphrase-needed'] as const)('a key file refused as %s is named', (reason) => {
    const sentence = failureSentence(t, { kind: 'invalid', facts: { field: 'keyFile', reason, value: '/k/id' } });
    expect(sentence).toContain('/k/id');
    expect(sentence).not.toContain('{{');
  });

  it('an outcome has a word, a run without one shows its state', () => {
    const words = OutcomeKind.options.map((kind) => outcomeWord(t, sampleRun({ outcome: { kind, cause: null, facts: {} } })));
    const states = RunState.options.map((state) => outcomeWord(t, sampleRun({ state, outcome: null })));
    expect(new Set(words).size).toBe(OutcomeKind.options.length);
    expect([...words, ...states].filter((word) => word === '' || /^(?:outcome|state)\./.test(word))).toEqual([]);
  });
});

it('a green run needs no cause', () => {
  expect([causeSentence(createWords('en'), sampleRun()), fixSentence(createWords('en'), sampleRun())]).toEqual(['', '']);
});

it('an accepted run is called accepted, whatever it was', () => {
  const run = sampleRun({ outcome: { kind: 'suspicious', cause: 'source-empty', facts: {} }, accepted: true });
  expect(outcomeWord(createWords('en'), run)).toBe('suspicious, accepted by you');
});

it('one file that was not saved is told in the singular, several with their number', () => {
  const saying = (count: number) =>
    causeSentence(
      createWords('en'),
      sampleRun({ outcome: { kind: 'incomplete', cause: 'files-not-saved', facts: { count, first: 'a' } } }),
    );
  expect([saying(1), saying(2)]).toEqual(['one file could not be saved: a', '2 files could not be saved, the first: a']);
});

it('text from a server is shown, never carried out: neither as a placeholder nor as a control (attack rows L2, L3, N6)', () => {
  const line = 'x {{job}} $t(outcome.ok) <b>\n\u001b[2J\u202egpj';
  const run = sampleRun({ outcome: { kind: 'failed', cause: 'unknown', facts: { line } } });
  const shown = 'rdiff-backup failed: x {{job}} $t(outcome.ok) <b>\\u{a}\\u{1b}[2J\\u{202e}gpj';
  expect(causeSentence(createWords('en'), run)).toBe(shown);
});

it('a reason without words of its own is still said', () => {
  const failure = { kind: 'invalid', facts: { field: 'x', reason: 'Invalid input: expected string' } } as const;
  expect(failureSentence(createWords('en'), failure)).toBe('x: not of the right form (Invalid input: expected string)');
});

it('the language is the one asked for, or the one of the session', () => {
  vi.stubEnv('LC_ALL', undefined);
  vi.stubEnv('LC_MESSAGES', undefined);
  vi.stubEnv('LANG', 'ja_JP.UTF-8');
  expect([chooseLanguage(undefined), chooseLanguage('en'), chooseLanguage('ja')]).toEqual(['ja', 'en', 'ja']);
  vi.stubEnv('LANG', 'de_DE.UTF-8');
  expect(chooseLanguage(undefined)).toBe('en');
  vi.unstubAllEnvs();
});
