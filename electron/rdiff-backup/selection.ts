import type { Rule } from '../contract/job.ts';

/** The characters that rdiff-backup's globs give a meaning to. */
const escapeGlob = (path: string) => path.replace(/[*?[\]\\]/g, '\\$&');

const flag = 'ignorecase:';

/**
 * One rule as rdiff-backup wants it: patterns are matched against the source path exactly as it stands on the command line.
 * Answers undefined for an absolute pattern outside the source, which could never match (and which rdiff-backup dies of).
 */
export function anchored(pattern: string, source: string): string | undefined {
  const ignoreCase = pattern.startsWith(flag);
  const bare = ignoreCase ? pattern.slice(flag.length) : pattern;
  const base = source === '/' ? '' : source;
  const prefix = ignoreCase ? flag : '';
  if (bare.startsWith('**')) return `${prefix}${bare}`;
  if (!bare.startsWith('/')) return bare === '' ? undefined : `${prefix}${escapeGlob(base)}/${bare.replace(/\/+$/, '')}`;
  if (base !== '' && !bare.startsWith(`${base}/`)) return undefined;
  return `${prefix}${escapeGlob(base)}${bare.slice(base.length).replace(/(.)\/+$/, '$1')}`;
}

/**
 * The selection for `--include-globbing-filelist-stdin` with `--null-separator`: each entry bears its own sign, so neither a newline
 * nor a leading sign in a pattern can make a second rule.
 */
export function selectionList(rules: readonly Rule[], source: string): string {
  return rules
    .map(({ action, pattern }) => {
      const entry = anchored(pattern, source);
      return entry === undefined ? '' : `${action === 'include' ? '+' : '-'} ${entry}\0`;
    })
    .join('');
}
