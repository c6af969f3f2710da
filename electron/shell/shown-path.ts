import { Refusal } from '../contract/failure.ts';
import { visible } from '../contract/words/visible.ts';

/** A path from outside as it may be printed, with a backslash written out where it would be taken for one of `visible`. */
export const shownPath = (path: string): string => visible(path.replaceAll(/\\(?=u\{)/g, () => '\\u{5c}'));

/**
 * The path of an entry as a person types it: below the source, or from / on when it begins with the source. What `shownPath` prints can be
 * pasted back. Refuses with `invalid` what does not lie below the source; what is no path at all is left to the contract.
 */
export function entryBelow(source: string, typed: string): string {
  const wanted = entryOf(typed);
  const above = entryOf(source);
  if (!typed.startsWith('/') || above === '') return wanted;
  if (wanted === above) return '';
  if (wanted.startsWith(`${above}/`)) return wanted.slice(above.length + 1);
  throw new Refusal('invalid', { field: 'path', reason: 'path-outside', value: typed });
}

/** A path without what means nothing in it: `./a//b/` is `a/b`. `\u{dcff}` is the character of that number. */
function entryOf(typed: string): string {
  const names = typed.split('/').filter((name) => name !== '' && name !== '.');
  return names.join('/').replaceAll(/\\u\{([\da-f]{1,6})\}/gi, (written, digits: string) => {
    const number = Number.parseInt(digits, 16);
    return number <= 0x10ffff ? String.fromCodePoint(number) : written;
  });
}
