import { sampleSession } from '../contract/samples.testing.ts';
import type { Found } from './judge.ts';

/** When the run of `found` began, and the session that it made; epoch seconds. */
export const time = sampleSession().time;
export const began = time - 10;

export const regressing =
  'WARNING: Previous backup seems to have failed, regressing destination now\nWARNING: Action backup emitted warnings, see previous messages for details';
export const recursion = "WARNING: The target directory 'in/repo' may be contained in the source directory 'in'.";
export const one = 'ERROR: Either there is more than one current_mirror or the last backup is not in the past. Aborting.';

/** The evidence of a backup that went well; lines of `printed` are its error stream. */
export function found({ printed = '', ...change }: Partial<Found> & { printed?: string } = {}): Found {
  const lines = printed.split('\n').filter(Boolean);
  const warnings = lines.filter((line) => /^(?:WARNING|ERROR|Fatal Error)/.test(line));
  const stream = { notSaved: [], notSavedCount: 0, warnings, tail: lines, printed };
  const clean = { code: 0, cancelled: false, flooded: false, regressed: false, deadEnd: false, startedAt: began };
  return { ...clean, session: sampleSession(), markers: [time], stream, previous: sampleSession({ time: 5 }), ...change };
}
