import { actionsJa } from './actions-ja.ts';
import { alertingJa } from './alerting-ja.ts';
import { browseJa } from './browse-ja.ts';
import { causesJa } from './causes-ja.ts';
import { desktopJa } from './desktop-ja.ts';
import type { WordsWithoutSingular } from './en.ts';
import { historyJa } from './history-ja.ts';
import { incidentJa } from './incident-ja.ts';
import { jobJa } from './job-ja.ts';
import { mailJa } from './mail-ja.ts';
import { pastShellJa } from './past-shell-ja.ts';
import { planJa } from './plan-ja.ts';
import { removalJa } from './removal-ja.ts';
import { restoreJa } from './restore-ja.ts';
import { restoreShellJa } from './restore-shell-ja.ts';
import { restoreReportJa } from './restore-report-ja.ts';
import { restoreScreenJa } from './restore-screen-ja.ts';
import { scheduleJa } from './schedule-ja.ts';
import { setupJa } from './setup-ja.ts';
import { shellJa } from './shell-ja.ts';
import { timelineJa } from './timeline-ja.ts';
import { trayJa } from './tray-ja.ts';
import { watchJa } from './watch-ja.ts';
import { windowJa } from './window-ja.ts';

/** 日本語の文言。英語の訳ではなく、日本語として書く。 */
export const ja: WordsWithoutSingular = {
  ...actionsJa,
  ...alertingJa,
  ...browseJa,
  ...causesJa,
  ...desktopJa,
  ...historyJa,
  ...incidentJa,
  ...jobJa,
  ...mailJa,
  ...pastShellJa,
  ...planJa,
  ...removalJa,
  ...restoreJa,
  ...restoreShellJa,
  ...restoreReportJa,
  ...restoreScreenJa,
  ...scheduleJa,
  ...setupJa,
  ...shellJa,
  ...timelineJa,
  ...trayJa,
  ...watchJa,
  ...windowJa,

  'headline.none': 'まだ何も保護されていません。ジョブがありません。',
  'headline.protected_other': '{{count}} 件のジョブはすべて保護されています。',
  'headline.attention_other': '{{count}} 件のジョブに確認が必要です：{{jobs}}。',
  'headline.attention-one': '{{job}} に確認が必要です。{{cause}}。',
  'headline.attention-plain': '{{job}} に確認が必要です。',
  'headline.at-risk_other': '{{count}} 件のジョブが危険な状態です：{{jobs}}。',
  'headline.at-risk-one': '{{job}} が危険な状態です。正常なバックアップが {{age}}ありません。',
  'headline.at-risk-new': '{{job}} が危険な状態です。正常なバックアップがまだありません。',
  'headline.more_other': 'ほか {{count}} 件',
  'level.protected': '保護',
  'level.attention': '要確認',
  'level.at-risk': '危険',
  'level.working': '実行中',
  'status.never': '成功したバックアップはまだありません',
  'status.last-good': '最後の成功 {{age}}（{{time}}）',
  'status.last-run': '直近の実行：{{sentence}}',
  'status.hint-add': '追加するには：modosu job add 名前 --from [ホスト:]パス --to [ホスト:]パス',
  'notice.settings-aside':
    '設定ファイルが壊れていたため {{file}} として退避し、最後の正常な控えを使っています。確認が済んだら、このファイルを削除してください。',
  'notice.history-aside':
    '実行履歴が壊れていたため {{file}} として退避し、新しい履歴を始めました。確認が済んだら、このファイルを削除してください。',

  'outcome.ok': '成功',
  'outcome.recovered': '成功（中断されていた世代を戻してから実行）',
  'outcome.incomplete': '不完全',
  'outcome.suspicious': '要注意',
  'outcome.failed': '失敗',
  'outcome.busy': '開始できず',
  'outcome.stuck': '行き詰まり',
  'outcome.interrupted': '中断',
  'outcome.cancelled': '取り消し',
  'outcome.accepted': '要注意（承認済み）',

  'state.queued': '待機中',
  'state.preparing': '確認中',
  'state.running': 'コピー中',
  'state.finishing': '結果を確認中',
  'state.done': '終了',
  'phase.waiting': 'ほかの実行を待っています',
  'phase.checking': '確認中',
  'phase.regressing': '中断された世代を戻しています',
  'phase.copying': 'コピー中',
  'phase.removing': '古い世代を削除中',
  'phase.finishing': '結果を確認中',

  'failure.invalid': '{{field}}：{{reason}}',
  'failure.unknown-host': '{{name}} というホストはありません。登録済み：{{known}}',
  'failure.unknown-job': '{{name}} というジョブはありません。登録済み：{{known}}',
  'failure.unknown-run': '実行 {{run}} はありません。',
  'failure.unknown-request': '{{name}} という要求はありません。',
  'failure.name-taken': '{{name}} という名前は使われています。',
  'failure.host-in-use': '{{name}} はジョブ {{job}} が使っています。先にジョブを削除してください。',
  'failure.job-active': '{{job}} はすでに実行中です（実行 {{run}}）。',
  'failure.repository-taken':
    'このリポジトリにはジョブ {{job}} が書いているか、一方が他方の中に入ります。一つのリポジトリに一つのジョブです。',
  'failure.repository-inside-source':
    'リポジトリ {{to}} がコピー元 {{from}} の中にあり、自分自身を際限なくコピーします。別の場所に置くか、除外してください。',
  'failure.not-running': '{{job}} は実行中ではありません。',
  'failure.not-suspicious': '実行 {{run}} は要注意ではなく、承認するものがありません。',
  'failure.not-stuck': '{{job}} のリポジトリは行き詰まっていません。修復するものはありません。',
  'failure.repository-busy': '別の rdiff-backup が {{to}} で動いています。終わるまで待ってください。',
  'failure.fingerprint-differs': 'ホストの指紋は {{given}} ではなく {{seen}} です。何も保存していません。',
  'failure.host-unreachable': 'ホストの鍵を確認できませんでした：{{reason}}',
  'failure.settings-unreadable':
    '設定 {{file}} とその控えを読めません。何も変更していません。正常な控えを置くか、両方を移して最初から始めてください。',
  'failure.settings-newer':
    '設定 {{file}} は新しい Modosu（版 {{version}}）が書いたものです。何も変更していません。新しいプログラムを使ってください。',
  'failure.home-unusable': 'フォルダ {{home}} を使えません：{{line}}',
  'failure.home-held':
    'このデータは別の Modosu (プロセス {{pid}}、{{kind}}) が開いています。そのウィンドウを使うか、先に終了してください。',
  'failure.not-here': 'この実行環境では行えません。',
  'failure.port-taken': 'ポート {{port}} は別のプログラムが使っています。別の番号を指定するか、--port を省いてください。',
  'failure.port-forbidden': 'ポート {{port}} はここでは使えません。1024 以上を指定するか、--port を省いてください。',
  'failure.too-large': '要求が大きすぎます。',
  'failure.bug': '想定外の事態です：{{line}}',
  'failure.usage': '{{line}}',
  'failure.not-confirmed': '確認されなかったため、何も保存していません。',
  'failure.needs-confirmation': '確認する人がいません。指紋を照合し、--fingerprint で渡してください。',

  'invalid.host-name': '英数字・ドット・ハイフン。先頭は英数字',
  'invalid.job-name': '文字・数字・空白・ドット・ハイフン、64 文字まで',
  'invalid.id': 'このプログラムの識別子ではありません',
  'invalid.address': 'ホスト名か IP アドレス',
  'invalid.port': '1 から 65535 の数',
  'invalid.user': 'ログイン名（英数字と . _ -）',
  'invalid.fingerprint': 'SHA256: と 43 文字（ssh-keygen -l の表示どおり）',
  'invalid.remote-command': 'rdiff-backup、"sudo -n rdiff-backup"、または普通の文字だけの絶対パス',
  'invalid.key-file': '引用符・%・$・バックスラッシュ・制御文字を含まない絶対パス',
  'invalid.path-relative': 'パスは / で始めてください',
  'invalid.path-backslash': 'rdiff-backup はバックスラッシュをスラッシュに変え、別のフォルダを使ってしまいます',
  'invalid.path-control': 'パスに制御文字があります',
  'invalid.path-unicode': 'パスが正しい Unicode ではありません',
  'invalid.path-long': 'パスまたはその一部が長すぎます',
  'invalid.path-dots': 'パスに . か .. があります',
  'invalid.pattern': '制御文字を含まない 1 から 2000 文字のパターン',
  'invalid.pattern-outside': '絶対パターンはコピー元の下になければなりません',
  'invalid.selection-long': '規則が多すぎます',
  'invalid.include-last': '最後の規則は除外でなければなりません。含めたものだけを残すには --exclude "**" を加えてください',
  'invalid.two-hosts': 'どちらか一方はこのマシンでなければなりません',
  'invalid.retention': '数と D・W・M・Y のいずれか（例：1Y）',
  'invalid.marker': '単純なファイル名',
  'invalid.other': '形が正しくありません（{{reason}}）',

  'progress.remaining': '残り約 {{time}}',
  'result.line': '{{job}}：{{outcome}}',
  'result.numbers':
    '{{files}} ファイル、{{bytes}}・新規 {{newFiles}}、変更 {{changedFiles}}、削除 {{deletedFiles}}・差分 {{increment}}・{{seconds}}',
  'result.because': '{{cause}}。',
  'host.ok': '{{host}}：正常。rdiff-backup は先方 {{there}}、こちら {{here}}。',
  'host.restricted': '{{host}}：正常。この鍵は rdiff-backup の起動だけを許されているため、版と空き容量は確認できません。',
  'host.not-ok': '{{host}}：{{cause}}。',
  'host.make-read-key':
    '作成するには：ssh-keygen -t ed25519 -N "" -f ~/.ssh/modosu-read && modosu host change {{host}} --read-key ~/.ssh/modosu-read',
  'host.changed': 'ホスト {{name}} を変更しました。',
  'host.space': '  {{mount}}：空き {{free}}／全体 {{size}}',
  'host.keys': '  確認済み {{pinned}}\n  提示     {{seen}}',
  'host.first-contact':
    '{{address}} ポート {{port}} の鍵：\n  {{type}} {{fingerprint}}\nサーバー側の表示と照合してください：ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
  'host.changed-contact': '{{name}} の鍵が変わりました。\n  旧 {{pinned}}\n  新 {{fingerprint}}',
  'host.confirm': '正しい鍵ですか。(yes/no) ',
  'host.added': 'ホスト {{name}} を登録しました。',
  'host.trusted': 'ホスト {{name}} は今後 {{fingerprint}} で確認します。',
  'host.removed': 'ホスト {{name}} を削除しました。',
  'host.none': 'ホストはまだありません。追加するには：modosu host add 名前 --address アドレス --user 利用者 --key ファイル',
  'job.added': 'ジョブ {{name}} を登録しました。実行するには：modosu run {{name}}',
  'job.adopted': 'ジョブ {{name}} は、見つけたリポジトリを引き継ぎます。',
  'job.repaired': '道を空けました。以前の内容は {{kept}} に残してあります。次に：modosu run {{name}}',
  'job.removed': 'ジョブ {{name}} を削除しました。リポジトリはそのままです。',
  'job.none': 'ジョブはまだありません。',
  'job.from': 'コピー元',
  'job.to': '保存先',
  'job.keeps': '保持',
  'job.for-ever': 'すべて',
  'job.selection': '選択',
  'job.one-file-system': 'ほかのファイルシステム',
  'job.left-out': '含めない',
  'job.included': '含める',
  'job.marker': '除外の目印',
  'job.command': 'コマンド',
  'runs.none': '実行はまだありません。',
  'runs.empty-log': 'ログは空です。',
  'runs.adopted': '引き継ぎ',
  'runs.accepted': '実行 {{run}} を承認しました。今後はこれと比較します。',
  'runs.cancelled': '{{job}}：{{outcome}}。',
  'age.now': 'たった今',
};
