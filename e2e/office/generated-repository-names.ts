import type { Random } from './random.ts';

/** Bytes, read as latin1. */
const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

const plain = ['a', 'b.txt', 'Readme.md', 'data', 'report 2025.pdf', 'UPPER.TXT', 'x.tar.gz', '.hidden', 'a b', 'a-b', 'a.b', '0', 'zz'];

const hostile = [
  'two\nlines',
  '\n',
  'ends with a newline\n',
  'back\\slash',
  'not\\na newline',
  'colons::inside',
  'quoted;070name',
  '-rf',
  '--help',
  '@file',
  'invalid \xff utf-8',
  '\xc3',
  '\xe3\x81 cut short',
  '\x01\x1b[31m\x7f',
  'tab\there',
  'carriage\rreturn',
  latin1('請求書 令和7年.xlsx'),
  // In two characters, as macOS writes it, and in one.
  latin1('カ\u3099ラス'),
  latin1('ガラス'),
  latin1('è🙂'),
  latin1('\u2028'),
  'trailing blank ',
  ' leading blank',
  '100%s',
  `it's "quoted"`,
  '$(touch x)`y`',
  '*?[a]',
  'File x',
  '  Type dir',
  'rdiff-backup-data',
  'rdiff-backup.tmp.1',
];

/** Folders are not called so: the tool leaves such a one out when it stands beside a new entry of the name before the stamp. */
const likeIncrements = ['a.2023-10-20T00:00:00Z.missing', 'data.2023-10-20T00:00:00+09:00.snapshot.gz', 'x.2023-10-20T00:00:00Z.dir'];

/** `long`: also names of 240 bytes, for which the tool keeps its increments elsewhere. */
export type NameTraits = { long: boolean };

/** A name for a new entry of a folder, its bytes read as latin1; often one that others of its kind have had. */
export function pickName(numbers: Random, kind: 'file' | 'folder', { long }: NameTraits): string {
  const dice = numbers.next();
  if (dice < 0.35) return numbers.pick(plain);
  if (dice < 0.75) return numbers.pick(hostile);
  if (dice < 0.8 && long) return 'long'.repeat(60).slice(2) + String(numbers.int(10, 99));
  if (dice < 0.85 && kind === 'file') return numbers.pick(likeIncrements);
  return `${numbers.pick(plain)} ${String(numbers.int(1, 30))}`;
}
