import { StepName, type ProcessMark, type Run, type Step } from '../contract/run.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import type { RunStore } from './run-store.ts';
import { runFolder, stepFiles, type StepFiles } from './step-folder.ts';

type Deps = { clock: Clock; files: Files; processes: Processes; store: RunStore; home: string; maxLogBytes: number };

/** How a step ended. `code` is null when nothing noted it: the whole group was killed, or the machine went down. */
export type StepEnd = { code: number | null; cancelled: boolean; flooded: boolean; files: StepFiles };
export type Tick = () => Promise<void>;

/** What brings a cancelled run to its end is not cancelled itself. */
const cleansUp = new Set<StepName>(['settle', 'sweep']);

const tickMs = 250;
const betweenLooksMs = 500;
const killAfterMs = 10_000;
const leftoverMs = 2000;

export type Steps = {
  /** Starts a step, notes its process in the run's record, and waits for its end. */
  perform(run: Run, name: StepName, args: readonly [string, ...string[]], stdin: string | Uint8Array | null, tick: Tick): Promise<StepEnd>;
  /** Waits for the end of a step that another process of this program started. */
  follow(run: Run, step: Step, tick: Tick): Promise<StepEnd>;
  /** The step that was started by a program which was killed before it could note it; undefined when there was none. */
  unnoted(run: Run): Promise<Step | undefined>;
};

/** Steps are processes that outlive this program; everything about them is in files of the run's folder. */
export function createSteps({ clock, files, processes, store, home, maxLogBytes }: Deps): Steps {
  async function wait(run: Run, step: Step, over: () => boolean, sleep: () => Promise<void>, tick: Tick): Promise<StepEnd> {
    const paths = stepFiles(runFolder(home, run.id), step.name);
    let askedAt: number | null = null;
    let flooded = false;
    let lookedAt = -Infinity;
    while (!over()) {
      await sleep();
      if (clock.monotonic() - lookedAt < betweenLooksMs) continue;
      lookedAt = clock.monotonic();
      await tick();
      flooded ||= await isFlooded(paths);
      const wanted = flooded || (!cleansUp.has(step.name) && store.get(run.id).cancelledAt !== null);
      if (wanted && askedAt === null) {
        askedAt = clock.monotonic();
        processes.signalGroup(step.process, 'SIGTERM');
      } else if (askedAt !== null && clock.monotonic() - askedAt > killAfterMs) processes.signalGroup(step.process, 'SIGKILL');
    }
    await endLeftovers(step.process);
    const note = (await files.text(paths.exitFile, 16))?.trim();
    return {
      code: note !== undefined && /^\d+$/.test(note) ? Number(note) : null,
      cancelled: store.get(run.id).cancelledAt !== null,
      flooded,
      files: paths,
    };
  }

  async function isFlooded({ stdout, stderr }: StepFiles): Promise<boolean> {
    const sizes = await Promise.all([stdout, stderr].map(async (path) => (await files.info(path))?.size ?? 0));
    return sizes.some((size) => size > maxLogBytes);
  }

  /** Nothing of a step may stay behind once its leader has ended. */
  async function endLeftovers(mark: ProcessMark): Promise<void> {
    const until = clock.monotonic() + leftoverMs;
    while (processes.group(mark).length > 0) {
      processes.signalGroup(mark, clock.monotonic() < until ? 'SIGTERM' : 'SIGKILL');
      await clock.sleep(50);
    }
  }

  return {
    perform: async (run, name, args, stdin, tick) => {
      const folder = runFolder(home, run.id);
      const paths = stepFiles(folder, name);
      if (stdin !== null) await files.write(paths.stdin, stdin);
      const startedAt = clock.now();
      const launched = processes.launch({ ...paths, args, cwd: folder, stdin: stdin === null ? null : paths.stdin });
      const step: Step = { name, process: launched.mark, startedAt };
      const noted = store.update(run.id, (record) => ({ ...record, step }));
      let ended = false;
      const over = new AbortController();
      void launched.ended.then(() => {
        ended = true;
        over.abort();
      });
      return wait(
        noted,
        step,
        () => ended,
        () => clock.sleep(tickMs, over.signal),
        tick,
      );
    },
    follow: (run, step, tick) =>
      wait(
        run,
        step,
        () => processes.group(step.process).length === 0,
        () => clock.sleep(tickMs),
        tick,
      ),
    unnoted: async (run) => {
      const folder = runFolder(home, run.id);
      const noted: { name: StepName; at: number }[] = [];
      for (const name of StepName.options) {
        const info = await files.info(stepFiles(folder, name).pidFile);
        if (info) noted.push({ name, at: info.mtimeMs });
      }
      // The newest first; of the same moment the one that follows the other.
      for (const { name, at } of noted.sort((a, b) => a.at - b.at).reverse()) {
        const pid = Number(await files.text(stepFiles(folder, name).pidFile, 16));
        if (!Number.isInteger(pid) || pid <= 0) continue;
        // A pid alone may be another process by now; ours works in the run's own folder.
        const mark = processes.workingFolder(pid) === (await files.realPath(folder)) ? processes.markOf(pid) : undefined;
        return { name, process: mark ?? { pid, startTime: 'ended', bootId: 'ended' }, startedAt: Math.floor(at) };
      }
      return undefined;
    },
  };
}
