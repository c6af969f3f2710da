import type { OtherLanguage } from './other-language.ts';
import type { restoreEn } from './restore-en.ts';

/** 復元・復元前に戻す・検証・復元テストの文言。 */
export const restoreJa: OtherLanguage<typeof restoreEn> = {
  'phase.surveying': '復元先を確認中',
  'phase.staging': '読み取り・書き込み・照合中',
  'phase.extracting': '残りを rdiff-backup で取り出し中',
  'phase.merging': '残りを照合中',
  'phase.placing': '配置中',
  'phase.undoing': '復元前の状態に戻しています',
  'phase.verifying': '検証中',
  'state.running-remove': '削除中',
  'state.running-restore': '復元中',
  'state.running-undo': '復元前に戻しています',
  'state.running-verify': '検証中',
  'state.running-drill': '復元テスト中',

  'action.backup': 'バックアップ',
  'action.remove': '世代の削除',
  'action.restore': '復元',
  'action.undo': '復元の取り消し',
  'action.verify': '検証',
  'action.drill': '復元テスト',

  'cause.python-missing': '復元にはリポジトリ側と復元先の両方に Python 3 が必要ですが、見つかりません',
  'cause.files-damaged_other': '{{count, number}} 個のファイルを当時のとおりに復元できません',
  'cause.files-unrecorded_other': '{{count, number}} 個のファイルには、照合に使うハッシュが記録されていません',
  'cause.attributes-unread': 'リポジトリの ACL または拡張属性を読み取れません',
  'cause.entries-refused_other': '{{count, number}} 件を復元先に作成できません',
  'cause.target-changed': '{{path}} がプレビューのときと変わっています',
  'cause-of-undo.target-changed': '{{path}} が復元したときの状態ではありません',
  'cause.target-not-folder': '{{path}} はフォルダではありません',
  'cause.target-inside-repository': '{{to}} はリポジトリ {{path}} の中にあります',
  'cause.repository-inside-target': '{{to}} の中にリポジトリ {{path}} があり、復元するとその中身が変わってしまいます',
  'cause.mount-inside': '復元先の中の {{path}} に、別のファイルシステムがマウントされています',
  'cause.nothing-restored': '選んだものを一つも復元できませんでした',
  'cause.session-interrupted':
    '{{to}} への最後のバックアップが中断されたままで、選んだものの中に、その世代を戻すまで復元できないものがあります',
  'cause.work-gone': '{{path}} がもうありません',
  'cause.rolled-back': '配置の途中で復元が止まりました',
  'cause.changed-since_other': '{{count, number}} 件が復元後に変更されていました',

  'fix.python-missing': '両方に導入してください（Debian・Ubuntu：apt install python3）。',
  'fix.files-damaged': 'ほかはすべて無事です。壊れているファイルも、別の世代には当時の内容が残っているかもしれません。',
  'fix.files-unrecorded':
    '異常が見つかったわけではありませんが、正しいことを確かめる手段がありません。ごく古い版の rdiff-backup はハッシュを記録していません。',
  'fix.attributes-unread': 'ファイルの内容に影響はありません。必要な権限は手作業で設定するか、別の世代で確認してください。',
  'fix.entries-refused':
    'ほかはすべて無事です。この名前やリンク、デバイスに対応したファイルシステム上のフォルダへ、作成する権限のあるユーザーで復元してください。',
  'fix.target-changed': '何も変更していません。もう一度プレビューを確認してから復元してください。',
  'fix-of-undo.target-changed':
    '戻せるものは戻し、残りは復元先の隣に保管してあります。{{path}} を確認してから、もう一度「復元前に戻す」を実行すると、続きから行います。',
  'fix.target-not-folder': '何も変更していません。フォルダか、まだ使われていない名前を指定してください。',
  'fix.target-inside-repository': '何も書き込んでいません。どのリポジトリの中でもない場所を指定してください。',
  'fix.repository-inside-target':
    '何も書き込んでいません。どのリポジトリの中でもない場所を指定するか、「当時と完全に同じ内容に」を選ばずに復元してください。',
  'fix.mount-inside': '何も変更していません。新しいフォルダに復元するか、一時的にマウントを外してください。',
  'fix.nothing-restored': '復元先は何も変わっていません。より古い世代を試し、この世代を検証してください。',
  'fix.session-interrupted':
    '復元先は何も変わっていません。ジョブ {{job}} を一度実行すると、中断された世代が先に戻されます。その後もう一度復元してください。コピー元がもうない場合は、リポジトリのあるマシンで：rdiff-backup regress {{path}}',
  'fix.work-gone':
    'そこにあったもの、すべてが配置されたかどうかは、もう分かりません。ディスクが外れている、またはフォルダが移動された場合は、元に戻してから、もう一度「復元前に戻す」を実行してください。そうでなければ、復元先をご自身で確かめてください。',
  'fix.rolled-back': '復元先はすべて元の状態に戻しました。もう一度復元してください。',
  'fix.changed-since': '変更されていたものは {{aside}} に残し、ほかはすべて復元前の状態に戻しました。',

  'broken-off.restore': '復元先は何も変わっていません。もう一度実行してください。',
  'broken-off.undo': 'もう一度「復元前に戻す」を実行すると、続きから行います。',
  'broken-off.verify': '何も変更していません。もう一度実行してください。',
  'broken-off.drill': '何も変更していません。テスト用に書き出したものは削除済みです。もう一度実行してください。',

  'failure.restore-target': '{{to}} には今は復元できません：{{reason}}。',
  'failure.restore-as-one': 'パスそのものを指定して復元できるのは一つだけです。一つだけ選ぶか、復元先のフォルダーを指定してください。',
  'failure.not-restored': '実行 {{run}} には、元に戻せるものがありません。',
  'failure.target-restricted': '{{to}} には復元できません：{{reason}}。復元先では、プログラムを実行できる鍵と Python 3 が必要です。',

  'invalid.drill': '1 から 365 の日数',

  'obstacle.no-room': '復元先の空き容量が足りません。',
  'obstacle.no-inodes': '復元先の inode の空きが足りません。',
  'obstacle.not-folder': 'フォルダではありません。',
  'obstacle.not-writable': '復元先に書き込めません。',
  'obstacle.mount-inside': '配置する場所に、別のファイルシステムがマウントされています。',
  'obstacle.repository-inside': '復元先の中にリポジトリ {{repository}} があり、復元するとその中身が変わってしまいます。',
  'obstacle.inside-repository': 'リポジトリ {{repository}} の中です。',
  'obstacle.nothing': 'その世代には、選んだものが一つもありません。',

  'incident.drill-failed': '{{job}} の復元テストで、当時のとおりに復元できないものがありました：{{cause}}。',
  'incident.drill-overdue': '{{job}} の復元テストの成功が {{age}}ありません。',
  'incident-fix.drill-overdue': '今すぐ復元テストを行い、次の予定の時刻にこのマシンが動いていることを確かめてください。',
  'incident-word.drill-failed': '復元テストの失敗',
  'incident-word.drill-overdue': '復元テストの期限超過',
  'incident-card.restore': 'ファイルを復元中です。',
  'incident-card.undo': '復元前の状態に戻しています。',
  'incident-card.verify': '世代を検証中です。',
  'incident-card.drill': '復元テストを実行中です。',
};
