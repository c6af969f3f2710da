import type { Rule } from '../contract/job.ts';

/** The characters that rdiff-backup's globs give a meaning to. */
const escapeGlob = (path: string) => path.replace(/[*?[\]\\]/g, '\\$&');

const flag = 'ignorecase:';

/**
 * One rule as rdiff-backup wants it: patterns are matched against the source path exactly as it stands on the command line, so every
 * pattern is tied to it. A free `**` would also match in the path of the source itself: `**\/tmp/**` leaves out all of `/srv/tmp/www`.
 * Answers undefined for an absolute pattern outside the source, which could never match (and which rdiff-backup dies of).
 */
export function anchored(pattern: string, source: string): string | undefined {
  const ignoreCase = pattern.startsWith(flag);
  const bare = (ignoreCase ? pattern.slice(flag.length) : pattern).replace(/\/{2,}/g, '/').replace(/([^])\/$/, '$1');
  const below = belowSource(bare, source === '/' ? '' : source);
  return below === undefined ? undefined : `${ignoreCase ? flag : ''}${below}`;
}

function belowSource(bare: string, base: string): string | undefined {
  if (bare === '' || bare === '/') return undefined;
  // `/src**/name` reaches `/src/name` as well as `/src/a/name`; `/src/**/name` would only reach the second.
  if (bare.startsWith('**/')) return `${escapeGlob(base)}${bare}`;
  if (!bare.startsWith('/')) return `${escapeGlob(base)}/${bare}`;
  return base === '' || bare.startsWith(`${base}/`) ? `${escapeGlob(base)}${bare.slice(base.length)}` : undefined;
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
