import type { EntryState } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { createChangedBelow } from './changed-below.ts';
import { changesQuestion } from './changes.ts';
import { findQuestion } from './find.ts';
import { folderQuestion } from './folder.ts';
import { largestQuestion } from './largest.ts';
import { othersQuestion } from './other-versions.ts';
import { createPaths } from './paths.ts';
import { sampleQuestion } from './sample.ts';
import { sessionQuestions } from './sessions.ts';
import { totalsQuestion } from './totals.ts';
import { createSpans, versionQuestions } from './versions.ts';
import { atOnce, createViews, type View } from './view.ts';

export type Questions = ReturnType<typeof createQuestions>;

/**
 * The questions to one index. Sessions are named by their time; all questions refuse with `no-session` and `session-damaged`, those with a
 * path with `unknown-path`. Each is answered from one state of the index, also while another connection writes to it.
 */
export function createQuestions(index: IndexFile) {
  // Sorting and sets stay in memory: a file of its own for each costs more than they do.
  index.exec('PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000');
  const view = createViews(index);
  const paths = createPaths(index);
  const spans = createSpans(index);
  const { sessionsOf, sessionTimes } = sessionQuestions(index);
  const { versionsOf, entryAt } = versionQuestions(index, paths, spans);
  const asked =
    <I, O>(question: (now: View, input: I) => O) =>
    (input: I): O =>
      atOnce(index, () => question(view(), input));
  return {
    sessions: asked(sessionsOf),
    sessionTimes: () => atOnce(index, () => sessionTimes(view())),
    folder: asked(folderQuestion(index, paths, createChangedBelow(index))),
    versions: asked(versionsOf),
    entry: asked<{ session: number; path: string }, EntryState>(entryAt),
    find: asked(findQuestion(index, paths, spans)),
    changes: asked(changesQuestion(index, paths)),
    totals: asked(totalsQuestion(index, paths)),
    largest: asked(largestQuestion(index, paths, spans)),
    others: asked(othersQuestion(index, paths, spans)),
    sample: asked(sampleQuestion(index, paths)),
  };
}
