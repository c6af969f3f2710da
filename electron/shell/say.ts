import type { Failure } from '../contract/failure.ts';
import { failureSentence } from '../contract/words/sentences.ts';
import type { Shell } from './context.ts';
import { sessionName } from './past-lines.ts';

/** Exit codes: 0 ok, 1 failed, 2 incomplete or suspicious, 3 wrong usage or unknown name, 4 busy. */
export const exit = { ok: 0, failed: 1, attention: 2, usage: 3, busy: 4 } as const;

/** The one answer of a command: a JSON document, or lines for a person. */
export function say({ json }: Pick<Shell, 'json'>, value: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : lines.map((line) => `${line}\n`).join(''));
}

const usage = new Set<Failure['kind']>([
  'invalid',
  'unknown-host',
  'unknown-job',
  'unknown-run',
  'unknown-request',
  'name-taken',
  'not-suspicious',
  'unknown-letter',
  'no-mail',
  'unknown-path',
  'not-a-file',
  'not-a-folder',
  'not-restored',
  'restore-as-one',
]);

/** Says a failure and answers the exit code that belongs to it. */
export function sayFailure(json: boolean, { t, language }: Pick<Shell, 't' | 'language'>, failure: Failure): number {
  const { session } = failure.facts;
  const named = typeof session === 'number' ? { session: sessionName(session, language) } : {};
  const message = failureSentence(t, { ...failure, facts: { ...failure.facts, ...named } });
  sayError(json, failure.kind, message, failure.facts);
  if (failure.kind === 'job-active' || failure.kind === 'home-held') return exit.busy;
  return usage.has(failure.kind) ? exit.usage : exit.failed;
}

/** One sentence of failure: a JSON document on stdout, or a line on stderr. */
export function sayError(json: boolean, kind: string, message: string, facts: Failure['facts'] = {}): void {
  if (json) process.stdout.write(`${JSON.stringify({ error: { kind, message, facts } })}\n`);
  else process.stderr.write(`modosu: ${message}\n`);
}
