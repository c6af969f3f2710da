import type { removalEn } from './removal-en.ts';

/** 古い世代の削除に関する文言。 */
export const removalJa: { [K in Exclude<keyof typeof removalEn, `${string}_one`>]: string } = {
  'removal.day': '{{day}}',
  'removal.days': '{{from}}～{{to}}',
  'removal.sessions_other': '{{days}}の {{count}} 世代',
  'removal.about': '{{sessions}}、約 {{bytes}}',
  'removal.next': '次回の削除対象：{{sessions}}。',
  'removal.would': '対象：{{sessions}}。',
  'removal.held-keeps-all': 'このジョブはすべての世代を保持します。削除は行いません。',
  'removal.held-no-good-session': '削除しません。このジョブの正常な世代がリポジトリにありません。',
  'removal.held-unclean': '削除しません。直近のバックアップが正常に終わっていません。次に正常に終われば削除を再開します。',
  'removal.held-incident': 'このジョブに問題がある間は削除しません。要確認の項目を見てください。',
  'removal.held-clock':
    'まだ削除しません。長い間バックアップがなかったか、このマシンの時計が正しくありません。異なる 3 日に正常なバックアップがそろえば再開します。',
  'removal.held-running': '今は削除しません。リポジトリで別の処理が動いています。',
  'removal.held-unreadable': '削除しません。リポジトリを読めないか、このジョブが書いてきたものではありません。',
  'removal.waits': 'この中には、このジョブ以外が作った世代があります。一度手動で削除するまで、自動では削除しません。',
  'removal.held-nothing': '削除するほど古い世代はありません。',
  'removal.done_other': '{{days}}の {{count}} 世代を削除',
  'removal.done-nothing': '削除した世代なし',
  'removal.unfinished': '次回の削除が続きから行います。残す世代はすべて無事です。',

  'failure.removal-differs': '{{job}} の削除対象が、お知らせした内容と変わりました。何も削除していません。もう一度確認してください。',
  'failure.removal-held': '{{job}}：$t(removal.held-{{held}})',
};
