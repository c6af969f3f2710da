import type { HostVerdict } from '../contract/requests.ts';

const pseudo = /^(?:tmpfs|devtmpfs|udev|shm|none|proc|sysfs|efivarfs|run|dev)$/;

/** The disks out of `df -Pk` (POSIX): sizes in bytes; pseudo file systems and lines of another shape are left out. */
export function parseSpace(printed: string): HostVerdict['space'] {
  return printed.split('\n').flatMap((line) => {
    const found = /^(\S+)\s+(\d+)\s+\d+\s+(\d+)\s+\d+%\s+(\/.*)$/.exec(line);
    if (!found || pseudo.test(found[1] ?? '')) return [];
    return [{ mount: found[4] ?? '', free: Number(found[3]) * 1024, size: Number(found[2]) * 1024 }];
  });
}
