import type { Cause } from '../contract/outcome.ts';
import { causeOf } from '../rdiff-backup/rdiff-backup.ts';
import type { Files } from '../platform/ports.ts';
import type { StepEnd } from '../runs/runs.ts';
import type { HandEnd } from './answer.ts';

/** What rdiff-backup says to a letter: it alone may be started by this key. */
const isTheTool = /rdiff_backup\.connection|Impossibly high data amount|Fatal Error: |rdiff-backup: error:/;

/** `to`: what it is about, as a person writes it, where that is not the target. */
export type Failed = { kind: 'failed'; cause: Cause; line: string; path: string | null; to?: string };

const noPython = /python3?[’'"]?: (?:command )?not found|command not found: \S*python|env: .*python.*No such file|python3?: No such file/i;

/** What a hand has come to. One that ended without a word is explained by what ssh and the machine there said. */
export async function saidBy<T>(
  files: Pick<Files, 'read'>,
  { files: paths }: Pick<StepEnd, 'files'>,
  answer: HandEnd<T>,
): Promise<{ kind: 'done'; value: T } | Failed> {
  if (answer.kind === 'done') return answer;
  const errors = (await files.read(paths.stderr, -65_536, 65_536))?.toString('utf8') ?? '';
  return { kind: 'failed', path: answer.path, ...explained(answer, errors) };
}

export function explained(
  { cause, line }: { cause: Failed['cause'] | null; line: string },
  errors: string,
): Pick<Failed, 'cause' | 'line'> {
  if (cause !== null && cause !== 'connection-lost') return { cause, line };
  if (isTheTool.test(errors)) return { cause: 'restricted', line: lastLine(errors) };
  if (noPython.test(errors)) return { cause: 'python-missing', line: lastLine(errors) };
  return causeOf(errors) ?? { cause: cause ?? 'unknown', line: lastLine(errors) || line };
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';
