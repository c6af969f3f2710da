import { Refusal } from '../contract/failure.ts';
import type { EntryState, TextDifference } from '../contract/history.ts';
import type { Processes } from '../platform/ports.ts';
import type { RunStore } from '../runs/runs.ts';
import { named } from './answers.ts';
import type { HistoryAnswers, Readers } from './asking.ts';
import { createLook, type LookDeps } from './look/look.ts';
import type { Wanted } from './look/restore-file.ts';
import type { Shelf } from './shelf.ts';
import type { EntryToRestore } from './tasks.ts';
import type { HistoryThreads } from './threads.ts';
import { isWrittenByUs } from './writing.ts';

export type LookAnswerDeps = Omit<LookDeps, 'newHandle'> & {
  processes: Processes;
  newId: (kind: 'take') => string;
  store: Pick<RunStore, 'active'>;
  threads: HistoryThreads;
};
type Own = Extract<keyof HistoryAnswers, `history.${'preview' | 'difference' | 'take' | 'piece' | 'leave'}`>;

/** The questions that take files out of a repository. They wait for no run: while one works there, they are refused. */
export function lookAnswers(
  deps: LookAnswerDeps,
  { ready, at }: Readers,
): { answers: Pick<HistoryAnswers, Own>; end: () => Promise<void> } {
  const look = createLook({ ...deps, newHandle: () => deps.newId('take') });

  /** An entry at a session, and what it takes to restore it. */
  async function wanted(shelf: Shelf, path: string, session: number): Promise<Wanted> {
    const { job, host } = shelf;
    if (isWrittenByUs(deps.store, shelf)) throw new Refusal('repository-busy', { to: job.repository.path });
    const tool = deps.processes.find('rdiff-backup');
    if (tool === undefined) throw new Refusal('restore-failed', { line: 'rdiff-backup: command not found' });
    const { state, nested } = await named(shelf, deps.threads.ask('entry', { file: shelf.file, session, path }) as Promise<EntryToRestore>);
    return { job, host, session, path, state, nested, tool };
  }

  /** Undefined for a path that the session does not have. */
  async function wantedIfThere(shelf: Shelf, path: string, session: number): Promise<Wanted | null> {
    try {
      return await wanted(shelf, path, session);
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'unknown-path') return null;
      throw error;
    }
  }

  async function difference(before: Wanted | null, after: Wanted | null): Promise<TextDifference['content']> {
    if (isSame(before?.state, after?.state)) return { kind: 'hunks', hunks: [] };
    const texts = await look.texts(before, after);
    if (texts.kind === 'none') return texts;
    return (await deps.threads.compare('difference', { before: texts.before, after: texts.after })) as TextDifference['content'];
  }

  const answers: Pick<HistoryAnswers, Own> = {
    'history.preview': async ({ name, path, at: moment }) => {
      const shelf = await ready(name);
      const session = await at(shelf, moment);
      const one = await wanted(shelf, path, session);
      return { session, state: one.state, content: await look.preview(one) };
    },
    'history.difference': async ({ name, path, from, to }) => {
      const shelf = await ready(name);
      const ends = { from: await at(shelf, from), to: await at(shelf, to) };
      const [before, after] = [await wantedIfThere(shelf, path, ends.from), await wantedIfThere(shelf, path, ends.to)];
      if (!before && !after) throw new Refusal('unknown-path', { job: name, path });
      return { ...ends, before: before?.state ?? null, after: after?.state ?? null, content: await difference(before, after) };
    },
    'history.take': async ({ name, path, at: moment }) => {
      const shelf = await ready(name);
      const session = await at(shelf, moment);
      const one = await wanted(shelf, path, session);
      const taken = await look.open(one);
      if (taken.kind === 'none') throw new Refusal(taken.why === 'damaged' ? 'file-damaged' : 'not-a-file', { job: name, path });
      return { session, state: one.state, handle: taken.handle, size: taken.size };
    },
    'history.piece': async ({ handle, offset }) => {
      const piece = await look.read(handle, offset);
      return { base64: piece.toString('base64'), next: piece.length === 0 ? null : offset + piece.length };
    },
    'history.leave': ({ handle }) => {
      look.close(handle);
      return {};
    },
  };
  return { answers, end: () => look.end() };
}

/** One version: nothing has to be read to know that it is the same. */
const isSame = (one: EntryState | undefined, other: EntryState | undefined): boolean =>
  one?.kind === 'file' && other?.kind === 'file' && one.sha1 !== null && one.sha1 === other.sha1 && one.size === other.size;
