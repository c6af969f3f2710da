// Control characters, bidi overrides and other marks that change what is shown without being seen.
const hidden =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u115f\u1160\u3164\uffa0\u{e0000}-\u{e007f}]|\p{Cs}/gu;

const escaped = (character: string) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** Text from outside as it may be printed: everything invisible or active is shown as `\u{202e}`. */
export const visible = (text: string): string => text.replace(hidden, escaped);

/** One piece of a text from outside: plain, or a hidden character as `visible` writes it. */
export type Piece = { text: string; isHidden: boolean };

/** The same text in pieces, for a window that shows a hidden character as a chip of its own. */
export function visiblePieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(hidden)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), isHidden: false });
    pieces.push({ text: escaped(match[0]), isHidden: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isHidden: false });
  return pieces;
}
