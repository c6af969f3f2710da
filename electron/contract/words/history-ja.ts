import type { OtherLanguage } from './other-language.ts';
import type { historyEn } from './history-en.ts';

/** 過去の世代：索引と断りの文言。 */
export const historyJa: OtherLanguage<typeof historyEn> = {
  'failure.no-session': '{{job}} にはまだ世代がありません。バックアップが一度も行われていません。',
  'failure.unknown-path': '{{job}} のその世代に {{path}} はありません。modosu versions または検索で、いつまであったかを調べられます。',
  'failure.session-damaged':
    '{{session}} の世代は一覧できません。必要なメタデータが壊れています。ほかの世代は一覧できます。ディスクの一時的な障害だった場合は、modosu index JOB --rebuild で読み直せます。',
  'failure.history-unread': '{{job}} の履歴を今は読めません：{{line}}',
  'failure.history-restricted':
    '{{host}} の鍵では rdiff-backup しか実行できないため、名前だけを表示できます。読み取り専用の二つ目の鍵があれば、すべて表示できます。',
  'failure.restore-failed': 'ファイルをリポジトリから取り出せませんでした：{{line}}',
  'failure.file-damaged':
    '{{job}} の {{path}} はリポジトリ内で壊れています。取り出した内容が記録と一致しません。別の版なら無事かもしれません。',
  'failure.not-a-file': '{{path}} はファイルではありません。',
  'failure.not-a-folder':
    '{{path}} はその時点ではフォルダーではありませんでした。経緯は modosu versions、内容は modosu cat で確認できます。',
  'invalid.moment': '時刻として読めません。例：10D、2W、3B、2026-07-28、2026-07-28T14:00、yesterday 14:00、now',
};
