import type { OtherLanguage } from './other-language.ts';
import type { scheduleEn } from './schedule-en.ts';

/** スケジュール・一時停止・見送りの文言。 */
export const scheduleJa: OtherLanguage<typeof scheduleEn> = {
  'schedule.daily': '毎日 {{time}}',
  'schedule.weekday': '毎週{{day}} {{time}}',
  'schedule.weekdays': '毎週{{days}}曜日 {{time}}',
  'schedule.day-range': '{{first}}〜{{last}}',
  'schedule.every-hour_other': '毎時 {{count}} 分',
  'schedule.every-hour-sharp': '毎時 0 分',
  'schedule.hourly_other': '{{every}} 時間ごと、{{count}} 分過ぎ',
  'schedule.hourly-sharp': '{{every}} 時間ごと、正時',
  'schedule.monthly': '毎月 {{day}} 日 {{time}}',
  'schedule.month-end': '毎月末日 {{time}}',
  'schedule.cron': 'cron の規則：{{rule}}',
  'schedule.in-zone': '{{sentence}}（{{zone}}）',
  'schedule.next-at': '次回 {{when}}',

  'skip.paused': '一時停止中だったため',
  'skip.running': '前回のバックアップがまだ実行中だったため',
  'skip.battery': 'このマシンがバッテリーで動いていたため',
  'skip.host-asleep': 'ホストが応答しなかったため',
  'skip.program-off': 'Modosu が起動していなかったため',
  'skip.machine-asleep': 'このマシンがスリープ中だったため',
  'skip.newer-due': '次のバックアップの時刻になっていたため',
  'skip.job-changed': 'スケジュールが変更されたため',

  'pause.1h': '1 時間',
  'pause.4h': '4 時間',
  'pause.tomorrow': '明日 08:00 まで',
  'pause.resumed': '再開するまで',

  'invalid.time-of-day': '00:00 から 23:59 までの時刻（例：02:30）',
  'invalid.zone': 'タイムゾーンの名前（例：Asia/Tokyo）',
  'invalid.hour-step': '1・2・3・4・6・8・12 時間のいずれか（毎日同じ時刻になるもの）',
  'invalid.no-day': '曜日を 1 つ以上、重複なしで',
  'invalid.minute': '0 から 59 までの分',
  'invalid.month-day': 'どの月にもある 1 から 28 までの日、または末日',
  'invalid.cron': '分・時・日・月・曜日の 5 項目からなる cron の規則（例：30 2 * * 1-5）',
  'invalid.never': 'この規則に当てはまる日は来ません',
  'invalid.target': '1 から 9999 までの時間数',
  'invalid.no-schedule': 'スケジュールのあるジョブにだけ指定できます。--daily 02:30 のように時刻も指定してください',
  'invalid.pause-length': '1h、4h、tomorrow（翌 08:00）、resumed（再開するまで）のいずれか',
};
