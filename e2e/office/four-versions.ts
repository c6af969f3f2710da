import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { Ports } from '../../electron/platform/machine.ts';
import { growHistory } from './history.ts';
import { random } from './random.ts';
import { openRestoring } from './restoring.ts';
import { scratch } from './scratch.ts';

const firstTime = 1_772_000_000;
const day = 86_400;
export const file = 'docs/b.txt';
export const timeOf = (session: number) => firstTime + session * day;

/** Four sessions with another `docs/b.txt` in each; `contents` is what it was. */
export async function fourVersions(change?: (ports: Ports) => Ports) {
  const place = await scratch('modosu-nearest');
  const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
  const numbers = random(5);
  const contents: Buffer[] = [];
  const write = () => {
    contents.push(numbers.bytes(3000 + contents.length));
    writeFileSync(join(source, file), contents.at(-1) ?? '');
  };
  mkdirSync(join(source, 'docs'), { recursive: true });
  writeFileSync(join(source, 'still.txt'), 'always the same');
  write();
  await growHistory({
    ...{ source, repository, sessions: 4, firstTime, stepSeconds: day, seed: 0 },
    change: async () => {
      write();
      await turn();
    },
  });
  const restoring = openRestoring(place.dir, change);
  await restoring.adopt('www', source, repository);
  onTestFinished(async () => {
    await restoring.close();
    await place.remove();
  });
  const folder = join(repository, 'rdiff-backup-data/increments/docs');
  const increments = readdirSync(folder)
    .filter((name) => name.startsWith('b.txt.'))
    .sort()
    .map((name) => join(folder, name));
  let count = 0;
  const draft = (session: number, name = 'www') => {
    const to = join(place.dir, `target${String((count += 1))}`);
    return { to, draft: { name, at: String(timeOf(session)), paths: [file], place: { kind: 'path' as const, to } } };
  };
  const restore = async (session: number, name = 'www') => {
    const wanted = draft(session, name);
    const { run } = await restoring.restore(wanted.draft);
    return { run, to: wanted.to, damaged: run.report?.damaged ?? [] };
  };
  return { place, source, repository, restoring, contents, increments, mirror: join(repository, file), draft, restore };
}

/** Another bit in the middle. */
export function flip(path: string | undefined): void {
  const bytes = readFileSync(path ?? '');
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x40;
  writeFileSync(path ?? '', bytes);
}

/** A delta that is packed well and makes another content; the older ones hold all of theirs. */
export function flipInside(path: string | undefined): void {
  const bytes = gunzipSync(readFileSync(path ?? ''));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x40;
  writeFileSync(path ?? '', gzipSync(bytes));
}
