import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { bringIndex, indexFits } from '../office/built-index.ts';
import { writeBomb } from '../office/gzip-bomb.ts';
import { growHistory } from '../office/history.ts';
import { buildApart } from '../office/index-child.ts';
import { readIndex } from '../office/index-content.ts';
import { missing } from '../office/needs.ts';
import { referenceTimes } from '../office/reference-reader.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { byComponents, printedLines, toolListing } from '../office/tool-listing.ts';
import { writeWebRoot } from '../office/web-root.ts';

const sessions = 12;
const firstTime = Date.UTC(2025, 5, 2, 2, 30) / 1000;
const day = 86_400;
const mostMB = 300;

type Damage = { what: string; session: number; do: (file: string) => Promise<void> | void; mayBeRead?: boolean; isLong?: boolean };

/** The ninth session and the newest one are whole listings, all others differences to the next newer session. */
const needs = (session: number, damaged: number) => session <= damaged && damaged <= (session <= 9 ? 9 : sessions);

const half = async (file: string) => {
  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, Math.floor(bytes.length / 2)));
};
const unsort = async (file: string) => {
  const records = gunzipSync(await readFile(file))
    .toString('latin1')
    .split(/^(?=File )/m);
  await writeFile(file, gzipSync(Buffer.from(records.reverse().join(''), 'latin1')));
};
const damages: Damage[] = [
  { what: 'a difference cut in half', session: 5, do: half },
  { what: 'a difference full of garbage', session: 11, do: (file) => writeFile(file, Buffer.alloc(5000, 'garbage!')) },
  {
    what: 'a difference that unpacks to garbage',
    session: 5,
    do: (file) => writeFile(file, gzipSync(Buffer.alloc(5000, 'garb\xff\0\n', 'latin1'))),
  },
  { what: 'a difference that is not there', session: 5, do: (file) => rm(file) },
  { what: 'an empty file for a difference', session: 10, do: (file) => writeFile(file, '') },
  { what: 'a difference out of order', session: 5, do: unsort, mayBeRead: true },
  { what: 'an older listing cut in half', session: 9, do: half },
  { what: 'the newest listing cut in half', session: sessions, do: half },
  { what: 'an empty file for the newest listing', session: sessions, do: (file) => writeFile(file, '') },
  { what: 'no newest listing', session: sessions, do: (file) => rm(file) },
  { what: 'the newest listing out of order', session: sessions, do: unsort, mayBeRead: true },
  { what: 'a gibibyte of zeros for a difference', session: 5, do: (file) => writeBomb(file, '', '\0') },
  { what: 'a gibibyte of zeros for the newest listing', session: sessions, do: (file) => writeBomb(file, '', '\0') },
  { what: 'one endless name', session: 5, do: (file) => writeBomb(file, 'File ', 'x') },
  { what: 'one endless link', session: 11, do: (file) => writeBomb(file, 'File a\n  Type sym\n  SymData ', 'x/') },
  { what: 'one endless record', session: 5, do: (file) => writeBomb(file, 'File a\n  Type reg\n', '  Unknown field\n') },
  {
    what: 'the same record without an end',
    session: 10,
    isLong: true,
    do: (file) => writeBomb(file, '', 'File a\n  Type reg\n  Size 1\n'),
  },
];

describe.skipIf(missing.rdiffBackup !== undefined)('the index of a repository with damaged metadata', () => {
  let place: Scratch | undefined;
  let whole = '';
  let index = '';
  const before = new Map<number, string[]>();
  const timeOf = (session: number) => firstTime + (session - 1) * day;

  beforeAll(async () => {
    place = await scratch('modosu-damage');
    const source = join(place.dir, 'source');
    [whole, index] = [join(place.dir, 'whole'), join(place.dir, 'whole.db')];
    await writeWebRoot(source, { seed: 3 });
    await growHistory({ source, repository: whole, sessions, firstTime, stepSeconds: day, seed: 3 });
    for (const time of referenceTimes(whole)) before.set(time, await toolListing(whole, time));
    await bringIndex(whole, index);
  });
  afterAll(() => place?.remove());

  it.for(damages.filter(({ isLong }) => everyRound || isLong !== true))(
    '$what: what needs it is marked, everything else is answered, in little memory',
    async ({ session, do: damage, mayBeRead }) => {
      const dir = place?.dir ?? '';
      const [repository, fresh, brought] = [join(dir, 'damaged'), join(dir, 'fresh.db'), join(dir, 'brought.db')];
      try {
        await cp(whole, repository, { recursive: true, preserveTimestamps: true });
        await cp(index, brought);
        const stamp = new Date(timeOf(session) * 1000).toISOString().replace('.000', '');
        const names = (await readdir(join(repository, 'rdiff-backup-data'))).filter((name) => name.startsWith(`mirror_metadata.${stamp}`));
        expect(names).toHaveLength(1);
        await damage(join(repository, 'rdiff-backup-data', names[0] as string));

        const { damaged, peakMB } = await buildApart(repository, fresh, { rebuild: true });
        expect(peakMB).toBeLessThan(mostMB);
        const content = readIndex(fresh);
        const states = new Map(content.sessions.map(({ time, state }) => [Number(time), state]));
        const expected = [...before.keys()].map((time, at) => [time, needs(at + 1, session) ? 'damaged' : 'good'] as const);
        // Whoever can read it nevertheless may, as long as what is answered is true.
        const told = expected.filter(([, state]) => state === 'good' || mayBeRead !== true);
        expect(told.map(([time]) => [time, states.get(time)])).toEqual(told);
        const answered = [...before].filter(([time]) => states.get(time) === 'good');
        expect(answered.map(([time]) => [time, printedLines([...content.at(time).keys()].sort(byComponents))])).toEqual(answered);
        expect(damaged).toBe([...states.values()].filter((state) => state === 'damaged').length);
        expect(await indexFits(repository, fresh)).toBe('same');

        await bringIndex(repository, brought);
        expect(readIndex(brought).rows).toEqual(content.rows);
        expect(readIndex(brought).sessions).toEqual(content.sessions);
      } finally {
        await Promise.all([repository, fresh, brought].map(removeTree));
      }
    },
  );

  it('is tried on a repository of which the metadata are known', () => {
    expect(referenceTimes(whole)).toEqual(Array.from({ length: sessions }, (_, at) => timeOf(at + 1)));
  });

  it('is whole again once the file is', async () => {
    const dir = place?.dir ?? '';
    const [repository, file] = [join(dir, 'mended'), join(dir, 'mended.db')];
    await cp(whole, repository, { recursive: true, preserveTimestamps: true });
    const data = join(repository, 'rdiff-backup-data');
    const name = (await readdir(data)).find((each) => each.startsWith('mirror_metadata') && each.endsWith('.diff.gz')) as string;
    await half(join(data, name));
    expect((await bringIndex(repository, file)).damaged).toBe(1);
    await cp(join(whole, 'rdiff-backup-data', name), join(data, name), { preserveTimestamps: true });
    expect((await bringIndex(repository, file)).damaged).toBe(0);
    expect(readIndex(file).rows).toEqual(readIndex(index).rows);
  });
});
