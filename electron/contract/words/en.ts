import { actionsEn } from './actions-en.ts';
import { alertingEn } from './alerting-en.ts';
import { browseEn } from './browse-en.ts';
import { causesEn } from './causes-en.ts';
import { desktopEn } from './desktop-en.ts';
import { historyEn } from './history-en.ts';
import { incidentEn } from './incident-en.ts';
import { jobEn } from './job-en.ts';
import { mailEn } from './mail-en.ts';
import { pastShellEn } from './past-shell-en.ts';
import { planEn } from './plan-en.ts';
import { removalEn } from './removal-en.ts';
import { restoreEn } from './restore-en.ts';
import { restoreShellEn } from './restore-shell-en.ts';
import { restoreReportEn } from './restore-report-en.ts';
import { restoreScreenEn } from './restore-screen-en.ts';
import { scheduleEn } from './schedule-en.ts';
import { setupEn } from './setup-en.ts';
import { shellEn } from './shell-en.ts';
import { timelineEn } from './timeline-en.ts';
import { trayEn } from './tray-en.ts';
import { watchEn } from './watch-en.ts';
import { windowEn } from './window-en.ts';

/** The words in English. Flat keys; `_one` and `_other` are plural forms. */
export const en = {
  ...actionsEn,
  ...alertingEn,
  ...browseEn,
  ...causesEn,
  ...desktopEn,
  ...historyEn,
  ...incidentEn,
  ...jobEn,
  ...mailEn,
  ...pastShellEn,
  ...planEn,
  ...removalEn,
  ...restoreEn,
  ...restoreShellEn,
  ...restoreReportEn,
  ...restoreScreenEn,
  ...scheduleEn,
  ...setupEn,
  ...shellEn,
  ...timelineEn,
  ...trayEn,
  ...watchEn,
  ...windowEn,

  'headline.none': 'Nothing is protected yet: there is no job.',
  'headline.protected_one': 'The job is protected.',
  'headline.protected_other': 'All {{count}} jobs are protected.',
  'headline.attention_one': '{{jobs}} needs attention.',
  'headline.attention_other': '{{count}} jobs need attention: {{jobs}}.',
  'headline.attention-one': '{{job}} needs attention: {{cause}}.',
  'headline.attention-plain': '{{job}} needs attention.',
  'headline.at-risk_one': '{{jobs}} is at risk.',
  'headline.at-risk_other': '{{count}} jobs are at risk: {{jobs}}.',
  'headline.at-risk-one': '{{job}} is at risk: no good backup for {{age}}.',
  'headline.at-risk-new': '{{job}} is at risk: it has no good backup yet.',
  'headline.more_one': 'one more',
  'headline.more_other': '{{count}} more',
  'level.protected': 'protected',
  'level.attention': 'attention',
  'level.at-risk': 'at risk',
  'level.working': 'working',
  'status.never': 'no good backup yet',
  'status.last-good': 'last good {{age}} ({{time}})',
  'status.last-run': 'last run: {{sentence}}',
  'status.hint-add': 'Add one: modosu job add NAME --from [HOST:]PATH --to [HOST:]PATH',
  'notice.settings-aside':
    'A settings file was damaged and lies aside as {{file}}; the last good copy is in use. Remove the file when you have looked at it.',
  'notice.history-aside':
    'The run history was damaged and lies aside as {{file}}; a new one was begun. Remove the file when you have looked at it.',

  'outcome.ok': 'succeeded',
  'outcome.recovered': 'succeeded, after an interrupted session was taken back',
  'outcome.incomplete': 'incomplete',
  'outcome.suspicious': 'suspicious',
  'outcome.failed': 'failed',
  'outcome.busy': 'did not begin',
  'outcome.stuck': 'stuck',
  'outcome.interrupted': 'interrupted',
  'outcome.cancelled': 'cancelled',
  'outcome.accepted': 'suspicious, accepted by you',

  'state.queued': 'waiting',
  'state.preparing': 'checking',
  'state.running': 'copying',
  'state.finishing': 'reading the result',
  'state.done': 'done',
  'phase.waiting': 'waiting for another run',
  'phase.checking': 'checking',
  'phase.regressing': 'taking back the interrupted session',
  'phase.copying': 'copying',
  'phase.removing': 'removing old sessions',
  'phase.finishing': 'reading the result',

  'failure.invalid': '{{field}}: {{reason}}',
  'failure.unknown-host': 'There is no host named {{name}}. Known: {{known}}',
  'failure.unknown-job': 'There is no job named {{name}}. Known: {{known}}',
  'failure.unknown-run': 'There is no run {{run}}.',
  'failure.unknown-request': 'There is no request named {{name}}.',
  'failure.name-taken': 'The name {{name}} is taken.',
  'failure.host-in-use': '{{name}} is used by the job {{job}}. Remove the job first.',
  'failure.job-active': '{{job}} is already at work (run {{run}}).',
  'failure.repository-taken': 'The job {{job}} writes to this repository already, or one would lie in the other: one job, one repository.',
  'failure.repository-inside-source':
    'The repository {{to}} lies inside the source {{from}}: it would copy itself for ever. Put it elsewhere, or exclude it.',
  'failure.not-running': '{{job}} is not running.',
  'failure.not-suspicious': 'Run {{run}} is not suspicious; there is nothing to accept.',
  'failure.not-stuck': 'The repository of {{job}} is not in the dead end; there is nothing to repair here.',
  'failure.repository-busy': 'Another rdiff-backup is working on {{to}}. Wait for it to end.',
  'failure.fingerprint-differs': 'The host shows {{seen}}, not {{given}}. Nothing was kept.',
  'failure.host-unreachable': 'The host did not show its key: {{reason}}',
  'failure.settings-unreadable':
    'The settings {{file}} and their copy cannot be read. Nothing was changed. Put a good copy there, or move both away to begin anew.',
  'failure.settings-newer':
    'The settings {{file}} were written by a newer Modosu (version {{version}}). Nothing was changed. Use the newer program.',
  'failure.home-unusable': 'The folder {{home}} cannot be used: {{line}}',
  'failure.home-held': 'This home is already open in another Modosu (process {{pid}}, {{kind}}). Use its window, or end it first.',
  'failure.not-here': 'This cannot be done where the program runs now.',
  'failure.port-taken': 'Port {{port}} is taken by another program. Choose another one, or leave --port out.',
  'failure.port-forbidden': 'Port {{port}} may not be used here. Choose one from 1024 on, or leave --port out.',
  'failure.too-large': 'The question is too large.',
  'failure.bug': 'This should not have happened: {{line}}',
  'failure.usage': '{{line}}',
  'failure.not-confirmed': 'Not confirmed; nothing was kept.',
  'failure.needs-confirmation': 'Nobody is there to say yes. Compare the fingerprint and give it with --fingerprint.',

  'invalid.host-name': 'letters, digits, dots and dashes, beginning with a letter or digit',
  'invalid.job-name': 'letters and digits of any script, blanks, dots and dashes, at most 64',
  'invalid.id': 'not an id of this program',
  'invalid.address': 'a host name or an IP address',
  'invalid.port': 'a number from 1 to 65535',
  'invalid.user': 'a login name (letters, digits, . _ -)',
  'invalid.fingerprint': 'SHA256: and 43 characters, as ssh-keygen -l prints it',
  'invalid.remote-command': 'rdiff-backup, "sudo -n rdiff-backup", or an absolute path of plain characters',
  'invalid.key-file': 'an absolute path without quotes, %, $, backslash or control characters',
  'invalid.path-relative': 'the path must begin with /',
  'invalid.path-backslash': 'rdiff-backup turns a backslash into a slash and would use another folder',
  'invalid.path-control': 'the path holds control characters',
  'invalid.path-unicode': 'the path is not valid Unicode',
  'invalid.path-long': 'the path or a part of it is too long',
  'invalid.path-dots': 'the path holds . or ..',
  'invalid.pattern': 'a pattern of 1 to 2000 characters without control characters',
  'invalid.pattern-outside': 'an absolute pattern must lie below the source',
  'invalid.selection-long': 'too many rules',
  'invalid.include-last': 'the last rule must be an exclusion; to keep only what is included add --exclude "**"',
  'invalid.two-hosts': 'one of the two places must be on this machine',
  'invalid.retention': 'a number and D, W, M or Y, for instance 1Y',
  'invalid.marker': 'a plain file name',
  'invalid.other': 'not of the right form ({{reason}})',

  'progress.remaining': 'about {{time}} left',
  'result.line': '{{job}}: {{outcome}}',
  'result.numbers':
    '{{files}} files, {{bytes}} · new {{newFiles}}, changed {{changedFiles}}, deleted {{deletedFiles}} · increment {{increment}} · {{seconds}}',
  'result.because': '{{cause}}.',
  'host.ok': '{{host}}: ok. rdiff-backup {{there}} there, {{here}} here.',
  'host.restricted': '{{host}}: ok. The key may only start rdiff-backup there, so its version and free space cannot be asked.',
  'host.not-ok': '{{host}}: {{cause}}.',
  'host.make-read-key':
    'Make one: ssh-keygen -t ed25519 -N "" -f ~/.ssh/modosu-read && modosu host change {{host}} --read-key ~/.ssh/modosu-read',
  'host.changed': 'Host {{name}} is changed.',
  'host.space': '  {{mount}}: {{free}} free of {{size}}',
  'host.keys': '  confirmed {{pinned}}\n  offered   {{seen}}',
  'host.first-contact':
    '{{address}} port {{port}} shows this key:\n  {{type}} {{fingerprint}}\nCompare it with what the server says: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
  'host.changed-contact': 'The key of {{name}} changed.\n  old {{pinned}}\n  new {{fingerprint}}',
  'host.confirm': 'Is it the right one? (yes/no) ',
  'host.added': 'Host {{name}} is kept.',
  'host.trusted': 'Host {{name}} is now known by {{fingerprint}}.',
  'host.removed': 'Host {{name}} is removed.',
  'host.none': 'No host yet. Add one: modosu host add NAME --address ADDRESS --user USER --key FILE',
  'job.added': 'Job {{name}} is kept. Run it: modosu run {{name}}',
  'job.adopted': 'Job {{name}} will go on with the repository it finds.',
  'job.repaired': 'The way is free; what was there before is kept in {{kept}}. Now: modosu run {{name}}',
  'job.removed': 'Job {{name}} is removed; its repository is untouched.',
  'job.none': 'No job yet.',
  'job.from': 'from',
  'job.to': 'to',
  'job.keeps': 'keeps',
  'job.for-ever': 'everything',
  'job.selection': 'selection',
  'job.one-file-system': 'other file systems',
  'job.left-out': 'left out',
  'job.included': 'included',
  'job.marker': 'folders holding',
  'job.command': 'command',
  'runs.none': 'No run yet.',
  'runs.empty-log': 'The log is empty.',
  'runs.adopted': 'adopted',
  'runs.accepted': 'Run {{run}} is accepted: the next runs are compared with it.',
  'runs.cancelled': '{{job}}: {{outcome}}.',
  'age.now': 'just now',
} as const;

type Base<K> = K extends `${infer B}_one` | `${infer B}_other` ? B : K;
/** The keys that can be asked for: a plural has one, without its ending. */
export type Word = Base<keyof typeof en>;
/** The keys that a language without a singular form has. */
export type WordsWithoutSingular = { [K in Exclude<keyof typeof en, `${string}_one`>]: string };
