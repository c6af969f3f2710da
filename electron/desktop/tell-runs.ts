import type { Run } from '../contract/run.ts';
import type { Engine } from '../engine.ts';
import type { Clock } from '../platform/ports.ts';
import type { Manner } from './manner.ts';
import type { Notifier } from './notifier.ts';
import { createRunNotices, runsBefore } from './run-notices.ts';

type Deps = {
  engine: Pick<Engine, 'ask' | 'on'>;
  manner: () => Manner;
  notifier: Pick<Notifier, 'show'>;
  /** When the program began (epoch ms): what ended before it is old news. */
  since: number;
};

/** Notifies the person of failures and recoveries of backups, and of the end of a restore, when they want it: of runs of this program, of another one, and found interrupted at start. */
export function tellRuns({ engine, manner, notifier, since }: Deps): void {
  const decide = createRunNotices({
    words: () => manner().t,
    language: () => manner().language,
    wanted: () => Promise.resolve(manner().preferences.notifications),
    before: runsBefore(engine),
  });
  const tell = async (run: Run): Promise<void> => {
    const notice = await decide(run);
    if (notice) await notifier.show(notice);
  };
  const look = async (): Promise<void> => {
    const status = await engine.ask('status', {});
    if (!status.ok) return;
    for (const { last } of status.value.jobs) if (last && (last.endedAt ?? 0) >= since) await tell(last);
  };
  engine.on('run.changed', (run) => void tell(run));
  engine.on('status.changed', () => void look());
  void look();
}

/** A run number that no run has: the notice is about the program. */
export const noRun = 0;

const trayWithinMs = 5000;

/** Says once how to come back to a program that was started hidden where no tray shows it. */
export async function tellHidden(
  clock: Clock,
  { t }: Manner,
  tray: { isPresent(): boolean },
  notifier: Pick<Notifier, 'show'>,
): Promise<void> {
  await clock.sleep(trayWithinMs);
  if (tray.isPresent()) return;
  const [title, body, action] = [t('hidden.title'), t('hidden.body'), t('alert.open')];
  await notifier.show({ run: noRun, job: 'modosu', title, body, urgency: 'normal', action });
}
