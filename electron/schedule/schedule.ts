/** When a backup is due, what became of each due time, and who holds it back. */
export { createPauses, endOfPause, type Pauses } from './pauses.ts';
export { readSchedule } from './read-schedule.ts';
export { dueTimes, nextTime, nextTimes, ruleProblem } from './rule.ts';
export { createScheduler, tickFact, type Scheduler } from './scheduler.ts';
export { createSlots, scheduleTables, type Slots } from './slots.ts';
export { targetOf } from './target.ts';
