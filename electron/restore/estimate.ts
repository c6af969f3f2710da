import * as z from 'zod';
import type { RunStore } from '../runs/runs.ts';

/** How long a restore of a job has taken: files, bytes and ms of reading, writing and verifying. */
const Speed = z.strictObject({ files: z.number(), bytes: z.number(), ms: z.number() });
export type Speed = z.infer<typeof Speed>;
type Amount = { files: number; bytes: number };
type Facts = Pick<RunStore, 'fact' | 'keepFact'>;

/** Opening, closing and naming a file takes about as long as so many of its bytes. */
const bytesOfFile = 40_000;
const leastFiles = 20;
/** Starting and ending take so long, whatever is restored. */
const aroundMs = 1000;

const key = (job: string): string => `restore-speed ${job}`;
const cost = ({ files, bytes }: Amount): number => files * bytesOfFile + bytes;

/** Remembers what a restore has taken; what was too little says nothing. */
export function keepSpeed(store: Facts, job: string, speed: Speed): void {
  if (speed.files >= leastFiles && speed.ms > 0) store.keepFact(key(job), JSON.stringify(speed));
}

/** How long restoring so much may take (ms), by what the last restore of the job took; null while there was none. */
export function estimateMs(store: Facts, job: string, amount: Amount): number | null {
  const text = store.fact(key(job));
  const speed = text === undefined ? undefined : Speed.safeParse(JSON.parse(text)).data;
  return speed ? scaledMs(speed, amount) : null;
}

/** What so much would take by a measured speed (ms). */
export const scaledMs = (speed: Speed, amount: Amount): number => Math.round(aroundMs + (speed.ms * cost(amount)) / cost(speed));
