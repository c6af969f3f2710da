import { join } from 'node:path';
import * as z from 'zod';
import { Host } from '../contract/host.ts';
import { Job } from '../contract/job.ts';
import { recordables, recordedAttributes } from '../history/history.ts';
import type { Files } from '../platform/ports.ts';
import { Survey } from './answer.ts';

/** The job, the repository's machine and the target that a run began with. */
const World = z.object({
  job: Job,
  repository: Host.nullable(),
  target: z.object({ machine: Host.nullable(), path: z.string(), shown: z.string() }),
});
export type World = z.infer<typeof World>;

export const worldOf = ({ job, repository, target }: World): World => ({ job, repository, target });

/** What a run that restores knows once it has begun to write, kept beside it for a program that has to go on in the place of a killed one. */
const Memory = z.object({
  world: World,
  work: z.object({ parent: z.string(), name: z.string() }),
  survey: Survey.pick({ real: true, exists: true, sameIndexes: true, above: true, sameFiles: true, rootTime: true }),
  files: z.number(),
  entries: z.number(),
  bytes: z.number(),
  special: z.number(),
  recorded: z.array(z.enum(recordables)).default([]),
  unreadable: z.array(z.object({ base: z.enum(recordedAttributes), file: z.string() })).default([]),
  begunAt: z.number(),
});
export type Memory = z.infer<typeof Memory>;

const fileOf = (folder: string): string => join(folder, 'restore.json');
const mostBytes = 256 * 1024 * 1024;

export const keepMemory = (files: Pick<Files, 'write'>, folder: string, memory: Memory): Promise<void> =>
  files.write(fileOf(folder), JSON.stringify(memory));

/** Undefined when nothing was written to a target yet. */
export async function readMemory(files: Pick<Files, 'text'>, folder: string): Promise<Memory | undefined> {
  const text = await files.text(fileOf(folder), mostBytes);
  if (text === undefined) return undefined;
  try {
    return Memory.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
