import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringIndex } from '../office/built-index.ts';
import { readIndex } from '../office/index-content.ts';
import { stateOf } from '../office/index-reference.ts';
import { missing } from '../office/needs.ts';
import { referenceListing, referenceTimes } from '../office/reference-reader.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { addSyntheticSession, writeSyntheticRepository, type SyntheticRepository } from '../office/synthetic-repository.ts';
import { byComponents, printedLines, toolChanges, toolListing } from '../office/tool-listing.ts';

const files = 1500;
const sessions = 20;

describe.skipIf(missing.rdiffBackup !== undefined)('a synthetic repository', () => {
  let place: Scratch | undefined;
  let made: SyntheticRepository | undefined;
  const room = (name: string) => join(place?.dir ?? '', name);
  const options = (repository: string, count = sessions) => ({ repository, files, sessions: count, share: 0.02, seed: 11 });

  beforeAll(async () => {
    place = await scratch('modosu-synthetic');
    made = await writeSyntheticRepository(options(room('whole')));
  });
  afterAll(() => place?.remove());

  it('is read by the tool, each session of it, and has the files it was asked for', async () => {
    const { repository, timeOf } = made as SyntheticRepository;
    expect(referenceTimes(repository)).toEqual(Array.from({ length: sessions }, (_, at) => timeOf(at + 1)));
    for (const time of [1, 8, 9, 10, sessions - 1, sessions].map(timeOf)) {
      expect(await toolListing(repository, time)).toEqual(printedLines(referenceListing(repository, time).map(({ path }) => path)));
    }
    const first = referenceListing(repository, timeOf(1)).map((record) => stateOf(record).kind);
    expect(first.filter((kind) => kind === 0)).toHaveLength(files);
    expect(first.filter((kind) => kind === 1)).toHaveLength(files / 100);
    expect((await toolChanges(repository, timeOf(sessions - 1))).length).toBeGreaterThan(files * 0.01);
  });

  it('has the statistics of its own records', async () => {
    const { repository, timeOf } = made as SyntheticRepository;
    const stamp = new Date(timeOf(sessions) * 1000).toISOString().replace('.000', '');
    const text = await readFile(join(repository, `rdiff-backup-data/session_statistics.${stamp}.data`), 'latin1');
    const figure = (name: string) => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1]);
    const newest = referenceListing(repository, timeOf(sessions));
    const changes = await toolChanges(repository, timeOf(sessions - 1));
    expect(figure('SourceFiles')).toBe(newest.length);
    expect(figure('SourceFileSize')).toBe(newest.reduce((sum, record) => sum + (stateOf(record).size ?? 0), 0));
    for (const [name, word] of [
      ['NewFiles', 'new '],
      ['DeletedFiles', 'deleted '],
      ['ChangedFiles', 'changed '],
    ] as const)
      expect([name, figure(name)]).toEqual([name, changes.filter((line) => line.startsWith(word)).length]);
  });

  // After the ninth session its listing stays as it is; after the one before the last it becomes a difference.
  it.for([9, sessions - 1])('becomes by one more session after %i what it would have been from the start', async (count) => {
    const [grown, straight] = [room(`grown ${String(count)}`), room(`straight ${String(count)}`)];
    await writeSyntheticRepository(options(grown, count));
    await addSyntheticSession(options(grown, count));
    await writeSyntheticRepository(options(straight, count + 1));
    expect(await contentOf(grown)).toEqual(await contentOf(straight));
  });

  it('is indexed as the tool lists it', async () => {
    const { repository, timeOf } = made as SyntheticRepository;
    await bringIndex(repository, room('index.db'));
    const index = readIndex(room('index.db'));
    for (const time of [1, 9, 14, sessions].map(timeOf)) {
      const found = index.at(time);
      const paths = [...found.keys()].sort(byComponents);
      expect(paths.map((path) => [path, found.get(path)])).toEqual(
        referenceListing(repository, time).map((one) => [one.path, stateOf(one)]),
      );
    }
  });
});

async function contentOf(repository: string): Promise<[string, string][]> {
  const data = join(repository, 'rdiff-backup-data');
  const names = (await readdir(data, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name): Promise<[string, string]> => {
      const bytes = await readFile(join(data, name));
      return [name, (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')];
    }),
  );
}
