import { dialog, type App } from 'electron';
import { Refusal, type Failure } from '../contract/failure.ts';
import { failureSentence } from '../contract/words/sentences.ts';
import { failureOf } from '../platform/door.ts';
import type { Manner } from './manner.ts';

/** Says why the program cannot start, on stderr and in a dialog, and ends it. */
export async function refuseStart(app: App, { t }: Manner, error: unknown): Promise<void> {
  const failure: Failure = failureOf(error);
  const sentence = failureSentence(t, failure);
  process.stderr.write(`modosu: ${sentence}\n`);
  if (failure.kind === 'bug' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  await dialog.showMessageBox({
    type: 'error',
    title: 'Modosu',
    message: t('refused.message'),
    detail: sentence,
    buttons: [t('refused.close')],
  });
  app.exit(1);
}

/** Does what needs the home; what goes wrong then is refused as `home-unusable`. */
export function inHome<T>(home: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Refusal('home-unusable', { home, line: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}
