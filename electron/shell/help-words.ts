import type { Language } from '../contract/words/format.ts';

type Both = Record<Language, string>;

/** What `--help` says, in both languages. */
export const help = {
  program: {
    en: 'Backs up servers with rdiff-backup over SSH, and says plainly whether each is protected.',
    ja: 'rdiff-backup と SSH でサーバーをバックアップし、保護されているかどうかをはっきり示します。',
  },
  after: {
    en: `
Exit codes:
  0  ok          1  failed          2  incomplete or suspicious
  3  wrong usage or unknown name    4  busy

Files:
  ~/.config/modosu, MODOSU_HOME or --home: settings.json (jobs and hosts), history.db (runs), runs/N (the log of run N)

Examples:
  modosu host add web1 --address web1.example.com --user backup --key ~/.ssh/backup
  modosu job add website --from web1:/var/www --to /backup/website --preset web --keep 1Y
  modosu run website
  modosu status
  modosu restore website --at 10D --to /tmp/www`,
    ja: `
終了コード：
  0  正常    1  失敗    2  不完全・要注意    3  使い方の誤り・知らない名前    4  実行中

ファイル：
  ~/.config/modosu、MODOSU_HOME、または --home：settings.json（ジョブとホスト）、history.db（実行）、runs/N（実行 N のログ）

例：
  modosu host add web1 --address web1.example.com --user backup --key ~/.ssh/backup
  modosu job add website --from web1:/var/www --to /backup/website --preset web --keep 1Y
  modosu run website
  modosu status
  modosu restore website --at 10D --to /tmp/www`,
  },
  usage: { en: 'Usage:', ja: '使い方：' },
  arguments: { en: 'Arguments:', ja: '引数：' },
  options: { en: 'Options:', ja: 'オプション：' },
  commands: { en: 'Commands:', ja: 'コマンド：' },
  everywhere: { en: 'With every command:', ja: 'どのコマンドでも：' },
  helpOption: { en: 'show this help', ja: 'この説明を表示' },
  versionOption: { en: 'show the version', ja: '版を表示' },
  home: { en: 'where settings, history and logs lie', ja: '設定・履歴・ログの場所' },
  json: { en: 'answer with exactly one JSON document on stdout', ja: '標準出力に JSON 文書を一つだけ出力' },
  lang: { en: 'language of the answer: en or ja', ja: '表示言語：en または ja' },

  host: { en: 'servers reached over SSH', ja: 'SSH で接続するサーバー' },
  hostAdd: {
    en: 'Adds a host: shows the key it offers, waits for a yes (or compares --fingerprint), then tests it.',
    ja: 'ホストを追加。提示された鍵を表示し、確認（または --fingerprint と照合）のあと接続を試します。',
  },
  hostList: { en: 'Lists the hosts with their fingerprints and jobs.', ja: 'ホストと指紋、使っているジョブの一覧。' },
  hostTest: {
    en: 'Says whether a host can be used, and if not, why: name, port, key, login, rdiff-backup there.',
    ja: 'ホストが使えるかどうかと、使えない理由（名前・ポート・鍵・ログイン・rdiff-backup）を示します。',
  },
  hostChange: { en: 'Names other keys for a host, then tests it.', ja: 'ホストに使う鍵を変更し、接続を試します。' },
  hostTrust: {
    en: 'Pins a changed host key: shows the old and the new one and waits for a yes.',
    ja: '変わったホスト鍵を登録し直す。新旧を表示して確認を待ちます。',
  },
  hostRemove: { en: 'Removes a host that no job uses.', ja: 'どのジョブも使っていないホストを削除。' },
  hostName: { en: 'name of the host in this program, as used in --from NAME:/path', ja: 'このプログラムでのホスト名（--from 名前:/パス）' },
  address: { en: 'host name or IP address', ja: 'ホスト名または IP アドレス' },
  port: { en: 'port of sshd there', ja: '先方の sshd のポート' },
  user: { en: 'login name there', ja: '先方のログイン名' },
  key: {
    en: 'private key file here, readable by you alone, without a passphrase',
    ja: 'こちらの秘密鍵。本人だけが読め、パスフレーズのないもの',
  },
  readKey: {
    en: 'second private key, which reads files there for the history of repositories, where --key may only start rdiff-backup',
    ja: '2 本目の秘密鍵。--key で rdiff-backup の起動しかできないとき、リポジトリの履歴のためにファイルを読み取ります',
  },
  noReadKey: { en: 'forget the second key', ja: '2 本目の鍵を使わない' },
  fingerprint: { en: 'the fingerprint the host must show, SHA256:…', ja: 'ホストが示すべき指紋、SHA256:…' },
  sudo: { en: 'call "sudo -n rdiff-backup" there', ja: '先方で「sudo -n rdiff-backup」を使う' },
  command: { en: 'absolute path of rdiff-backup there', ja: '先方の rdiff-backup の絶対パス' },

  job: { en: 'what is copied, from where, to where', ja: '何を、どこから、どこへコピーするか' },
  jobAdd: { en: 'Adds a job. One of the two places may be on a host.', ja: 'ジョブを追加。二つの場所の一方はホスト上でもかまいません。' },
  jobList: { en: 'Lists the jobs.', ja: 'ジョブの一覧。' },
  jobShow: { en: 'Shows a job with everything that is set, and the command it runs.', ja: 'ジョブの設定と、実行されるコマンドを表示。' },
  jobAdopt: {
    en: 'Lets a job go on with the repository that is already at its place.',
    ja: '保存先にすでにあるリポジトリをジョブに引き継がせる。',
  },
  jobRemove: { en: 'Removes a job; its repository stays as it is.', ja: 'ジョブを削除。リポジトリはそのまま。' },
  jobName: { en: 'name of the job', ja: 'ジョブの名前' },
  from: { en: 'the folder to protect: PATH here, or HOST:PATH', ja: '保護するフォルダ：こちらのパス、または ホスト:パス' },
  to: { en: 'the repository: PATH here, or HOST:PATH', ja: 'リポジトリ：こちらのパス、または ホスト:パス' },
  exclude: {
    en: 'leave out what matches; relative to the source, or **/NAME anywhere. The first rule that matches decides. May be repeated',
    ja: '一致するものを除外。コピー元からの相対、または **/名前。最初に一致した規則が効く。繰り返し可',
  },
  include: { en: 'keep what matches, in spite of a later --exclude. May be repeated', ja: '後の --exclude にかかわらず含める。繰り返し可' },
  preset: {
    en: 'exclusions for a kind of source: web, home, mail, windows. May be repeated',
    ja: '種類ごとの除外：web、home、mail、windows。繰り返し可',
  },
  keep: { en: 'how long sessions are kept: 30D, 12W, 6M, 1Y, or all', ja: '世代の保持期間：30D、12W、6M、1Y、または all' },
  drillDays: { en: 'a restore is tried every so many days, or never', ja: '復元テストの間隔（日数）、または never' },
  marker: { en: 'a folder that holds a file of this name is left out', ja: 'この名前のファイルがあるフォルダを除外' },
  noMarker: { en: 'no such file leaves a folder out', ja: '目印のファイルによる除外をしない' },
  cross: { en: 'also copy other file systems mounted below the source', ja: 'コピー元の下にマウントされた別のファイルシステムも含める' },
  adopt: { en: 'go on with a repository that is already there', ja: 'すでにあるリポジトリを引き継ぐ' },

  run: {
    en: 'Backs up now and says what came of it. Ctrl+C cancels; if this program is ended in another way, the backup goes on and is taken over later.',
    ja: '今すぐバックアップし、結果を示します。Ctrl+C で取り消し。それ以外の形で終了しても、バックアップは続き、後で引き継がれます。',
  },
  cancel: { en: 'Cancels the run of a job, wherever it was started.', ja: 'ジョブの実行を取り消す（どこで始めたものでも）。' },
  status: { en: 'Says whether every job is protected.', ja: 'すべてのジョブが保護されているかを示す。' },
  runs: { en: 'Lists the runs, newest first.', ja: '実行の一覧（新しい順）。' },
  limit: { en: 'how many', ja: '件数' },
  log: { en: 'Prints what a run came to and what rdiff-backup said.', ja: '実行の結果と rdiff-backup の出力を表示。' },
  repair: {
    en: 'Leads a stuck repository out of the dead end; keeps a copy of what was there.',
    ja: '行き詰まったリポジトリの道を空ける。以前の内容の写しを残します。',
  },
  accept: {
    en: 'Says that a suspicious run is right: later runs are compared with it.',
    ja: '要注意の実行を正しいと認める。今後はそれと比較します。',
  },
  schedule: {
    en: 'Sets when a job is backed up; without an option says it in words, with the next five times.',
    ja: 'ジョブの予定を設定。オプションなしでは、現在の予定と次の 5 回を表示。',
  },
  daily: { en: 'every day at this time, 02:30', ja: '毎日この時刻（02:30）' },
  weekly: { en: 'on these days: mon-fri@22:00, sat,sun@03:00', ja: '曜日ごと：mon-fri@22:00、sat,sun@03:00' },
  hourly: {
    en: 'every 1, 2, 3, 4, 6, 8 or 12 hours, 6 or 6:15 (at a quarter past)',
    ja: '1・2・3・4・6・8・12 時間ごと：6、6:15（毎回 15 分）',
  },
  monthly: { en: 'once a month: 1@04:00, last@04:00', ja: '毎月：1@04:00、last@04:00（末日）' },
  cron: { en: 'a rule of five fields as in crontab(5)', ja: 'crontab(5) の 5 項目の規則' },
  zone: {
    en: 'time zone of the schedule, for instance Asia/Tokyo; that of this machine otherwise',
    ja: '予定のタイムゾーン（例：Asia/Tokyo）。省略時はこのマシンのもの',
  },
  scheduleOff: { en: 'no schedule: only by hand', ja: '予定なし（手動のみ）' },
  pause: {
    en: 'Pauses a job, or all of them; what falls into a pause is left out and recorded.',
    ja: 'ジョブ、または全ジョブを一時停止。その間の予定は見送られ、記録されます。',
  },
  pauseFor: { en: '1h, 4h, tomorrow (08:00) or resumed', ja: '1h、4h、tomorrow（翌 8:00）、resumed（再開するまで）' },
  resume: { en: 'Ends the pause of a job, or that of all.', ja: 'ジョブ、または全体の一時停止を解除。' },
  due: { en: 'Says when each job is due next, and what became of the last time.', ja: '各ジョブの次の予定と、前回の予定の結果を示す。' },
  incidents: { en: 'Lists what a person must know.', ja: '対応が必要なものの一覧。' },
  incidentsAll: { en: 'also what is closed', ja: '解決済みも含める' },
  check: {
    en: 'Looks after Modosu from outside: mails when a backup is overdue or nothing watches. Answers 1 when something is open.',
    ja: '外から Modosu を見守り、バックアップの遅れや停止をメールで知らせます。対応が必要なものがあれば 1 を返します。',
  },
  prune: {
    en: 'Removes the sessions that are older than the job keeps; says first which.',
    ja: '保持期間を過ぎた世代を削除。先に対象を示します。',
  },
  dryRun: { en: 'only say what would go', ja: '対象を示すだけ' },
  mail: { en: 'alerts by mail', ja: 'メールによる警告' },
  mailSet: { en: 'Sets up mail.', ja: 'メールを設定。' },
  mailTest: { en: 'Sends a test mail and says in words what is wrong.', ja: 'テストを送信し、問題があれば言葉で示す。' },
  mailOff: { en: 'Switches mail off and forgets the password.', ja: 'メールを無効にし、パスワードを消去。' },
  mailHost: { en: 'mail server (SMTP)', ja: 'メールサーバー（SMTP）' },
  mailPort: { en: 'its port (587; with tls 465, with none 25)', ja: 'そのポート（既定は 587、tls では 465、none では 25）' },
  mailTls: { en: 'starttls, tls or none', ja: 'starttls、tls、none' },
  mailUser: { en: 'login name there; without it nobody logs in', ja: 'ログイン名。省略時はログインしない' },
  mailPassword: {
    en: 'read the password from the standard input; it is kept in a file that only you can read',
    ja: 'パスワードを標準入力から読み、本人だけが読めるファイルに保存',
  },
  mailFrom: { en: 'sender', ja: '差出人' },
  mailTo: { en: 'recipient; may be repeated', ja: '宛先。繰り返し可' },
  watch: {
    en: 'Keeps the schedule and the alerts without a window, for a server. Ctrl+C ends it; runs go on.',
    ja: 'ウィンドウなしで予定と警告を動かす（サーバー向け）。Ctrl+C で終了。実行は続きます。',
  },
  serve: {
    en: 'Opens the window in a browser on this machine and prints its address, which admits one window. Ctrl+C ends it; runs go on.',
    ja: 'このマシンのブラウザでウィンドウを開き、アドレスを表示します（一つのウィンドウ用）。Ctrl+C で終了。実行は続きます。',
  },
  servePort: { en: 'port on 127.0.0.1; a free one otherwise', ja: '127.0.0.1 のポート。省略時は空いているもの' },
  noOpen: { en: 'only print the address, do not open the browser', ja: 'ブラウザを開かず、アドレスだけ表示' },
  sessions: {
    en: 'Lists the sessions of a job, newest first, as its repository tells them.',
    ja: 'ジョブの世代の一覧（新しい順）。リポジトリ自身の記録によります。',
  },
  ls: { en: 'Lists a folder as it was.', ja: 'フォルダの当時の内容を一覧。' },
  versions: {
    en: 'Says every state that a file or folder had, and the sessions that have it.',
    ja: 'ファイルやフォルダのすべての版と、それを含む世代を示す。',
  },
  find: { en: 'Finds files by name, over all sessions or in one.', ja: '名前でファイルを探す（全世代、または一つの世代）。' },
  diff: {
    en: 'Says what was added, removed and changed between two sessions.',
    ja: '二つの世代の間で追加・削除・変更されたものを示す。',
  },
  cat: {
    en: 'Writes a file as it was to the standard output, byte for byte; the session used is named on the standard error.',
    ja: 'ファイルの当時の内容をそのまま標準出力に書く。使った世代は標準エラーに示します。',
  },
  restore: {
    en: 'Brings files and folders back as they were. Says what it would do and waits for a yes; every file is checked before it is put in place, and what was there before is kept aside. Without --to and --in-place into a new folder.',
    ja: 'ファイルやフォルダを当時の状態に復元。先に内容を示して確認を待ちます。ファイルはすべて照合してから配置し、以前あったものは別に残します。--to も --in-place もなければ新しいフォルダに復元します。',
  },
  restorePaths: {
    en: 'what to restore, as with ls; everything otherwise',
    ja: '復元するもの（ls と同じ書き方）。省略時はすべて',
  },
  restoreTo: {
    en: 'the folder that stands in for the source: PATH here, or HOST:PATH; there already or not',
    ja: 'コピー元の代わりになるフォルダ：こちらのパス、または ホスト:パス。なければ作ります',
  },
  restoreAs: {
    en: 'the very path that the one chosen thing gets: PATH here, or HOST:PATH',
    ja: '選んだ一つのものの復元先のパスそのもの：こちらのパス、または ホスト:パス',
  },
  inPlace: { en: 'to where it came from', ja: '元の場所に復元' },
  exact: {
    en: 'move aside what the chosen folders hold beyond what they held then',
    ja: '選んだフォルダに当時なかったものは退避',
  },
  special: { en: 'also setuid and setgid bits, and device nodes', ja: 'setuid・setgid とデバイスノードも復元' },
  withoutLinks: { en: 'leave symbolic links out', ja: 'シンボリックリンクは復元しない' },
  restoreMail: {
    en: 'mail the report to everybody who gets alerts',
    ja: '結果の報告を警告と同じ宛先にメールで送信',
  },
  restoreDryRun: { en: 'only say what it would do', ja: '内容を示すだけ' },
  yes: { en: 'do not ask', ja: '確認しない' },
  undo: {
    en: 'Puts back what a restore has replaced, and takes away what it has added.',
    ja: '復元で置き換えたものを元に戻し、増えたものを取り除く。',
  },
  verify: {
    en: 'Lets rdiff-backup compare every file of a session with its recorded hash.',
    ja: '世代の全ファイルを、記録されたハッシュと rdiff-backup で照合。',
  },
  drill: {
    en: 'Tries a restore of a sample into a scratch folder, verifies and measures it, and deletes it again.',
    ja: '一部を作業用フォルダに復元して照合・計測し、削除する復元テスト。',
  },
  drillFull: { en: 'everything, and every older state', ja: 'すべてのファイルと、過去のすべての状態' },
  index: {
    en: 'Brings the index of a job up to date, and says what it holds and which sessions are damaged.',
    ja: 'ジョブの索引を最新にし、内容と壊れた世代を示す。',
  },
  rebuild: { en: 'throw the index away and make it anew', ja: '索引を捨てて作り直す' },
  entryPath: {
    en: 'path below the source of the job, or from / on; what is shown as \\u{dcff} can be given like that (in quotes), and a backslash before u{ is \\u{5c}',
    ja: 'コピー元からの相対パス、または / からのパス。\\u{dcff} のように表示された文字はそのまま（引用符の中で）指定でき、u{ の前の \\ は \\u{5c} と書きます',
  },
  at: {
    en: 'the newest session not later than this: 10D, 2W, 3B (3 sessions back), 2026-07-28, 2026-07-28T14:00:00Z, "yesterday 14:00", now, epoch seconds',
    ja: 'この時点以前の最新の世代：10D、2W、3B（3 世代前）、2026-07-28、2026-07-28T14:00:00Z、"昨日 14:00"、now、エポック秒',
  },
  long: { en: 'with rights, owner, size, time, and how it differs from now', ja: '権限・所有者・大きさ・日時と、現在との違いも表示' },
  findName: {
    en: 'part of the name, in any case and script, or a pattern with * and ?',
    ja: '名前の一部（大文字・小文字を区別しない）、または * と ? のパターン',
  },
  findJob: { en: 'only in this job', ja: 'このジョブの中だけ' },
  findAt: {
    en: 'only in the session of this time, see ls --help; all sessions otherwise',
    ja: 'この時点の世代だけ（ls --help を参照）。省略時は全世代',
  },
  diffFrom: { en: 'the older session, as with ls --at', ja: '古いほうの世代（ls --at と同じ書き方）' },
  diffTo: { en: 'the newer one; now otherwise', ja: '新しいほうの世代。省略時は now' },
  runNumber: { en: 'number of the run', ja: '実行の番号' },
} as const satisfies Record<string, Both>;

export type HelpWord = keyof typeof help;
