import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AbsolutePath } from '../contract/location.ts';
import { encodeLocation } from './location.ts';

/** rdiff-backup 2.2.2, SetConnections.parse_location: how the tool reads a location. */
function toolReads(text: string): { host: string | null; path: string } | 'too many parts' {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const slashes = /\\*$/.exec(part)?.[0].length ?? 0;
    if (text.startsWith('::', at) && slashes % 2 === 0) {
      parts.push(part);
      part = '';
      at += 1;
    } else part += text.charAt(at);
  }
  parts.push(part);
  if (parts.length > 2) return 'too many parts';
  const unquoted = (quoted: string) =>
    quoted
      .split('\\\\')
      .map((piece) => piece.replaceAll('\\:', ':'))
      .join('\\');
  const path = unquoted(parts.at(-1) ?? '').replaceAll('\\', '/');
  return { host: parts.length === 2 ? unquoted(parts[0] ?? '') : null, path };
}

const characters = fc.constantFrom(...Array.from(':::\\;#$()`\'"@-%{} h/.日\u2028x'));
const paths = fc
  .array(fc.oneof(characters, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), { maxLength: 40 })
  .map((units) => AbsolutePath.safeParse(`/${units.join('')}`))
  .filter((answer) => answer.success)
  .map((answer) => answer.data);

describe('a location is read by rdiff-backup as exactly what it is (I5, attack rows I4, I6, rdiff-backup 12.5)', () => {
  it('a local path never has a host part, whatever colons it holds', () => {
    fc.assert(
      fc.property(paths, (path) => {
        expect(toolReads(encodeLocation({ host: null, path }))).toEqual({ host: null, path });
      }),
      { numRuns: 3000 },
    );
  });
  it('a path on a host keeps its host and its path', () => {
    fc.assert(
      fc.property(paths, (path) => {
        expect(toolReads(encodeLocation({ host: 'host-0000000a', path }))).toEqual({ host: 'host-0000000a', path });
      }),
      { numRuns: 3000 },
    );
  });
  it('the reading of the tool that this is measured with does see the attack in a path that is not encoded', () => {
    expect(toolReads('/srv/x;touch PWNED;#::y')).toEqual({ host: '/srv/x;touch PWNED;#', path: 'y' });
    expect(toolReads('host::/srv/dou::ble')).toBe('too many parts');
    expect(toolReads('./local\\::name')).toEqual({ host: null, path: './local::name' });
    expect(toolReads('/srv/back\\slash')).toEqual({ host: null, path: '/srv/back/slash' });
  });
});

it.each([
  [{ host: null, path: '/srv/x;touch PWNED;#::y' }, '/srv/x;touch PWNED;#\\:\\:y'],
  [{ host: null, path: '/srv/a:b' }, '/srv/a\\:b'],
  [{ host: 'host-0000000a', path: '/srv/共有 1' }, 'host-0000000a::/srv/共有 1'],
  [{ host: 'host-0000000a', path: '/a::b' }, 'host-0000000a::/a\\:\\:b'],
])('%j is written as %j and never begins with - or @ (rdiff-backup 12.5)', (location, text) => {
  expect(encodeLocation(location)).toBe(text);
  expect(text).not.toMatch(/^[-@]/);
});
