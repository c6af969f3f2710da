import type { mailEn } from './mail-en.ts';

/** メール送信と、警告の設定項目の文言。 */
export const mailJa: { [K in keyof typeof mailEn]: string } = {
  'mail-trouble.name-not-found': '{{host}} という名前がネットワークで見つかりません',
  'mail-trouble.refused': '{{host}} がポート {{port}} への接続を拒否しました',
  'mail-trouble.timed-out': '{{host}} のポート {{port}} から時間内に応答がありません',
  'mail-trouble.tls-mode': '{{host}} のポート {{port}} は、選ばれた暗号化の方式に対応していません',
  'mail-trouble.no-starttls': '{{host}} のポート {{port}} は暗号化に対応していないため、何も送信していません',
  'mail-trouble.certificate': '{{host}} の証明書を信頼できません：{{line}}',
  'mail-trouble.login': '{{host}} が {{user}} のログインを拒否しました：{{line}}',
  'mail-trouble.sender-refused': '{{host}} が差出人を拒否しました：{{line}}',
  'mail-trouble.recipient-refused': '{{host}} が宛先 {{to}} を拒否しました：{{line}}',
  'mail-trouble.password-missing': '{{user}} のメールのパスワードをもう一度入力する必要があります',
  'mail-trouble.try-later': '{{host}} が後でやり直すよう求めています：{{line}}',
  'mail-trouble.rejected': '{{host}} がメールを受け取りませんでした：{{line}}',
  'mail-trouble.connection-lost': '{{host}} との接続が切れました：{{line}}',

  'mail-fix.name-not-found': 'メールサーバーの名前と、このマシンのネットワークを確認してください。',
  'mail-fix.refused': 'ポートを確認してください（多くは STARTTLS が 587、TLS が 465）。メールサーバーは動いていますか。',
  'mail-fix.timed-out':
    '名前とポートを確認してください。ファイアウォールやプロバイダーがポート {{port}} を塞いでいる場合も同じように見えます。',
  'mail-fix.tls-mode': '別の方式を選んでください（多くは 465 が TLS、587 が STARTTLS）。',
  'mail-fix.no-starttls':
    'サーバーは 465 で TLS を使えますか。以前は STARTTLS が使えたのなら、間に誰かがいるおそれがあります。暗号化しないと、メールもパスワードも経路の誰にでも読まれます。',
  'mail-fix.certificate':
    '証明書の名前は {{host}} ですか。独自の認証局は、このマシンに登録してから（Debian・Ubuntu：/usr/local/share/ca-certificates に置き、update-ca-certificates）、Modosu を起動し直してください。',
  'mail-fix.login': 'ユーザー名とパスワードを確認してください。プログラム専用のパスワードが必要な事業者もあります。',
  'mail-fix.sender-refused': 'このサーバーが認める差出人を使ってください。多くはログインと同じアドレスです。',
  'mail-fix.recipient-refused': 'アドレスを確認してください。中継しないと言うサーバーには、先にログインが必要です。',
  'mail-fix.password-missing':
    'メールの設定で入力してください。デスクトップなしで動く確認はキーリングを開けないため、ファイルに保存する必要があります。',
  'mail-fix.try-later': '自動でやり直します。続くようなら、メールサーバーの担当者に尋ねてください。',
  'mail-fix.rejected': 'サーバーの返答を見てください。迷惑メール対策が原因のことがよくあります。その後、再送してください。',
  'mail-fix.connection-lost': 'ポート {{port}} で応答しているのはメールサーバーですか。そうであれば自動でやり直します。',

  'mail-test.sent': '{{host}} が {{to}} 宛てのテストを受け付けました。届いたかどうか確認してください。',
  'mail.test-subject': '[modosu] {{machine}} からのテスト',
  'mail.test-body': 'これはテストです。{{machine}} の警告はこの宛先に届きます。\n',

  'failure.no-keyring':
    'このセッションでは応答するキーリングがありません。起動のたびに入力するか、自分だけが読めるファイルに保存してください。',
  'failure.unknown-letter': 'メール {{letter}} はありません。',
  'failure.no-mail': 'ログインを使うメールは設定されていません。',

  'invalid.mail-address': 'name@example.org のようなアドレスを一つだけ',
  'invalid.mail-user': '254 文字までのログイン名（見えない文字は使えません）',
  'invalid.no-recipient': '宛先を一つ以上',
  'invalid.many-recipients': '宛先は 20 件まで',
  'invalid.recipient-twice': '同じ宛先は一度だけ',
  'invalid.web-address': 'https:// か http:// で始まる、ログイン情報を含まないアドレス',
  'invalid.log-unwritable': 'このプログラムが書き込めるファイル',
  'invalid.log-path': '.. と制御文字を含まない、ファイルの絶対パス',
  'invalid.log-size': '10000 から 1000000000 までの数（バイト）',
  'invalid.log-keep': '0 から 99 の数',
};
