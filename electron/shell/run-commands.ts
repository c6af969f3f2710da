import type { Run } from '../contract/run.ts';
import { outcomeWord } from '../contract/words/sentences.ts';
import { visible } from '../contract/words/visible.ts';
import { must, type Shell } from './context.ts';
import { describeRun, runLine } from './describe.ts';
import { followRun } from './follow-run.ts';
import { exit, say } from './say.ts';

/** Backs up a job now, to the end of the run. */
export async function runJob(shell: Shell, name: string): Promise<number> {
  return followRun(shell, must(await shell.engine.ask('run.start', { name })));
}

export async function cancelJob(shell: Shell, name: string): Promise<number> {
  const run = must(await shell.engine.ask('run.cancel', { name }));
  say(shell, run, [shell.t('runs.cancelled', { job: visible(run.jobName), outcome: outcomeWord(shell.t, run) })]);
  return run.state === 'done' ? exit.ok : exit.failed;
}

export async function listRuns(shell: Shell, name: string | undefined, limit: string): Promise<number> {
  const runs = must(await shell.engine.ask('run.list', { name: name ?? null, limit: Number(limit) }));
  say(shell, runs, runs.length === 0 ? [shell.t('runs.none')] : runs.map((run) => runLine(shell, run)));
  return exit.ok;
}

export async function acceptRun(shell: Shell, id: string): Promise<number> {
  const run = must(await shell.engine.ask('run.accept', { run: Number(id) }));
  say(shell, run, [shell.t('runs.accepted', { run: run.id })]);
  return exit.ok;
}

const wholeInJson = 4 * 1024 * 1024;

/** Prints a run's log: what it came to, then rdiff-backup's own words. */
export async function showLog(shell: Shell, id: string): Promise<number> {
  const run = must(await shell.engine.ask('run.get', { run: Number(id) }));
  if (shell.json) {
    const [output, errors] = await Promise.all([collect(shell, run, 'output'), collect(shell, run, 'errors')]);
    say(shell, { run, output: output.text, errors: errors.text, truncated: output.truncated || errors.truncated }, []);
    return exit.ok;
  }
  say(shell, run, [runLine(shell, run), ...describeRun(shell, run).slice(1)]);
  let printed = 0;
  for (const part of ['output', 'errors'] as const) {
    for await (const text of pieces(shell, run, part)) {
      printed += text.length;
      await write(text.split('\n').map(visible).join('\n'));
    }
  }
  if (printed === 0) say(shell, run, [shell.t('runs.empty-log')]);
  return exit.ok;
}

async function* pieces({ engine }: Shell, run: Run, part: 'output' | 'errors'): AsyncGenerator<string> {
  for (let offset: number | null = 0; offset !== null;) {
    const piece: { text: string; next: number | null } = must(await engine.ask('run.log', { run: run.id, part, offset }));
    yield piece.text;
    offset = piece.next;
  }
}

async function collect(shell: Shell, run: Run, part: 'output' | 'errors'): Promise<{ text: string; truncated: boolean }> {
  let text = '';
  for await (const piece of pieces(shell, run, part)) {
    if (text.length + piece.length > wholeInJson) return { text, truncated: true };
    text += piece;
  }
  return { text, truncated: false };
}

/** Waits for a slow reader instead of holding a long log in memory. */
const write = (text: string) =>
  new Promise<void>((resolve) => {
    process.stdout.write(text, () => {
      resolve();
    });
  });
