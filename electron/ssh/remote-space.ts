import type { HostVerdict } from '../contract/requests.ts';

/** The disks out of `df -Pk` (POSIX): sizes in bytes; pseudo file systems and lines of another shape are left out. */
export function parseSpace(printed: string): HostVerdict['space'] {
  return printed.split('\n').flatMap((line) => {
    const found = /^(\/\S*|\S+:\S+)\s+(\d+)\s+\d+\s+(\d+)\s+\d+%\s+(\/.*)$/.exec(line);
    if (!found) return [];
    return [{ mount: found[4] ?? '', free: Number(found[3]) * 1024, size: Number(found[2]) * 1024 }];
  });
}
