const wide = /\p{sc=Han}|\p{sc=Hiragana}|\p{sc=Katakana}|\p{sc=Hangul}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const narrowest = /^\p{M}/u;

/** How many columns of a terminal a text takes. */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (narrowest.test(character) ? 0 : wide.test(character) ? 2 : 1), 0);

/**
 * Puts rows under each other, page after page: a column is as wide as its widest text so far, the last one as long as it is. `right` are the
 * columns that stand to the right.
 */
export function createColumns(right: readonly number[]): (rows: readonly (readonly string[])[]) => string[] {
  const widths: number[] = [];
  return (rows) => {
    for (const row of rows) for (const [column, text] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(text));
    const cell = (text: string, column: number) => {
      const gap = ' '.repeat((widths[column] ?? 0) - widthOf(text));
      return right.includes(column) ? gap + text : text + gap;
    };
    const isUsed = (column: number) => (widths[column] ?? 0) > 0;
    return rows.map((row) => {
      const line = row
        .map((text, column) => (column === row.length - 1 ? text : cell(text, column)))
        .filter((_, column) => isUsed(column))
        .join('  ');
      // A name may end in blanks of its own.
      return row.at(-1) === '' ? line.trimEnd() : line;
    });
  };
}
