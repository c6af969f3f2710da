/** One run from the queue to its record: who may begin, the processes that work for it, what is kept of it. */
export { acceptRun } from './accept.ts';
export { runAnswers } from './answers.ts';
export { drillsSinceFact, drillTables, type Drills } from './drills.ts';
export { historyNotices } from './history-notices.ts';
export { createLine, type Line, type Trade, type Verdict } from './line.ts';
export { blockedBy } from './queue.ts';
export { readLog } from './run-log.ts';
export { holdHome, keeperOf, leaveHome } from './keeper.ts';
export { createRunStore, isWriter, runTables, settledFact, type Ended, type RunDraft, type RunStore } from './run-store.ts';
export { runFolder, stepFiles, type StepFiles } from './step-folder.ts';
export { createSteps, type StepEnd, type Steps } from './steps.ts';
export { markOfHome, watchHome } from './watch.ts';
