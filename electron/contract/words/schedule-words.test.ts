import { afterEach, describe, expect, it, vi } from 'vitest';
import { plainRhythm } from '../plain-rhythm.ts';
import { Rhythm } from '../schedule.ts';
import { formatIn, nextWord, scheduleSentence } from './schedule-words.ts';
import { createWords } from './translate.ts';

const cron = (rule: string): Rhythm => ({ kind: 'cron', rule });
const at = (text: string): number => Date.parse(text);
const say = (language: 'en' | 'ja', rhythm: Rhythm, zone = 'Europe/Berlin', here = 'Europe/Berlin') =>
  scheduleSentence(createWords(language), language, { rhythm, zone }, here);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a schedule as a person says it', () => {
  it.each<[Rhythm, string, string]>([
    [{ kind: 'daily', at: '02:30' }, 'Every day at 02:30', '毎日 02:30'],
    [{ kind: 'weekly', days: [1, 2, 3, 4, 5], at: '22:00' }, 'Monday to Friday at 22:00', '毎週月〜金曜日 22:00'],
    [{ kind: 'weekly', days: [7, 6], at: '03:00' }, 'Saturday and Sunday at 03:00', '毎週土・日曜日 03:00'],
    [{ kind: 'weekly', days: [5, 1, 3], at: '22:00' }, 'Monday, Wednesday and Friday at 22:00', '毎週月・水・金曜日 22:00'],
    [{ kind: 'weekly', days: [1, 2, 3, 6], at: '22:00' }, 'Monday to Wednesday and Saturday at 22:00', '毎週月〜水・土曜日 22:00'],
    [{ kind: 'weekly', days: [7], at: '00:00' }, 'Every Sunday at 00:00', '毎週日曜日 00:00'],
    [{ kind: 'weekly', days: [1, 2, 3, 4, 5, 6, 7], at: '02:30' }, 'Every day at 02:30', '毎日 02:30'],
    [{ kind: 'hourly', every: 6, minute: 15 }, 'Every 6 hours, at 15 minutes past', '6 時間ごと、15 分過ぎ'],
    [{ kind: 'hourly', every: 6, minute: 1 }, 'Every 6 hours, at 1 minute past', '6 時間ごと、1 分過ぎ'],
    [{ kind: 'hourly', every: 12, minute: 0 }, 'Every 12 hours, on the hour', '12 時間ごと、正時'],
    [{ kind: 'hourly', every: 1, minute: 0 }, 'Every hour on the hour', '毎時 0 分'],
    [{ kind: 'hourly', every: 1, minute: 45 }, 'Every hour, at 45 minutes past', '毎時 45 分'],
    [{ kind: 'monthly', day: 1, at: '04:00' }, 'On the 1st of every month at 04:00', '毎月 1 日 04:00'],
    [{ kind: 'monthly', day: 22, at: '04:00' }, 'On the 22nd of every month at 04:00', '毎月 22 日 04:00'],
    [{ kind: 'monthly', day: 13, at: '04:00' }, 'On the 13th of every month at 04:00', '毎月 13 日 04:00'],
    [{ kind: 'monthly', day: 'last', at: '04:00' }, 'On the last day of every month at 04:00', '毎月末日 04:00'],
    [cron('15 2 1-7 * 1'), 'By the cron rule 15 2 1-7 * 1', 'cron の規則：15 2 1-7 * 1'],
    [cron('30 2 * * 1-5'), 'Monday to Friday at 02:30', '毎週月〜金曜日 02:30'],
  ])('%j', (rhythm, english, japanese) => {
    expect([say('en', rhythm), say('ja', rhythm)]).toEqual([english, japanese]);
  });

  it.each([
    ['Asia/Tokyo', 'Every day at 02:30, Tokyo time', '毎日 02:30（日本標準時）'],
    ['America/New_York', 'Every day at 02:30, New York time', '毎日 02:30（米国東部時間）'],
    ['America/Argentina/Buenos_Aires', 'Every day at 02:30, Buenos Aires time', '毎日 02:30（アルゼンチン標準時）'],
    ['UTC', 'Every day at 02:30, UTC', '毎日 02:30（協定世界時）'],
    ['Etc/GMT+9', 'Every day at 02:30, GMT-09:00', '毎日 02:30（GMT-09:00）'],
  ])('names its zone where it is not the one here: %s', (zone, english, japanese) => {
    expect([say('en', { kind: 'daily', at: '02:30' }, zone), say('ja', { kind: 'daily', at: '02:30' }, zone)]).toEqual([english, japanese]);
    expect(say('en', { kind: 'daily', at: '02:30' }, zone, zone)).toBe('Every day at 02:30');
  });

  it('a zone under another name is still the one here, and here is this machine when nobody says', () => {
    expect(say('en', { kind: 'daily', at: '02:30' }, 'Asia/Kolkata', 'Asia/Calcutta')).toBe('Every day at 02:30');
    vi.stubEnv('TZ', 'Asia/Tokyo');
    const inTokyo = { rhythm: { kind: 'daily', at: '02:30' }, zone: 'Asia/Tokyo' } as const;
    expect(scheduleSentence(createWords('en'), 'en', inTokyo)).toBe('Every day at 02:30');
  });

  it('a rule is shown harmlessly, whoever wrote it', () => {
    expect(say('en', cron('\u001b[2J {{job}} $t(skip.paused)'))).toBe('By the cron rule \\u{1b}[2J {{job}} $t(skip.paused)');
  });
});

describe('a cron rule that says no more than one of the four kinds is that kind', () => {
  it.each<[string, Rhythm]>([
    ['30 2 * * *', { kind: 'daily', at: '02:30' }],
    [' 05\t2  * * * ', { kind: 'daily', at: '02:05' }],
    ['@daily', { kind: 'daily', at: '00:00' }],
    ['30 2 * * 0-6', { kind: 'daily', at: '02:30' }],
    ['30 2 * * MON-SUN', { kind: 'daily', at: '02:30' }],
    ['0 22 * * 1-5', { kind: 'weekly', days: [1, 2, 3, 4, 5], at: '22:00' }],
    ['0 22 * * Mon,FRI,wed', { kind: 'weekly', days: [1, 3, 5], at: '22:00' }],
    ['0 22 * * sat-sun', { kind: 'weekly', days: [6, 7], at: '22:00' }],
    ['0 22 * * 0,7', { kind: 'weekly', days: [7], at: '22:00' }],
    ['@weekly', { kind: 'weekly', days: [7], at: '00:00' }],
    ['0 * * * *', { kind: 'hourly', every: 1, minute: 0 }],
    ['15 */6 * * *', { kind: 'hourly', every: 6, minute: 15 }],
    ['15 0,6,12,18 * * *', { kind: 'hourly', every: 6, minute: 15 }],
    ['15 0-23/2 * * *', { kind: 'hourly', every: 2, minute: 15 }],
    ['0 4 1 * *', { kind: 'monthly', day: 1, at: '04:00' }],
    ['0 4 l * *', { kind: 'monthly', day: 'last', at: '04:00' }],
  ])('%s', (rule, rhythm) => {
    expect(plainRhythm(cron(rule))).toEqual(rhythm);
    expect(Rhythm.safeParse(rhythm).success).toBe(true);
  });

  it.each([
    '15 2 1-7 * 1',
    '*/15 * * * *',
    '0,30 2 * * *',
    '0 2,14 * * *',
    '0 */5 * * *',
    '0 1-23/2 * * *',
    '0 4 31 * *',
    '0 4 1,15 * *',
    '0 4 */28 * *',
    '*/61 4 * * *',
    '0 4 1 1 *',
    '0 4 1 * 1',
    '0 4 L * 5',
    '0 4 * * 5L',
    '0 4 * * 1#1',
    '0 4 LW * *',
    '0 4 15W * *',
    '0 4 */1 * 1',
    '@yearly',
    '60 2 * * *',
    '0 24 * * *',
    '0 2 * * 8',
    '0 2/3 * * *',
    '0 2 * *',
    '0 0 2 * * *',
    '',
  ])('and one that says more stays as it is: %s', (rule) => {
    expect(plainRhythm(cron(rule))).toEqual(cron(rule));
  });
});

describe('a moment by the clock of a zone', () => {
  const now = at('2026-11-22T12:00Z');
  it.each([
    ['2026-11-22T01:30Z', 'today 02:30', '今日 02:30'],
    ['2026-11-23T01:30Z', 'tomorrow 02:30', '明日 02:30'],
    ['2026-11-21T01:30Z', 'yesterday 02:30', '昨日 02:30'],
    ['2026-11-26T01:30Z', 'Thursday 02:30', '木曜日 02:30'],
    ['2026-11-30T01:30Z', '30 Nov, 02:30', '11月30日 02:30'],
    ['2027-01-01T01:30Z', '1 Jan 2027, 02:30', '2027年1月1日 02:30'],
    ['2026-11-22T23:00Z', 'tomorrow 00:00', '明日 00:00'],
  ])('%s is %s', (moment, english, japanese) => {
    expect([
      formatIn('Europe/Berlin', at(moment), now, 'en', 'Europe/Berlin'),
      formatIn('Europe/Berlin', at(moment), now, 'ja', 'Europe/Berlin'),
    ]).toEqual([english, japanese]);
  });

  it('says the zone when it is another one, and its day, not the one here', () => {
    vi.stubEnv('TZ', 'America/New_York');
    const due = at('2026-11-22T17:30Z');
    expect(formatIn('Asia/Tokyo', due, now, 'en')).toBe('tomorrow 02:30 GMT+9');
    expect(formatIn('Asia/Tokyo', due, now, 'ja')).toBe('明日 02:30 JST');
    expect(formatIn('America/New_York', due, now, 'en')).toBe('today 12:30');
  });
});

describe('when a job is backed up next', () => {
  const now = new Date(2026, 10, 22, 12).getTime();
  const tomorrow = new Date(2026, 10, 23, 8).getTime();
  const pause = { job: null, since: now, until: tomorrow };
  it.each([
    [{ next: tomorrow, pause: null }, 'next tomorrow 08:00', '次回 明日 08:00'],
    [{ next: null, pause: null }, 'no schedule', 'スケジュールなし'],
    [{ next: tomorrow, pause }, 'paused until tomorrow 08:00', '明日 08:00 まで一時停止中'],
    [{ next: tomorrow, pause: { ...pause, until: null } }, 'paused until resumed', '再開するまで一時停止中'],
  ])('%j', (job, english, japanese) => {
    expect([nextWord(createWords('en'), 'en', job, now), nextWord(createWords('ja'), 'ja', job, now)]).toEqual([english, japanese]);
  });
});
