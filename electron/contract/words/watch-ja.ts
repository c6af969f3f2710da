import type { OtherLanguage } from './other-language.ts';
import type { watchEn } from './watch-en.ts';

/** タイマーによる点検、ログ、ping、Webhook の文言。 */
export const watchJa: OtherLanguage<typeof watchEn> = {
  'watchdog.title': 'Modosu が停止していたとき',
  'watchdog.text':
    'Modosu 自体が停止していることもあります。30 分ごとの小さな点検が、バックアップの遅れや Modosu の停止をメールでお知らせします。',
  'watchdog.absent': '点検は設定されていません。',
  'watchdog.active': '点検は設定済みで、有効です。',
  'watchdog.inactive': '点検は設定済みですが、タイマーが止まっています。設定し直してください。',
  'watchdog.other':
    '有効な点検は別のデータフォルダーのものか、移動前のプログラムを起動するものです。こちらの点検として設定し直してください。',
  'watchdog.last': '前回の点検：{{when}}',
  'watchdog.never': 'まだ一度も点検していません。',
  'watchdog.next': '次回の点検：{{when}}',
  'watchdog.lingers': 'ログインしていない間も点検します。',
  'watchdog.no-linger': '点検するのはログイン中だけです。次のコマンドを一度実行すると、ログインしていない間も点検します。',
  'watchdog.linger-unknown': 'ログインしていない間も点検するかどうかは、ここでは確認できません。次のコマンドで確実になります。',
  'watchdog.linger-label': 'ログインなしで点検するためのコマンド',
  'watchdog.no-systemd': 'ここでは systemd のユーザータイマーを使えません。代わりに次の行を crontab に追加してください（crontab -e）。',
  'watchdog.cron-label': 'crontab に追加する行',
  'watchdog.impossible': 'ここからは systemd でも cron でも点検を起動できません。',
  'watchdog.install': '設定する',
  'watchdog.remove': '解除する',

  'log-file.title': 'ログ',
  'log-file.text': '実行ごとに 1 行を記録します。スクリプトで読めるように、常に英語で、形式も変わりません。',
  'log-file.path': 'ファイル',
  'log-file.path-hint': '空欄の場合は {{path}} です。',
  'log-file.size': '切り替えるサイズ',
  'log-file.size-hint': '古いログは末尾が .1、その前のものは .2 になります。',
  'log-file.keep': '残す古いログの数',
  'log-file.journal': 'システムのログにも記録',
  'log-file.journal-hint': 'logger を使い、modosu という名前で記録します。journalctl -t modosu で表示できます。',

  'ping.title': '外部からの監視（ping）',
  'ping.text':
    '実行の開始、成功、失敗を healthchecks.io 形式のアドレスに知らせます。連絡が途絶えると警告が出るため、このマシンの電源が切れていても気づけます。',
  'ping.address': 'すべてのジョブのアドレス',
  'ping.address-hint': '発行されたとおりに入力してください。/start と /fail は自動で付きます。「試す」は成功として記録されます。',

  'webhook.title': 'Webhook（通知先）',
  'webhook.text': '対応が必要になったときと解決したときに、JSON でこのアドレスに知らせます。',
  'webhook.address': 'アドレス',
  'webhook.test': 'これはテストです。{{machine}} のバックアップについて、ここに知らせます。',
};
