import type { Clock } from '../platform/ports.ts';

type Deps = {
  clock: Clock;
  /** Loads the page again where it was. */
  reload: () => void;
  /** Ends a page that hangs; its end is then told to `gone`. */
  crash: () => void;
  /** Asks the person what to do with a page that fails again and again: true for one more try. */
  askAgain: () => Promise<boolean>;
  giveUp: () => void;
};

/** What happens to the page of the window, told by Electron. */
export type Mender = { gone(): void; unresponsive(): void; responsive(): void };

const patienceMs = 20_000;
const within = { times: 3, ms: 60_000 };

/** Brings a page back that crashed or hangs, three times in a minute at most; then the person is asked. */
export function createMender({ clock, reload, crash, askAgain, giveUp }: Deps): Mender {
  let mended: number[] = [];
  let hanging: AbortController | undefined;

  const responsive = (): void => {
    hanging?.abort();
    hanging = undefined;
  };

  const gone = async (): Promise<void> => {
    responsive();
    const now = clock.monotonic();
    mended = mended.filter((at) => now - at < within.ms);
    if (mended.length >= within.times) {
      if (!(await askAgain())) {
        giveUp();
        return;
      }
      mended = [];
    }
    mended.push(clock.monotonic());
    reload();
  };

  const unresponsive = async (): Promise<void> => {
    responsive();
    const { signal } = (hanging = new AbortController());
    await clock.sleep(patienceMs, signal);
    if (!signal.aborted) crash();
  };

  return { gone: () => void gone(), unresponsive: () => void unresponsive(), responsive };
}
