/** Zones of every manner: north, south, at midnight, over midnight, half an hour, two hours, by the moon, and none. */
export const zones = [
  'Europe/Berlin',
  'Europe/London',
  'Atlantic/Azores',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'America/Nuuk',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'Pacific/Auckland',
  'Antarctica/Troll',
  'UTC',
] as const;

const day = 86_400_000;
export const tableFrom = Date.UTC(2026, 0, 1);
export const tableUntil = Date.UTC(2042, 0, 1);

/** From a moment on, a zone is so far ahead of UTC (ms). */
type Stretch = { from: number; ahead: number };

/** How far a zone is ahead of UTC by the name that it has then, `GMT+05:45`. */
function aheadByName(name: Intl.DateTimeFormat, at: number): number {
  const shown = name.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(shown) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
}

function stretchesOf(zone: string): Stretch[] {
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const stretches = [{ from: -Infinity, ahead: aheadByName(name, tableFrom) }];
  for (let at = tableFrom; at < tableUntil; at += day) {
    const ahead = aheadByName(name, at + day);
    if (ahead === stretches.at(-1)?.ahead) continue;
    let [still, already] = [at, at + day];
    while (already - still > 60_000) {
      const middle = still + Math.floor((already - still) / 120_000) * 60_000;
      if (aheadByName(name, middle) === ahead) already = middle;
      else still = middle;
    }
    stretches.push({ from: already, ahead });
  }
  return stretches;
}

const known = new Map<string, Stretch[]>();
/** The stretches of a zone between two changes of its clock, found day by day between the ends of the table. */
export function stretches(zone: string): Stretch[] {
  const found = known.get(zone) ?? stretchesOf(zone);
  known.set(zone, found);
  return found;
}

/** The most that the clock of a zone is ever changed by, in ms. */
export const greatestChange = (zone: string): number => {
  const all = stretches(zone).map(({ ahead }) => ahead);
  return Math.max(...all) - Math.min(...all);
};

/**
 * When a time that the clock of a zone shows, or leaves out, is due: a beat whenever it is shown, a time of day just once. For times
 * between two moments.
 */
export function dueIn(zone: string, after: number, until: number): (wall: number, isBeat: boolean) => number[] {
  const all = stretches(zone);
  const near = all
    .map(({ from, ahead }, index) => ({ from, ahead, to: all[index + 1]?.from ?? Infinity, before: all[index - 1]?.ahead ?? ahead }))
    .filter(({ from, to }) => from < until + 3 * day && to > after - 3 * day);
  return (wall, isBeat) => {
    const shown = near.flatMap(({ from, to, ahead }) => (wall - ahead >= from && wall - ahead < to ? [wall - ahead] : []));
    if (isBeat) return shown;
    const jump = near.find(({ from, ahead, before }) => wall >= from + before && wall < from + ahead);
    return shown.length > 0 ? shown.slice(0, 1) : jump ? [jump.from] : [];
  };
}
