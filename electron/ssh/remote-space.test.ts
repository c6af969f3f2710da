import { expect, it } from 'vitest';
import { parseSpace } from './remote-space.ts';

it('disks and network shares are shown in bytes, pseudo file systems and other lines are not', () => {
  const printed = `Filesystem     1024-blocks      Used Available Capacity Mounted on
udev               4000000         0   4000000       0% /dev
tmpfs               800000      1000    799000       1% /run
/dev/sda1         20511312   9000000  10445312      47% /
/dev/mapper/a-b       1000       900         0     100% /srv/my data
nas:/export/x    100000000  50000000  50000000      50% /mnt/nas
//server/share      500000     50000    450000      10% /mnt/cifs
df: /proc/x: Permission denied
`;
  expect(parseSpace(printed)).toEqual([
    { mount: '/', free: 10_445_312 * 1024, size: 20_511_312 * 1024 },
    { mount: '/srv/my data', free: 0, size: 1000 * 1024 },
    { mount: '/mnt/nas', free: 50_000_000 * 1024, size: 100_000_000 * 1024 },
    { mount: '/mnt/cifs', free: 450_000 * 1024, size: 500_000 * 1024 },
  ]);
  expect(parseSpace('')).toEqual([]);
});
