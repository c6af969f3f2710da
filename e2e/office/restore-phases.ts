import type { StepName } from '../../electron/contract/run.ts';
import type { Moment } from './held-tools.ts';

/** A moment within a phase of a restore at which it is killed. */
export type Phase = {
  what: string;
  /** The job: of `here` and `there`, on a host, no file needs rdiff-backup; of `tool` and `tool there` every file does. */
  name: 'here' | 'there' | 'tool' | 'tool there';
  /** Whether the target is there before. */
  exists: boolean;
  step: StepName;
  /** `some`: any of the times that this happens. */
  moment: Omit<Moment, 'time'> & { time: number | 'some' };
  /** What becomes of it where all that works for it is killed as well: what has been staged is gone on with. */
  ends: 'finished' | 'taken back';
};

const once = (by: Moment['by'], event: Moment['event'], of: string) => ({ by, event, of, time: 1 });
const some = (by: Moment['by'], event: Moment['event'], of: string) => ({ by, event, of, time: 'some' as const });
const extract = { step: 'extract', ends: 'finished' } as const;
const merge = { name: 'tool', step: 'merge', ends: 'finished' } as const;
const place = { name: 'tool', exists: false, step: 'place', ends: 'finished' } as const;
const atOnce = { name: 'here', exists: false, step: 'stage', ends: 'finished' } as const;
const stream = { name: 'there', step: 'stage', ends: 'taken back' } as const;

export const restorePhases: readonly Phase[] = [
  { what: 'rdiff-backup has hardly begun', ...extract, name: 'tool', exists: true, moment: once('tool', 'call', '_operate_regress') },
  { what: 'it has restored some files', ...extract, name: 'tool', exists: false, moment: some('tool', 'return', 'fast_process_file') },
  { what: 'it restores from a host', ...extract, name: 'tool there', exists: true, moment: some('tool', 'return', 'fast_process_file') },
  { what: 'some files are merged', ...merge, exists: true, moment: some('hand', 'return', 'finish_moved') },
  { what: 'merged folders get their attributes', ...merge, exists: false, moment: once('hand', 'call', 'bring_attributes') },
  { what: 'the journal of a new folder is written', ...place, moment: once('hand', 'return', 'start_new') },
  { what: 'the new folder has its name', ...place, moment: once('hand', 'return', 'place_new') },
  { what: 'a new folder is about to be placed in one breath', ...atOnce, moment: once('hand', 'call', 'place_new') },
  { what: 'it has been placed in one breath', ...atOnce, moment: once('hand', 'return', 'place_new') },
  { what: 'some files have come from a host', ...stream, exists: false, moment: some('hand', 'return', 'put_if_right') },
  { what: 'some have come for a folder that is there', ...stream, exists: true, moment: some('hand', 'return', 'put_if_right') },
  { what: 'all have come from a host', ...stream, exists: true, moment: once('hand', 'return', 'receive') },
];
