import type { actionsEn } from './actions-en.ts';
import type { OtherLanguage } from './other-language.ts';

/** 実行中の表示とキャンセルの文言。 */
export const actionsJa: OtherLanguage<typeof actionsEn> = {
  'work.backup': '{{job}} をバックアップしています。',
  'work.remove': '{{job}} の古い世代を削除しています。',
  'work.restore': '{{job}} のファイルを復元しています。',
  'work.undo': '{{job}} を復元前の状態に戻しています。',
  'work.verify': '{{job}} の世代を検証しています。',
  'work.drill': '{{job}} の復元テストを行っています。',

  'cancelling.backup': '{{job}} のバックアップをキャンセルしています。',
  'cancelling.remove': '{{job}} の世代の削除をキャンセルしています。',
  'cancelling.restore': '{{job}} の復元をキャンセルしています。',
  'cancelling.undo': '{{job}} を復元前に戻す処理を止めています。',
  'cancelling.verify': '{{job}} の検証をキャンセルしています。',
  'cancelling.drill': '{{job}} の復元テストをキャンセルしています。',

  'cancel.backup': 'バックアップをキャンセル',
  'cancel.remove': '世代の削除をキャンセル',
  'cancel.restore': '復元をキャンセル',
  'cancel.undo': '戻すのを中止',
  'cancel.verify': '検証をキャンセル',
  'cancel.drill': '復元テストをキャンセル',

  'cancel-title.backup': '{{job}} のバックアップをキャンセルしますか',
  'cancel-title.remove': '{{job}} の世代の削除をキャンセルしますか',
  'cancel-title.restore': '{{job}} の復元をキャンセルしますか',
  'cancel-title.undo': '{{job}} を復元前に戻すのを中止しますか',
  'cancel-title.verify': '{{job}} の検証をキャンセルしますか',
  'cancel-title.drill': '{{job}} の復元テストをキャンセルしますか',

  'cancel-text.backup':
    'ここまでにコピーした分は、次のバックアップが元に戻します。完了した世代はすべてそのまま残ります。今回の世代は作られません。',
  'cancel-text.remove': 'すでに削除した分は元に戻りません。残りは次回の削除が続きから行います。残す世代はすべて無事です。',
  'cancel-text.restore': 'ここまでに書き込んだ分は取り除き、復元先を元の状態に戻します。',
  'cancel-text.undo': 'すでに戻した分はそのまま残ります。残りは、後で続きから戻せます。',
  'cancel-text.verify': '何も変更していません。いつでもやり直せます。',
  'cancel-text.drill': 'テスト用に書き出した分は削除します。ほかには何も変更していません。',
  'cancel-text.waiting': 'まだ始まっていないため、元に戻すものはありません。',
  'cancel-keep': '続行',

  'palette-cancel.backup': '{{job}} のバックアップをキャンセル',
  'palette-cancel.remove': '{{job}} の世代の削除をキャンセル',
  'palette-cancel.restore': '{{job}} の復元をキャンセル',
  'palette-cancel.undo': '{{job}} を復元前に戻すのを中止',
  'palette-cancel.verify': '{{job}} の検証をキャンセル',
  'palette-cancel.drill': '{{job}} の復元テストをキャンセル',

  'run-word': '{{action}}：{{outcome}}',
  'run-title': '{{action}}（{{outcome}}）',
  'run-note': '{{outcome}}：{{cause}}',
};
