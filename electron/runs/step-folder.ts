import { join } from 'node:path';
import type { StepName } from '../contract/run.ts';

/** The files of one step in its run's folder. */
export type StepFiles = { stdin: string; stdout: string; stderr: string; exitFile: string; pidFile: string };

export const runFolder = (home: string, run: number): string => join(home, 'runs', String(run));

export function stepFiles(folder: string, step: StepName): StepFiles {
  const file = (ending: string) => join(folder, `${step}.${ending}`);
  return { stdin: file('in'), stdout: file('out'), stderr: file('err'), exitFile: file('exit'), pidFile: file('pid') };
}
