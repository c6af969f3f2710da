import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = '/usr/lib';

/** libfaketime for programs with threads, wherever the distribution puts it. */
export function findFakeTime(): string | undefined {
  return (existsSync(folder) ? readdirSync(folder) : [])
    .map((triplet) => join(folder, triplet, 'faketime/libfaketimeMT.so.1'))
    .find((path) => existsSync(path));
}

/** A wall clock that is ahead of the machine's by as much as a test says; monotonic clocks stay as they are. */
export type FakeTime = {
  /** For a program that is to see this clock. */
  readonly env: Record<string, string>;
  /** A folder for the front of PATH: its rdiff-backup sees this clock, though the program hands on none of its environment. */
  readonly bin: string;
  /** Sets how many seconds the clock is ahead; programs that run see it at once. */
  ahead(seconds: number): Promise<void>;
};

/** Makes such a clock in a scratch folder. */
export async function openFakeTime(dir: string, rdiffBackup = '/usr/bin/rdiff-backup'): Promise<FakeTime> {
  const library = findFakeTime();
  if (library === undefined) throw new Error('no libfaketime');
  const file = join(dir, 'ahead');
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    // What lies on the disk has the times of the real clock; seen ahead of it, too, it would look as if it had just been changed.
    NO_FAKE_STAT: '1',
  };
  const bin = join(dir, 'bin');
  await mkdir(bin);
  const exports = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
  await writeFile(join(bin, 'rdiff-backup'), ['#!/bin/sh', ...exports, `exec ${rdiffBackup} "$@"`, ''].join('\n'));
  await chmod(join(bin, 'rdiff-backup'), 0o755);
  const ahead = (seconds: number) => writeFile(file, `+${Math.round(seconds)}s`);
  await ahead(0);
  return { env, bin, ahead };
}
