/** One run from the queue to its record: who may begin, the processes that work for it, what is kept of it. */
export { acceptRun } from './accept.ts';
export { historyNotices } from './history-notices.ts';
export { blockedBy } from './queue.ts';
export { readLog } from './run-log.ts';
export { holdHome, keeperOf, leaveHome } from './keeper.ts';
export { createRunStore, runTables, settledFact, type Ended, type RunStore } from './run-store.ts';
export { runFolder, stepFiles, type StepFiles } from './step-folder.ts';
export { createSteps, type StepEnd, type Steps } from './steps.ts';
export { watchHome } from './watch.ts';
