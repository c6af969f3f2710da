import type { Rule } from '../../electron/contract/job.ts';

/** Files whose names a selection could mistake for something else; each holds its own path. */
export const tree: readonly string[] = [
  ...['plain.txt', 'x', '- x', '+ x', '+ **', '-n', '--force', '@x', '@/etc/passwd', '[', '[1].txt', '1.txt', 'a b.txt', ' lead', 'trail '],
  ...["it's.txt", '"q".txt', '*star', 'lonestar', '?q', 'zq', 'tmp/inner.txt', 'tmp/sub/deep.txt', 'deep/tmp/x', 'deep/x', 'UPPER.TXT'],
  ...['日本語.txt', '日本.md', '#hash', '!x', '$(id)', '`id`', ';id', 'a::b', 'web1:/x', 'back\\slash', '{a,b}', '~', 'ignorecase:x'],
];

/** Rules as a person may write them, and the paths of the tree that have to be missing from the mirror: said by hand, not computed. */
export type Selection = { rules: readonly Rule[]; leavesOut: readonly string[] };

const excludes = (...patterns: string[]): Rule[] => patterns.map((pattern) => ({ action: 'exclude', pattern }));
const folders = ['@', '@/etc', 'tmp', 'tmp/sub', 'deep', 'deep/tmp', 'web1:'];
const onlyDeep = new Set(['deep', 'deep/tmp', 'deep/tmp/x', 'deep/x']);
const allBut = (kept: ReadonlySet<string>) => [...tree, ...folders].filter((path) => !kept.has(path));

/** The selections for a source folder; the first twelve are the ones that have hurt before. */
export const selectionsOf = (source: string): readonly Selection[] => [
  { rules: excludes('+ **'), leavesOut: ['+ **', '+ x'] },
  { rules: excludes('- x'), leavesOut: ['- x'] },
  { rules: excludes('-n', '--force'), leavesOut: ['-n', '--force'] },
  { rules: excludes('@/etc/passwd'), leavesOut: ['@/etc/passwd'] },
  { rules: excludes('['), leavesOut: ['['] },
  { rules: excludes(' lead', 'trail '), leavesOut: [' lead', 'trail '] },
  { rules: excludes('"q".txt', "it's.txt"), leavesOut: ['"q".txt', "it's.txt"] },
  { rules: excludes('\\[1\\].txt'), leavesOut: ['[1].txt'] },
  { rules: excludes('[1].txt'), leavesOut: ['1.txt'] },
  { rules: excludes('\\*star', '\\?q'), leavesOut: ['*star', '?q'] },
  { rules: excludes('**/tmp/**'), leavesOut: ['tmp/inner.txt', 'tmp/sub', 'tmp/sub/deep.txt', 'deep/tmp/x'] },
  { rules: excludes('a::b', 'web1:/x'), leavesOut: ['a::b', 'web1:/x'] },
  { rules: excludes('tmp'), leavesOut: ['tmp', 'tmp/inner.txt', 'tmp/sub', 'tmp/sub/deep.txt'] },
  { rules: excludes('**/x'), leavesOut: ['x', 'deep/x', 'deep/tmp/x', 'web1:/x'] },
  { rules: excludes('ignorecase:upper.txt'), leavesOut: ['UPPER.TXT'] },
  { rules: excludes('日本*'), leavesOut: ['日本語.txt', '日本.md'] },
  { rules: [{ action: 'include', pattern: 'deep/**' }, ...excludes('**')], leavesOut: allBut(onlyDeep) },
  { rules: [{ action: 'include', pattern: 'deep' }, ...excludes('**')], leavesOut: allBut(onlyDeep) },
  { rules: excludes('$(id)', '`id`', ';id'), leavesOut: ['$(id)', '`id`', ';id'] },
  { rules: excludes('#hash', '!x', '~', '{a,b}'), leavesOut: ['#hash', '!x', '~', '{a,b}'] },
  { rules: excludes('?q'), leavesOut: ['?q', 'zq'] },
  { rules: excludes('*star'), leavesOut: ['*star', 'lonestar'] },
  { rules: excludes('back\\\\slash'), leavesOut: ['back\\slash'] },
  { rules: excludes(`${source}/1.txt`, `${source}/deep/*`), leavesOut: ['1.txt', 'deep/x', 'deep/tmp', 'deep/tmp/x'] },
  { rules: [{ action: 'include', pattern: '- x' }, ...excludes('*x')], leavesOut: ['x', '+ x', '@x', '!x', 'ignorecase:x'] },
];
