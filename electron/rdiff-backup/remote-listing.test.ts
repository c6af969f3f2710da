import { describe, expect, it } from 'vitest';
import { parseListing } from './remote-listing.ts';

describe('what a repository elsewhere holds (fault row B9, rdiff-backup 12.13)', () => {
  it.each([
    ['healthy', '1772000000 directory\n1772086400 directory\n', { kind: 'healthy', times: [1_772_000_000, 1_772_086_400] }],
    ['in another order', '1772086400 directory\n1772000000 directory\n', { kind: 'healthy', times: [1_772_000_000, 1_772_086_400] }],
    ['interrupted', '1772000000 directory\n-1 directory\n', { kind: 'interrupted', times: [1_772_000_000] }],
    ['interrupted before anything was written', '-1 directory\n', { kind: 'interrupted', times: [] }],
    ['a first session that never ended', '0 directory\n', { kind: 'none' }],
    ['nothing at all', '', { kind: 'unreadable' }],
    ['a greeting of the login shell', 'Welcome to web1\n', { kind: 'unreadable' }],
    ['text around the lines', 'NOTE: x 5 directory\n1772000000 directory\nfoo\n', { kind: 'healthy', times: [1_772_000_000] }],
  ])('%s', (_, stdout, expected) => {
    expect(parseListing(0, stdout, '')).toEqual(expected);
  });
  it('nothing is shown of a session of 1969 or 1970: it never was one (fault row B9)', () => {
    const listing = parseListing(0, '0 directory\n-1 directory\n1772000000 directory\n', '');
    expect(listing).toEqual({ kind: 'interrupted', times: [1_772_000_000] });
  });
  it('a failed listing is never an empty repository, unless the tool says that there is none', () => {
    const none = "ERROR: Path 'data' couldn't be identified as being within an existing backup repository\n";
    expect(parseListing(1, '', none)).toEqual({ kind: 'none' });
    expect(parseListing(1, '1772000000 directory\n', 'ssh: connect to host h port 22: Connection refused')).toEqual({ kind: 'unreadable' });
    expect(parseListing(-1, '', '')).toEqual({ kind: 'unreadable' });
  });
});
