// Control characters, bidi overrides and other marks that change what is shown without being seen.
const hidden =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u115f\u1160\u3164\uffa0\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** Text from outside as it may be printed: everything invisible or active is shown as `\u{202e}`. */
export const visible = (text: string): string =>
  text.replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
