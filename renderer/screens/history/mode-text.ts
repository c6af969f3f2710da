const letters = ['r', 'w', 'x'];
const special = [
  { bit: 0o4000, at: 2, letter: 's' },
  { bit: 0o2000, at: 5, letter: 's' },
  { bit: 0o1000, at: 8, letter: 't' },
];

/** Permissions as `ls` writes them, and as a number: `rwxr-xr-x (755)`. */
export function modeText(mode: number): string {
  const text = Array.from({ length: 9 }, (_, at) => (mode & (0o400 >> at) ? (letters[at % 3] ?? '') : '-'));
  for (const { bit, at, letter } of special) if (mode & bit) text[at] = text[at] === 'x' ? letter : letter.toUpperCase();
  return `${text.join('')} (${(mode & 0o7777).toString(8).padStart(3, '0')})`;
}
