import { describe, expect, it } from 'vitest';
import { lostMarker } from '../../rdiff-backup/rdiff-backup.ts';
import { chooseMetadata, isAttributesName, isMetadataName } from './metadata-files.ts';

const [old, next] = ['2026-01-01T00:00:00Z', '2026-01-02T01:00:00+01:00'];
const file = (name: string, size = 100) => ({ name, size });
const names = (listed: { name: string; size: number }[]) => {
  const choice = chooseMetadata(listed);
  return choice.kind === 'files' ? choice.files.map(({ name }) => name) : choice;
};

it.each([
  ['mirror_metadata.2026-01-01T00:00:00Z.snapshot.gz', true],
  ['mirror_metadata.2026-01-01T00:00:00-05:00.diff', true],
  ['mirror_metadata.2026-02-25;08406-13-20;090.snapshot.gz', true],
  ['session_statistics.2008-05-01T10-00-00+02-00.data', true],
  ['error_log.2026-01-01T00:00:00Z.data.gz', true],
  ['current_mirror.2026-01-01T00:00:00Z.data', true],
  ['chars_to_quote', true],
  ['file_statistics.2026-01-01T00:00:00Z.data.gz', false],
  ['extended_attributes.2026-01-01T00:00:00Z.snapshot', false],
  ['increments.2026-01-01T00:00:00Z.dir', false],
  ['mirror_metadata.2026-01-01T00:00:00Z.snapshot.gz.part', false],
  ['mirror_metadata.2026/../../x.snapshot', false],
  ['mirror_metadata.2026-01-01 00:00:00.snapshot', false],
  ['mirror_metadata..snapshot', false],
  ['backup.log', false],
  ['lock.yml', false],
])('%s is kept: %s', (name, isKept) => {
  expect(isMetadataName(name)).toBe(isKept);
});

it.each([
  ['extended_attributes.2026-01-01T00:00:00Z.snapshot.gz', true],
  ['access_control_lists.2026-02-25;08406-13-20;090.snapshot', true],
  ['extended_attributes.2026-01-01T00:00:00Z.snapshot.gz.part', false],
  ['access_control_lists.2026/../../x.snapshot', false],
  ['mirror_metadata.2026-01-01T00:00:00Z.snapshot.gz', false],
])('%s records attributes: %s', (name, isRecord) => {
  expect(isAttributesName(name)).toBe(isRecord);
});

describe('what is kept of a repository', () => {
  it('comes in an order in which a half of it can be read: markers last', () => {
    const listed = [`current_mirror.${old}.data`, `mirror_metadata.${old}.snapshot.gz`, `session_statistics.${old}.data`, 'chars_to_quote'];
    expect(names(listed.map((name) => file(name)))).toEqual(listed.toReversed());
  });

  it('is the listing of a session that was cut off at its very end: the one before it is a difference to that', () => {
    const listed = [
      `session_statistics.${old}.data`,
      `mirror_metadata.${old}.diff.gz`,
      `mirror_metadata.${next}.snapshot.gz`,
      `current_mirror.${old}.data`,
      `current_mirror.${next}.data`,
    ];
    expect(names([...listed, `error_log.${next}.data`].map((name) => file(name)))).toEqual(listed);
  });

  it('is nothing of a session that has not ended but its marker', () => {
    const listed = [old, next].flatMap((time) => [
      file(`error_log.${time}.data`),
      file(`mirror_metadata.${time}.snapshot.gz`),
      file(`current_mirror.${time}.data`),
    ]);
    expect(names(listed)).toEqual([
      `error_log.${old}.data`,
      `mirror_metadata.${old}.snapshot.gz`,
      `current_mirror.${old}.data`,
      `current_mirror.${next}.data`,
    ]);
  });

  it('is nothing at all before a first backup has ended, and not known where the marker of the newest session is lost', () => {
    const first = file(`mirror_metadata.${old}.snapshot.gz`);
    expect(names([first])).toEqual({ kind: 'unbegun' });
    expect(names([first, file(`mirror_metadata.${next}.diff.gz`)])).toEqual({ kind: 'failed', line: lostMarker });
  });

  it('is no log out of all proportion, and no metadata that no repository has', () => {
    const marker = file(`current_mirror.${old}.data`);
    expect(names([file(`error_log.${old}.data`, 1e9), marker])).toEqual([marker.name]);
    const huge = `mirror_metadata.${old}.snapshot.gz`;
    expect(names([file(huge, 4 * 1024 ** 3), marker])).toEqual([huge, marker.name]);
    expect(names([file(huge, 4 * 1024 ** 3 + 1), marker])).toEqual({ kind: 'failed', line: `${huge}: File too large` });
  });
});
