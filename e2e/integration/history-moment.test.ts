import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../electron/contract/failure.ts';
import { resolveMoment } from '../../electron/history/history.testing.ts';
import { wallAt } from '../../electron/schedule/schedule.ts';
import { openFakeTime, type FakeTime } from '../office/fake-time.ts';
import { missing } from '../office/needs.ts';
import { random, type Random } from '../office/random.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { scratch, type Scratch } from '../office/scratch.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 5);
const full = process.env['MODOSU_FULL'] === '1';
const perZone = full ? 120 : 18;
const count = 9;
const day = 86_400;
const run = promisify(execFile);
const needs = missing.rdiffBackup ?? missing.fakeTime;

/**
 * Dublin and Casablanca are left out: their winter, or Ramadan, is what the tables call daylight saving time, which rdiff-backup 2.2.2 gets
 * the wrong way round when it asks for the offset of this moment.
 */
const zones = [
  'UTC',
  'Asia/Tokyo',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
] as const;

/** A repository in whose session N there is the file `sN` and no other, and a clock of its own. */
type Scene = { room: Scratch; repository: string; sessions: number[]; clock: FakeTime };

let opened: Scene | undefined;
const scene = () => opened as Scene;

beforeAll(async () => {
  if (needs !== undefined) return;
  const room = await scratch('modosu-moment');
  const [source, repository] = [join(room.dir, 'source'), join(room.dir, 'repository')];
  await mkdir(source);
  const numbers = random(seed);
  const sessions: number[] = [];
  const now = Math.floor(Date.now() / 1000);
  for (let number = 1; number <= count; number += 1) {
    // Over a year, so that some lie in each half of it, and none twice as long ago as the one before.
    sessions.push(now - Math.round((380 * day * (count - number)) / count) - numbers.int(2 * day, 20 * day));
    await writeFile(join(source, `s${number}`), '');
    await rdiffBackup(['--no-fsync', '--current-time', String(sessions.at(-1)), 'backup', '--', source, repository]);
    await rm(join(source, `s${number}`));
  }
  opened = { room, repository, sessions, clock: await openFakeTime(room.dir) };
});
afterAll(() => opened?.room.remove());

/** The number of the session that the tool uses; 0 when it refuses. */
async function toolSession(text: string, zone: string): Promise<number> {
  const { repository, clock } = scene();
  const env = { ...process.env, ...clock.env, TZ: zone, LC_ALL: 'C.UTF-8' };
  try {
    const { stdout } = await run('rdiff-backup', ['--new', 'list', 'files', `--at=${text}`, '--', repository], { env });
    return Number(/^s(\d+)$/m.exec(stdout)?.[1] ?? -1);
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    if (!/couldn't be parsed/.test(stderr)) throw error;
    return 0;
  }
}

function ourSession(text: string, zone: string, now: number): number {
  try {
    return scene().sessions.indexOf(resolveMoment(text, { sessions: scene().sessions, now, zone })) + 1;
  } catch (error) {
    if (error instanceof Refusal && error.facts['reason'] === 'moment') return 0;
    throw error;
  }
}

/** Asks both with the clock of the machine so many seconds ahead; ours both before and after the tool looked at it. */
async function both(text: string, zone: string, ahead: number): Promise<{ tool: number; ours: number }> {
  const now = () => Math.floor(Date.now() / 1000) + ahead;
  const before = ourSession(text, zone, now());
  const tool = await toolSession(text, zone);
  const after = ourSession(text, zone, now());
  return { tool, ours: before === tool ? before : after };
}

const two = (value: number) => String(value).padStart(2, '0');
const offset = (minutes: number) => {
  const hours = Math.floor(minutes / 60);
  return `${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}:${two(minutes - hours * 60)}`;
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A moment around a session, in one of the forms that the tool knows. */
function someMoment(numbers: Random, zone: string, now: number): string {
  const at = numbers.pick(scene().sessions) + numbers.pick([0, 0, -1, 1, -3600, 3600, -numbers.int(0, 3 * day), numbers.int(0, 3 * day)]);
  const shown = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  const wall = new Date(wallAt(zone, at * 1000));
  const [year, month, date] = [wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate()];
  const minutes = numbers.pick([0, 540, -300, 345, -210, 630, 60 * numbers.int(-12, 14)]);
  const ahead = wallAt(zone, now * 1000) - now * 1000;
  // Half a minute off: between two looks at the clock no session may be passed.
  const ago = now - at + 30;
  const forms: (() => string)[] = [
    () => String(at),
    () => `${shown(at * 1000)}Z`,
    () => `${shown(at * 1000).replaceAll(':', '-')}Z`,
    () => shown(at * 1000 + minutes * 60_000) + offset(minutes),
    () => (shown(at * 1000 + minutes * 60_000) + offset(minutes)).replaceAll(':', '-'),
    () => shown(at * 1000 + ahead),
    () => shown(wallAt(zone, at * 1000)),
    () => `${weekdays[wall.getUTCDay()]} ${months[month - 1]} ${date} ${shown(wall.getTime()).slice(11)} ${year}`,
    () => `${year}-${two(month)}-${two(date)}`,
    () => `${year}/${month}/${date}`,
    () => `${month}/${date}/${year}`,
    () => `${two(month)}-${two(date)}-${year}`,
    () => `${numbers.int(0, count + 2)}B`,
    () => `${ago}s`,
    () => `${Math.floor(ago / day)}D${Math.floor((ago % day) / 3600)}h${Math.floor((ago % 3600) / 60)}m`,
    () => `${Math.floor(ago / (30 * day))}M${Math.floor((ago % (30 * day)) / (7 * day))}W${numbers.int(0, 40)}h`,
    () => numbers.pick(['now', '0B', '1Y', '1Y1M', '2W', '366D', '0s', '0', '2099-12-31', '1901-01-01']),
  ];
  return numbers.pick(forms)();
}

describe(`a moment means the session that rdiff-backup would take (seed ${seed})`, () => {
  it.for(zones)('in %s, in both halves of the year', { timeout: full ? 600_000 : 120_000 }, async (zone, context) => {
    context.skip(needs !== undefined, needs);
    const numbers = random(seed * 1009 + zones.indexOf(zone));
    const told: string[] = [];
    const used = new Set<number>();
    for (const ahead of [0, 182 * day]) {
      await scene().clock.ahead(ahead);
      for (let round = 0; round < perZone / 2; round += 1) {
        const text = someMoment(numbers, zone, Math.floor(Date.now() / 1000) + ahead);
        const { tool, ours } = await both(text, zone, ahead);
        used.add(tool);
        if (tool !== ours || tool < 1) told.push(`${text}, ${ahead / day} days ahead: the tool ${tool}, we ${ours}`);
      }
    }
    expect(told).toEqual([]);
    expect(used.size).toBeGreaterThan(3);
  });

  it('and what it refuses we refuse, but for what we add', async (context) => {
    context.skip(needs !== undefined, needs);
    await scene().clock.ahead(0);
    const refused = ['', 'bogus', '27/02/2026', '1772172800.5', '2026-02-27T06:13:20+0100', '2026-02-27T06:13:20.000Z', '2026-13-01', '1d'];
    const alsoRefused = [
      'tomorrow',
      '3DB',
      '2026-02-32',
      'Fri Feb 30 06:13:20 2026',
      '2026-02-27T24:00:00Z',
      '1900-01-01',
      '2026-2-27T6:13:20Z',
    ];
    const added = ['yesterday', 'today 09:00', '2026-02-27 06:13', '2026-02-27 06:13:20', '2026-02-27T06:13', '昨日 14:00'];
    const answers = new Map<string, { tool: number; ours: number }>();
    for (const text of [...refused, ...alsoRefused, ...added]) answers.set(text, await both(text, 'Europe/Berlin', 0));
    const none = { tool: 0, ours: 0 };
    expect([...answers].filter(([, { tool }]) => tool !== 0)).toEqual([]);
    expect([...refused, ...alsoRefused].map((text) => answers.get(text))).toEqual(Array.from({ length: 15 }, () => none));
    expect(added.filter((text) => answers.get(text)?.ours === 0)).toEqual([]);
  });
});
