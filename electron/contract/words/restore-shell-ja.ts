import type { OtherLanguage } from './other-language.ts';
import type { restoreShellEn } from './restore-shell-en.ts';

/** 復元の前後にシェルとメールが伝える文言。 */
export const restoreShellJa: OtherLanguage<typeof restoreShellEn> = {
  'would.title': '{{job}}：{{when}} の世代 → {{to}}',
  'would.amount_other': '{{number}} ファイル、{{bytes}}',
  'would.changes': '作成 {{create}} · 置き換え {{replace}} · 退避 {{remove}} · すでに同じ {{same}}',
  'would.replace': '置き換え：{{names}}',
  'would.remove': '退避：{{names}}',
  'would.missing': 'その世代にないもの：{{names}}',
  'would.names-more': '{{names}} … ほか {{more}} 件',
  'would.room': '必要な容量 {{needed}}、復元先の空き {{free}}',
  'would.room-unknown': '必要な容量 {{needed}}',
  'would.time': '所要時間は約 {{time}}',
  'would.warning': '注意：{{warning}}',
  'would.obstacle': 'そこには復元できません。{{obstacle}}',
  'would.confirm': '復元しますか。(yes/no) ',

  'result.action': '{{job}}・{{action}}：{{outcome}}',
  'restore-line.from': '{{when}} の世代',
  'restore-line.to': '{{when}} の世代 → {{to}}',
  'restore-line.verified': '{{files}} ファイル中 {{verified}} ファイルを照合済み',
  'restore-line.unrecorded': 'ハッシュの記録なし {{number}}',
  'restore-line.amount': '{{bytes}}、{{time}}',
  'restore-line.rate': '毎秒 {{bytes}}',
  'restore-line.changes': '作成 {{created}} · 置き換え {{replaced}} · 退避 {{removed}} · すでに同じ {{same}}',
  'restore-line.undone': '元に戻したもの {{replaced}}、取り除いたもの {{removed}}',
  'restore-line.left-links_other': 'シンボリックリンク {{number}} 件は復元していません（--without-links）',
  'restore-line.left-out_other': 'setuid・setgid とデバイスノード {{number}} 件は復元していません（--special で復元できます）',
  'restore-line.damaged': '{{path}}：{{why}}',
  'restore-line.good-older': '{{path}}：{{why}}。それより前の {{when}} の世代に無事な版があります（読み取って照合済み）',
  'restore-line.good-newer': '{{path}}：{{why}}。それより後の {{when}} の世代に無事な版があります（読み取って照合済み）',
  'restore-line.nearest-older': '{{path}}：{{why}}。それより前の {{when}} の世代に別の版がありますが、無事かどうかは確かめていません',
  'restore-line.nearest-newer': '{{path}}：{{why}}。それより後の {{when}} の世代に別の版がありますが、無事かどうかは確かめていません',
  'restore-line.damaged-more': '… ほか {{number}} 件',
  'restore-line.aside': '以前あったものは {{path}} に残してあります',
  'restore-line.undone-since': 'その後、復元前の状態に戻しました',
  'restore-line.undo': '復元前に戻すには：modosu undo {{run}}',
  'restore-line.whole': '全体の復元は約 {{time}}の見込み',
  'restore-line.sessions_other': '{{number}} 世代のすべての状態を確認',

  'restore-mail.subject': '{{action}}（{{outcome}}）',
  'restore-mail.from': 'リポジトリ',
  'restore-mail.to': '復元先',

  'failure.restore-not-confirmed': '確認されなかったため、何も復元していません。',
  'failure.restore-needs-yes': '確認する人がいません。--dry-run で内容を確かめてから、--yes を付けて実行してください。',
  'failure.restore-no-mail':
    'メールが未設定のため、報告を送信できません。modosu mail set で設定するか、--mail を付けずに復元してください。',
};
