/** The version out of `rdiff-backup --version`. */
export const parseVersion = (printed: string): string | undefined => /^rdiff-backup (\d[\w.+]*)\s*$/m.exec(printed)?.[1];

/** True for the versions on this machine that this program drives: 2.2, with its `--new` command line and API 200. */
export const isDrivable = (version: string): boolean => /^2\.2(?:\.|$)/.test(version);
