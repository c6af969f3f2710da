/** When a backup is due, what became of each due time, and who holds it back. */
export { scheduleAnswers } from './answers.ts';
export { createPauses, type Pauses } from './pauses.ts';
export { readSchedule } from './read-schedule.ts';
export { dueTimes, nextTime, ruleProblem } from './rule.ts';
export { createScheduler, tickFact, type Scheduler } from './scheduler.ts';
export { createSlots, scheduleTables, type Slots } from './slots.ts';
export { targetOf } from './target.ts';
export { firstShown, wallAt } from './zone-clock.ts';
