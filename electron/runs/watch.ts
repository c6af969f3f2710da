import type { Clock, Database, Files } from '../platform/ports.ts';

type Deps = {
  clock: Clock;
  /** Something that is another text when another program has changed something. */
  look: () => Promise<string>;
  changed: () => Promise<void>;
};

const everyMs = 2000;
/** States grow old without any event: a job is at risk a day after its last good session. */
const atLeastEveryMs = 60_000;

/** Notices what other programs do on the same home, and that time passes, until the signal comes. */
export async function watchHome({ clock, look, changed }: Deps, over: AbortSignal): Promise<void> {
  // What cannot be looked at now (a busy database, a disk that is away) may be there at the next look.
  const glance = () => look().catch(() => '');
  let seen = await glance();
  let told = clock.monotonic();
  for (;;) {
    await clock.sleep(everyMs, over);
    if (over.aborted) return;
    const now = await glance();
    if (now === seen && clock.monotonic() - told < atLeastEveryMs) continue;
    seen = now;
    told = clock.monotonic();
    await changed().catch(() => undefined);
  }
}

/** What is another text when another program has written to the records or to the settings file. */
export async function markOfHome(
  { database, files }: { database: Database; files: Pick<Files, 'info'> },
  settings: string,
): Promise<string> {
  const info = await files.info(settings);
  return `${database.writtenElsewhere()} ${info?.inode ?? ''} ${info?.mtimeMs ?? 0}`;
}
