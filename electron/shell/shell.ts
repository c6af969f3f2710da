import { Command, CommanderError, Option } from 'commander';
import type { Rule } from '../contract/job.ts';
import { Refusal } from '../contract/failure.ts';
import { failureOf } from '../platform/door.ts';
import { openShell, ShellFailure, wordsOf, type Globals, type Shell } from './context.ts';
import { help, type HelpWord } from './help-words.ts';
import { addHost, changeHost, listHosts, removeHost, testHost, trustHost, type HostChange, type HostOptions } from './host-commands.ts';
import { addJob, adoptRepository, listJobs, removeJob, repairJob, showJob, type JobOptions } from './job-commands.ts';
import { check, forgetMail, listIncidents, prune, setMail, testMail, type MailOptions } from './alert-commands.ts';
import { showFile } from './cat-command.ts';
import { listChanges, listFolder, type FolderOptions } from './folder-commands.ts';
import { showIndex } from './index-command.ts';
import { findFiles, listSessions, listVersions, type FindOptions } from './past-commands.ts';
import { drillJob, restoreFiles, undoRestore, verifySession, type RestoreOptions } from './restore-commands.ts';
import { acceptRun, cancelJob, listRuns, runJob, showLog } from './run-commands.ts';
import { pauseJobs, resumeJobs, scheduleJob, showDue, type ScheduleOptions } from './schedule-commands.ts';
import { exit, sayError, sayFailure } from './say.ts';
import { serve, type OpenDoor, type ServeOptions } from './serve-command.ts';
import { showStatus } from './status-command.ts';
import { watch } from './watch-command.ts';

const rhythms = ['daily', 'weekly', 'hourly', 'monthly', 'cron'] as const;
type Rhythm = (typeof rhythms)[number];

/** Runs one command line and answers its exit code; `openDoor` is what `serve` opens. Everything it says goes to stdout and stderr. */
export async function runProgram(args: readonly string[], version: string, openDoor: OpenDoor): Promise<number> {
  let globals = spokenGlobals(args);
  const { t, language } = wordsOf(globals);
  const say = (word: HelpWord) => help[word][language];
  let code: number = exit.ok;

  const act =
    <A extends unknown[]>(work: (shell: Shell, ...parts: A) => Promise<number>, kind: 'shell' | 'browser' = 'shell') =>
    async (...parts: A): Promise<void> => {
      // What the parser took for an option of ours; the same text as somebody's value is none.
      globals = (parts.at(-1) as Command).optsWithGlobals<Globals>();
      const shell = openShell(globals, kind, version);
      try {
        code = await work(shell, ...parts);
      } finally {
        shell.engine.close();
      }
    };

  const command = (parent: Command, usage: string, word: HelpWord) => common(parent.command(usage).description(say(word)), say);
  const rhythm = (flags: string, word: HelpWord & Rhythm) =>
    new Option(flags, say(word)).conflicts(rhythms.filter((other) => other !== word));
  const rules: Rule[] = [];
  const rule = (action: Rule['action']) => (pattern: string) => rules.push({ action, pattern });
  const collect = (value: string, all: string[] = []) => [...all, value];

  const program = common(
    new Command('modosu').description(say('program')).version(version, '-V, --version', say('versionOption')),
    say,
  ).addHelpText('after', say('after'));

  const host = command(program, 'host', 'host');
  command(host, 'add', 'hostAdd')
    .argument('<name>', say('hostName'))
    .requiredOption('--address <address>', say('address'))
    .option('--port <port>', say('port'), '22')
    .requiredOption('--user <user>', say('user'))
    .requiredOption('--key <file>', say('key'))
    .option('--read-key <file>', say('readKey'))
    .option('--fingerprint <fingerprint>', say('fingerprint'))
    .addOption(new Option('--sudo', say('sudo')).conflicts('command'))
    .option('--command <path>', say('command'))
    .action(act((shell, name: string, options: HostOptions) => addHost(shell, name, options)));
  command(host, 'list', 'hostList').action(act((shell) => listHosts(shell)));
  command(host, 'test', 'hostTest')
    .argument('<name>', say('hostName'))
    .action(act((shell, name: string) => testHost(shell, name)));
  command(host, 'change', 'hostChange')
    .argument('<name>', say('hostName'))
    .option('--key <file>', say('key'))
    .option('--read-key <file>', say('readKey'))
    .option('--no-read-key', say('noReadKey'))
    .action(act((shell, name: string, options: HostChange) => changeHost(shell, name, options)));
  command(host, 'trust', 'hostTrust')
    .argument('<name>', say('hostName'))
    .option('--fingerprint <fingerprint>', say('fingerprint'))
    .action(act((shell, name: string, options: { fingerprint?: string }) => trustHost(shell, name, options.fingerprint)));
  command(host, 'remove', 'hostRemove')
    .argument('<name>', say('hostName'))
    .action(act((shell, name: string) => removeHost(shell, name)));

  const job = command(program, 'job', 'job');
  command(job, 'add', 'jobAdd')
    .argument('<name>', say('jobName'))
    .requiredOption('--from <place>', say('from'))
    .requiredOption('--to <place>', say('to'))
    .option('--exclude <pattern>', say('exclude'), rule('exclude'))
    .option('--include <pattern>', say('include'), rule('include'))
    .option('--preset <name>', say('preset'), collect, [])
    .option('--keep <time>', say('keep'), '1Y')
    .option('--drill <days>', say('drillDays'), '7')
    .option('--marker <file>', say('marker'), '.nobackup')
    .option('--no-marker', say('noMarker'))
    .option('--cross-filesystems', say('cross'))
    .option('--adopt', say('adopt'))
    .action(act((shell, name: string, options: JobOptions) => addJob(shell, name, { ...options, rules })));
  command(job, 'list', 'jobList').action(act((shell) => listJobs(shell)));
  for (const [usage, word, work] of [
    ['show', 'jobShow', showJob],
    ['adopt', 'jobAdopt', adoptRepository],
    ['remove', 'jobRemove', removeJob],
  ] as const) {
    command(job, usage, word)
      .argument('<name>', say('jobName'))
      .action(act((shell, name: string) => work(shell, name)));
  }

  command(program, 'run', 'run')
    .argument('<job>', say('jobName'))
    .action(act((shell, name: string) => runJob(shell, name)));
  command(program, 'cancel', 'cancel')
    .argument('<job>', say('jobName'))
    .action(act((shell, name: string) => cancelJob(shell, name)));
  command(program, 'repair', 'repair')
    .argument('<job>', say('jobName'))
    .action(act((shell, name: string) => repairJob(shell, name)));
  command(program, 'status', 'status').action(act((shell) => showStatus(shell)));
  command(program, 'runs', 'runs')
    .argument('[job]', say('jobName'))
    .option('--limit <number>', say('limit'), '20')
    .action(act((shell, name: string | undefined, options: { limit: string }) => listRuns(shell, name, options.limit)));
  command(program, 'log', 'log')
    .argument('<run>', say('runNumber'))
    .action(act((shell, id: string) => showLog(shell, id)));
  command(program, 'accept', 'accept')
    .argument('<run>', say('runNumber'))
    .action(act((shell, id: string) => acceptRun(shell, id)));
  command(program, 'schedule', 'schedule')
    .argument('<job>', say('jobName'))
    .addOption(rhythm('--daily <time>', 'daily'))
    .addOption(rhythm('--weekly <days@time>', 'weekly'))
    .addOption(rhythm('--hourly <hours>', 'hourly'))
    .addOption(rhythm('--monthly <day@time>', 'monthly'))
    .addOption(rhythm('--cron <rule>', 'cron'))
    .option('--zone <zone>', say('zone'))
    .addOption(new Option('--off', say('scheduleOff')).conflicts([...rhythms, 'zone']))
    .action(act((shell, name: string, options: ScheduleOptions) => scheduleJob(shell, name, options)));
  command(program, 'pause', 'pause')
    .argument('[job]', say('jobName'))
    .option('--for <time>', say('pauseFor'), 'resumed')
    .action(act((shell, name: string | undefined, options: { for: string }) => pauseJobs(shell, name, options.for)));
  command(program, 'resume', 'resume')
    .argument('[job]', say('jobName'))
    .action(act((shell, name: string | undefined) => resumeJobs(shell, name)));
  command(program, 'due', 'due').action(act((shell) => showDue(shell)));
  command(program, 'sessions', 'sessions')
    .argument('<job>', say('jobName'))
    .option('--limit <number>', say('limit'), '20')
    .action(act((shell, name: string, options: { limit: string }) => listSessions(shell, name, options.limit)));
  command(program, 'ls', 'ls')
    .argument('<job>', say('jobName'))
    .argument('[path]', say('entryPath'))
    .option('--at <time>', say('at'), 'now')
    .option('-l, --long', say('long'))
    .action(act((shell, name: string, path: string | undefined, options: FolderOptions) => listFolder(shell, name, path, options)));
  command(program, 'versions', 'versions')
    .argument('<job>', say('jobName'))
    .argument('<path>', say('entryPath'))
    .action(act((shell, name: string, path: string) => listVersions(shell, name, path)));
  command(program, 'find', 'find')
    .argument('<name>', say('findName'))
    .option('--job <job>', say('findJob'))
    .option('--at <time>', say('findAt'))
    .option('--limit <number>', say('limit'), '100')
    .action(act((shell, text: string, options: FindOptions) => findFiles(shell, text, options)));
  command(program, 'diff', 'diff')
    .argument('<job>', say('jobName'))
    .argument('<from>', say('diffFrom'))
    .argument('[to]', say('diffTo'))
    .argument('[path]', say('entryPath'))
    .action(
      act((shell, name: string, from: string, to: string | undefined, path: string | undefined) =>
        listChanges(shell, name, from, to, path),
      ),
    );
  command(program, 'cat', 'cat')
    .argument('<job>', say('jobName'))
    .argument('<path>', say('entryPath'))
    .option('--at <time>', say('at'), 'now')
    .action(act((shell, name: string, path: string, options: { at: string }) => showFile(shell, name, path, options.at)));
  command(program, 'restore', 'restore')
    .argument('<job>', say('jobName'))
    .argument('[paths...]', say('restorePaths'))
    .option('--at <time>', say('at'), 'now')
    .addOption(new Option('--to <place>', say('restoreTo')).conflicts(['inPlace', 'as']))
    .addOption(new Option('--as <place>', say('restoreAs')).conflicts('inPlace'))
    .option('--in-place', say('inPlace'))
    .option('--exact', say('exact'))
    .option('--special', say('special'))
    .option('--without-links', say('withoutLinks'))
    .option('--mail', say('restoreMail'))
    .addOption(new Option('--dry-run', say('restoreDryRun')).conflicts('yes'))
    .option('-y, --yes', say('yes'))
    .action(act((shell, name: string, paths: string[], options: RestoreOptions) => restoreFiles(shell, name, paths, options)));
  command(program, 'undo', 'undo')
    .argument('<run>', say('runNumber'))
    .action(act((shell, id: string) => undoRestore(shell, id)));
  command(program, 'verify', 'verify')
    .argument('<job>', say('jobName'))
    .option('--at <time>', say('at'), 'now')
    .action(act((shell, name: string, options: { at: string }) => verifySession(shell, name, options.at)));
  command(program, 'drill', 'drill')
    .argument('<job>', say('jobName'))
    .option('--full', say('drillFull'))
    .action(act((shell, name: string, options: { full?: boolean }) => drillJob(shell, name, options)));
  command(program, 'index', 'index')
    .argument('<job>', say('jobName'))
    .option('--rebuild', say('rebuild'))
    .action(act((shell, name: string, options: { rebuild?: boolean }) => showIndex(shell, name, options)));
  command(program, 'incidents', 'incidents')
    .option('--all', say('incidentsAll'))
    .action(act((shell, options: { all?: boolean }) => listIncidents(shell, options.all === true)));
  command(program, 'check', 'check').action(act((shell) => check(shell)));
  command(program, 'prune', 'prune')
    .argument('<job>', say('jobName'))
    .option('--dry-run', say('dryRun'))
    .action(act((shell, name: string, options: { dryRun?: boolean }) => prune(shell, name, options)));
  const mail = command(program, 'mail', 'mail');
  command(mail, 'set', 'mailSet')
    .requiredOption('--host <host>', say('mailHost'))
    .option('--port <port>', say('mailPort'))
    .option('--tls <mode>', say('mailTls'), 'starttls')
    .option('--user <user>', say('mailUser'))
    .option('--password-stdin', say('mailPassword'))
    .requiredOption('--from <address>', say('mailFrom'))
    .requiredOption('--to <address>', say('mailTo'), collect)
    .action(act((shell, options: MailOptions) => setMail(shell, options)));
  command(mail, 'test', 'mailTest').action(act((shell) => testMail(shell)));
  command(mail, 'off', 'mailOff').action(act((shell) => forgetMail(shell)));
  command(program, 'watch', 'watch').action(act((shell) => watch(shell)));
  command(program, 'serve', 'serve')
    .option('--port <port>', say('servePort'))
    .option('--no-open', say('noOpen'))
    .action(act((shell, options: ServeOptions) => serve(shell, options, openDoor), 'browser'));

  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    const json = globals.json === true;
    if (error instanceof CommanderError) return usageEnd(error, json);
    if (error instanceof ShellFailure) {
      sayError(json, error.word.slice('failure.'.length), t(error.word));
      return exit.usage;
    }
    return sayFailure(json, { t, language }, error instanceof Refusal ? { kind: error.kind, facts: error.facts } : failureOf(error));
  }
  return code;
}

/** What every command has: the three global options, the translated frame of its help, and no exit of its own. */
function common(command: Command, say: (word: HelpWord) => string): Command {
  const titles: Record<string, HelpWord> = { 'Usage:': 'usage', 'Arguments:': 'arguments', 'Options:': 'options', 'Commands:': 'commands' };
  return command
    .enablePositionalOptions()
    .addOption(new Option('--home <folder>', say('home')).helpGroup(say('everywhere')))
    .addOption(new Option('--json', say('json')).helpGroup(say('everywhere')))
    .addOption(new Option('--lang <language>', say('lang')).helpGroup(say('everywhere')))
    .helpOption('-h, --help', say('helpOption'))
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp({ styleTitle: (title) => (titles[title] ? say(titles[title]) : title), sortSubcommands: false });
}

/** Help and version are answers; everything else that the parser ends with is wrong usage. */
function usageEnd(error: CommanderError, json: boolean): number {
  if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return exit.ok;
  const message = error.code === 'commander.help' ? 'a command is missing; see modosu --help' : error.message.replace(/^error: /, '');
  sayError(json, 'usage', message);
  return exit.usage;
}

/** The language, and whether JSON is wanted, as far as the words tell: what the parser itself has to say needs them before it has parsed. */
function spokenGlobals(args: readonly string[]): Globals {
  const globals: Globals = {};
  args.forEach((arg, index) => {
    const [name, joined] = arg.split(/=(.*)/s, 2);
    const value = joined ?? args[index + 1];
    if (name === '--json') globals.json = true;
    if (name === '--lang' && value !== undefined) globals.lang = value;
  });
  return globals;
}
