/** What `list increments` says of a repository elsewhere. Times in epoch seconds, oldest first. */
export type RemoteListing = { kind: 'healthy' | 'interrupted'; times: number[] } | { kind: 'none' } | { kind: 'unreadable' };

/**
 * Reads the parsable listing. A line that is not after 1970 is how rdiff-backup 2.2 shows a session that is running or was
 * interrupted (`-1 directory`) or a first one that never ended (`0 directory`).
 */
export function parseListing(code: number, stdout: string, stderr: string): RemoteListing {
  if (code !== 0)
    return /couldn't be identified as being within an existing backup repository/.test(stderr) ? { kind: 'none' } : { kind: 'unreadable' };
  const times = stdout.split('\n').flatMap((line) => {
    const time = /^(-?\d+) \w+$/.exec(line.trim())?.[1];
    return time === undefined ? [] : [Number(time)];
  });
  const real = times.filter((time) => time > 0).sort((a, b) => a - b);
  if (times.length === 0) return { kind: 'unreadable' };
  if (times.includes(0) && real.length === 0) return { kind: 'none' };
  return { kind: real.length === times.length ? 'healthy' : 'interrupted', times: real };
}
