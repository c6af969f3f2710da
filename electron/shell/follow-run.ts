import type { Run } from '../contract/run.ts';
import { must, type Shell } from './context.ts';
import { describeRun, exitOf } from './describe.ts';
import { showProgress } from './progress-line.ts';
import { say } from './say.ts';

/** Shows a run to its end and says what it came to. Ctrl+C cancels it; any other end of this program leaves it to be taken over later. */
export async function followRun(shell: Shell, started: Run): Promise<number> {
  const { engine, live } = shell;
  const line = live ? showProgress(shell, started) : undefined;
  const cancel = () => void engine.ask('run.cancel', { name: started.jobName, run: started.id });
  process.on('SIGINT', cancel);
  await engine.idle();
  process.off('SIGINT', cancel);
  line?.end();
  const run = must(await engine.ask('run.get', { run: started.id }));
  say(shell, run, describeRun(shell, run));
  return exitOf(run);
}
