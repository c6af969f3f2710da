import { describe, expect, it } from 'vitest';
import { fakeFiles } from '../platform/fakes.testing.ts';
import { giveRootIncrement, incrementBytes, rootIncrements } from './increments.ts';

const [one, two, three] = ['2026-02-25T06:13:20Z', '2026-02-26T06:13:20Z', '2026-02-27T06:13:20Z'] as const;
const [t1, t2, t3] = [1_772_000_000, 1_772_086_400, 1_772_172_800] as const;
const data = '/b/rdiff-backup-data';

const statistics = (bytes: number) =>
  ['StartTime', 'EndTime', 'ElapsedTime', 'SourceFiles', 'SourceFileSize', 'NewFiles', 'ChangedFiles', 'DeletedFiles', 'Errors']
    .concat('TotalDestinationSizeChange')
    .map((name) => `${name} 5\n`)
    .join('') + `IncrementFileSize ${bytes} (x)\n`;

/** A repository by hand: the names (and contents) in rdiff-backup-data. */
function setup(names: Record<string, string>) {
  const texts = new Map(Object.entries(names).map(([name, text]) => [`${data}/${name}`, text]));
  return { files: fakeFiles(texts), texts };
}

describe('the increments that `remove increments` goes by (rdiff-backup chapter 9)', () => {
  it('are those of the root folder; unchanged sessions have none', async () => {
    const { files } = setup({
      [`increments.${two}.dir`]: '',
      [`increments.${one}.dir`]: '',
      [`session_statistics.${three}.data`]: '',
      [`increments/a.${three}.diff.gz`]: '',
      'increments.dir': '',
    });
    expect(await rootIncrements(files, '/b')).toEqual([t1, t2]);
    expect(await rootIncrements(files, '/elsewhere')).toEqual([]);
  });
  it('are read in any zone, and in a repository whose names are quoted', async () => {
    const { files } = setup({ chars_to_quote: ':', 'increments.2026-02-25T15;05813;05820+09;05800.dir': '' });
    expect(await rootIncrements(files, '/b')).toEqual([t1]);
  });
});

describe('a session that lost its increment gets it back, so that the tool sees it (fault row B17)', () => {
  it.each([
    [`session_statistics.${one}.data`, '', `increments.${one}.dir`],
    [`mirror_metadata.${one}.diff.gz`, '', `increments.${one}.dir`],
    ['error_log.2026-02-25T15:13:20+09:00.data', '', 'increments.2026-02-25T15:13:20+09:00.dir'],
    ['session_statistics.2026-02-25T06;05813;05820Z.data', ':', 'increments.2026-02-25T06;05813;05820Z.dir'],
  ])('with the stamp of %s', async (name, quoting, made) => {
    const { files, texts } = setup({ [name]: 'x', chars_to_quote: quoting, [`session_statistics.${two}.data`]: '' });
    expect(await giveRootIncrement(files, '/b', t1)).toBe(true);
    expect(texts.get(`${data}/${made}`)).toBe('');
    expect(texts.size).toBe(4);
    expect(await rootIncrements(files, '/b')).toEqual([t1]);
  });
  it('but only a session that is there', async () => {
    const { files, texts } = setup({ [`session_statistics.${two}.data`]: '', [`increments.${one}.dir`]: '' });
    expect(await giveRootIncrement(files, '/b', t1)).toBe(false);
    expect(texts.size).toBe(2);
  });
});

it('the bytes of increments are in the statistics of the sessions that wrote them; what cannot be read counts nothing', async () => {
  const { files } = setup({
    [`session_statistics.${one}.data`]: statistics(1000),
    [`session_statistics.${two}.data`]: statistics(200),
    [`session_statistics.${three}.data`]: 'IncrementFileSize 70\n',
    [`file_statistics.${two}.data`]: statistics(5),
  });
  expect(await incrementBytes(files, '/b', [t2, t3])).toBe(200);
  expect(await incrementBytes(files, '/b', [t1, t2])).toBe(1200);
  expect(await incrementBytes(files, '/b', [])).toBe(0);
});
