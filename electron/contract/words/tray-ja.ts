import type { trayEn } from './tray-en.ts';

/** トレイと通知の文言。 */
export const trayJa: { [K in Exclude<keyof typeof trayEn, `${string}_one`>]: string } = {
  'tray.job': '{{job}}・{{state}}・{{age}}',
  'tray.back-up': '今すぐバックアップ',
  'tray.cancel': '取り消し',
  'tray.next': '次回：{{when}}',
  'tray.pause-all': 'すべて一時停止',
  'tray.resume': '再開',
  'tray.resume-until': '再開（{{when}} まで一時停止中）',
  'tray.open-job': '開く',
  'tray.more_other': 'ほか {{count}} 件',
  'tray.open': '開く',
  'tray.quit': '終了',

  'alert.failed': '{{job}}：バックアップ失敗',
  'alert.incomplete': '{{job}}：バックアップ不完全',
  'alert.suspicious': '{{job}}：バックアップ要注意',
  'alert.stuck': '{{job}}：バックアップ行き詰まり',
  'alert.interrupted': '{{job}}：バックアップ中断',
  'alert.busy': '{{job}}：バックアップ開始できず',
  'alert.body': '{{cause}}。{{fix}}',
  'alert.recovered': '{{job}}：バックアップ復旧',
  'alert.recovered-body': '直近のバックアップは成功しました。その前の問題：{{cause}}。',
  'alert.recovered-plain': '直近のバックアップは成功しました。',
  'alert.open': '実行を表示',
  'alert.incident': '{{job}}：{{word}}',
  'alert.program': 'Modosu：{{word}}',
  'alert.show': 'Modosu を表示',
};
