import { Refusal } from '../../contract/failure.ts';
import type { Preview, TextDifference } from '../../contract/history.ts';
import { placeOf } from '../../contract/location.ts';
import { contentOf, textIn } from './content.ts';
import { createReadings, type Reading } from './reading.ts';
import { reasonAgainst, restoreFile, type NoFile, type RestoreDeps, type Wanted } from './restore-file.ts';
import { createTurns } from './turns.ts';

export type LookDeps = RestoreDeps & {
  /** Lends a fresh private folder. */
  scratch: (work: (folder: string) => Promise<void>) => Promise<void>;
  newHandle: () => string;
};
type NoDifference = Extract<TextDifference['content'], { kind: 'none' }>;
export type Texts = { kind: 'texts'; before: string; after: string };

/** Files of the past, taken out of their repositories one at a time for each, and never kept. */
export type Look = {
  /** The whole of a file of at most 2 MiB. */
  file(wanted: Wanted): Promise<{ kind: 'bytes'; bytes: Buffer } | NoFile>;
  preview(wanted: Wanted): Promise<Preview['content']>;
  /** A file at two sessions as `differenceOf` wants it; null is a session that does not have it, which is as if it were empty. */
  texts(before: Wanted | null, after: Wanted | null): Promise<Texts | NoDifference>;
  /** A file of any size, to be read piece by piece: it is kept until it is closed, or not read for a minute. */
  open(wanted: Wanted): Promise<({ kind: 'reading' } & Reading) | NoFile>;
  read(handle: string, offset: number): Promise<Buffer>;
  close(handle: string): void;
  /** Gives up everything that is under way, and resolves when nothing of it is left. */
  end(): Promise<void>;
};

const mostShown = 2_097_152;
/** What the home's disk keeps free for everything else. */
const reserve = 67_108_864;

export function createLook(deps: LookDeps): Look {
  const { files, scratch } = deps;
  const turns = createTurns();
  const readings = createReadings({ ...deps, files });
  const ending = new AbortController();
  const underWay = new Set<Promise<unknown>>();

  /** Restores a file and lends it to `use`; afterwards it is gone. */
  async function lend(wanted: Wanted, use: (path: string, size: number) => Promise<void>): Promise<NoFile | undefined> {
    let missing: NoFile | undefined;
    const over = wanted.over ? AbortSignal.any([wanted.over, ending.signal]) : ending.signal;
    const work = scratch(async (folder) => {
      await demandSpace(folder, wanted.state.size ?? mostShown);
      const found = await turns(placeOf(wanted.job.repository), () => restoreFile(deps, folder, { ...wanted, over }));
      over.throwIfAborted();
      if (found.kind === 'file') await use(found.path, found.size);
      else missing = found;
    });
    underWay.add(work);
    try {
      await work;
    } finally {
      underWay.delete(work);
    }
    return missing;
  }

  async function demandSpace(folder: string, size: number): Promise<void> {
    const { free } = await files.space(folder);
    if (free < size + reserve) throw new Refusal('restore-failed', { cause: 'disk-full', line: `No space left on device (${folder})` });
  }

  async function file(wanted: Wanted): Promise<{ kind: 'bytes'; bytes: Buffer } | NoFile> {
    const reason = reasonAgainst(wanted.state, mostShown);
    if (reason) return reason;
    let bytes: Buffer | undefined;
    const missing = await lend(wanted, async (path, size) => {
      if (size <= mostShown) bytes = await files.read(path, 0, size);
    });
    return missing ?? (bytes ? { kind: 'bytes', bytes } : { kind: 'none', why: 'too-large' });
  }

  async function text(wanted: Wanted | null): Promise<string | NoDifference> {
    if (wanted === null) return '';
    const found = await file(wanted);
    return found.kind === 'none' ? found : (textIn(found.bytes) ?? { kind: 'none', why: 'binary' });
  }

  return {
    file,
    preview: async (wanted) => {
      const found = await file(wanted);
      return found.kind === 'none' ? found : contentOf(found.bytes);
    },
    texts: async (before, after) => {
      for (const side of [before, after]) {
        const reason = side ? reasonAgainst(side.state, mostShown) : undefined;
        if (reason) return reason;
      }
      const older = await text(before);
      if (typeof older !== 'string') return older;
      const newer = await text(after);
      return typeof newer === 'string' ? { kind: 'texts', before: older, after: newer } : newer;
    },
    open: (wanted) => {
      const reason = reasonAgainst(wanted.state, Infinity);
      if (reason) return Promise.resolve(reason);
      readings.demandRoom();
      return new Promise((resolve, reject) => {
        const kept = (path: string, size: number) =>
          new Promise<void>((release) => {
            resolve({ kind: 'reading', ...readings.open(path, size, release) });
          });
        lend(wanted, kept).then((missing) => {
          if (missing) resolve(missing);
        }, reject);
      });
    },
    read: (handle, offset) => readings.read(handle, offset),
    close: (handle) => {
      readings.close(handle);
    },
    end: async () => {
      ending.abort();
      readings.closeAll();
      await Promise.allSettled(underWay);
    },
  };
}
