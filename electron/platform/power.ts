import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Power } from './ports.ts';

/** How a Linux machine is fed, by the power supplies that the kernel shows in `folder`. */
export function linuxPower(folder = '/sys/class/power_supply'): Power {
  // A supply may be pulled out between two looks; what cannot be read is not there.
  const read = async (supply: string, name: string) => (await readFile(join(folder, supply, name), 'utf8').catch(() => '')).trim();
  return {
    onBattery: async () => {
      const names = await readdir(folder).catch(() => []);
      const supplies = await Promise.all(
        names.map(async (name) => {
          const [type, online, status, scope] = await Promise.all(['type', 'online', 'status', 'scope'].map((file) => read(name, file)));
          return { type, online, status, scope };
        }),
      );
      // A mouse or a headset has a battery, too: its scope is `Device`.
      const discharges = supplies.some(({ type, status, scope }) => type === 'Battery' && scope !== 'Device' && status === 'Discharging');
      return discharges && !supplies.some(({ type, online }) => type === 'Mains' && online === '1');
    },
  };
}
