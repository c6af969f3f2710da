import { join } from 'node:path';
import type { Watchdog } from '../contract/alerts.ts';
import { Refusal } from '../contract/failure.ts';
import { checkService, checkTimerUnit, cronLine, execStart, serviceText, timerText } from './check-units.ts';
import type { CheckTimer, Files, Processes, ShortResult } from './ports.ts';

type Deps = {
  files: Files;
  processes: Processes;
  /** Runs `modosu check` on this home; empty where nothing can. */
  command: readonly string[];
  /** The folder for settings of this person. */
  configHome: string;
  /** Where the person's user manager listens. */
  runtimeFolder?: string;
};

const working = ['initializing', 'starting', 'running', 'degraded', 'maintenance'];
const longestUnit = 65_536;

/** A timer of the person's own systemd that runs the check, whether this program runs or not. */
export function createCheckTimer(deps: Deps): CheckTimer {
  const { files, processes, command, configHome, runtimeFolder = usualRuntimeFolder() } = deps;
  const folder = join(configHome, 'systemd/user');
  const [service, timer] = [join(folder, checkService), join(folder, checkTimerUnit)];

  /** systemd's answer; undefined where there is no such program, or when it failed. */
  async function ask(program: 'systemctl' | 'loginctl', ...args: string[]): Promise<ShortResult | undefined> {
    const file = processes.find(program);
    if (file === undefined) return undefined;
    const result = await processes.run({ file, args, cwd: '/', timeoutMs: 20_000, env: { XDG_RUNTIME_DIR: runtimeFolder } });
    return result.kind === 'ended' ? result : undefined;
  }
  const systemctl = (...args: string[]) => ask('systemctl', '--user', ...args);

  async function must(...args: string[]): Promise<void> {
    const result = await systemctl(...args);
    if (result?.code !== 0) throw new Error(`systemctl --user ${args.join(' ')}: ${result?.stderr.trim() ?? 'no answer'}`);
  }

  const hasManager = async () => working.includes((await systemctl('is-system-running'))?.stdout.trim() ?? '');

  async function isInstalled(): Promise<boolean> {
    const [text, other] = await Promise.all([files.text(service, longestUnit), files.info(timer)]);
    return other !== undefined && text?.split('\n').includes(execStart(command)) === true;
  }

  async function install(): Promise<void> {
    await files.makeFolder(folder);
    await files.write(service, serviceText(command));
    await files.write(timer, timerText);
    try {
      await must('daemon-reload');
      await must('enable', checkTimerUnit);
      // Also takes over what changed in a timer that runs already.
      await must('restart', checkTimerUnit);
    } catch (error) {
      await takeAway();
      throw error;
    }
  }

  async function takeAway(): Promise<void> {
    await systemctl('disable', '--now', checkTimerUnit);
    // When it last ran is kept beside the unit, and would be taken for the new one's.
    await systemctl('clean', '--what=state', checkTimerUnit);
    for (const path of [service, timer, join(folder, 'timers.target.wants', checkTimerUnit)]) await files.remove(path);
    await systemctl('daemon-reload');
    await systemctl('reset-failed', checkService);
  }

  return {
    look: async (): Promise<Watchdog> => {
      const [installed, systemd] = await Promise.all([isInstalled(), hasManager()]);
      const known = { installed, cronLine: cronLine(command) };
      if (!systemd) return { ...known, systemd, active: false, lastRanAt: null, nextAt: null, lingers: null };
      const [shown, user] = await Promise.all([
        systemctl('show', checkTimerUnit, '--property=ActiveState,LastTriggerUSec,NextElapseUSecRealtime'),
        ask('loginctl', 'show-user', String(process.getuid?.() ?? ''), '--property=Linger'),
      ]);
      const of = (name: string) => valueOf(shown, name);
      return {
        ...known,
        systemd,
        active: of('ActiveState') === 'active',
        lastRanAt: momentOf(of('LastTriggerUSec')),
        nextAt: momentOf(of('NextElapseUSecRealtime')),
        lingers: { yes: true, no: false }[valueOf(user, 'Linger') ?? ''] ?? null,
      };
    },
    set: async (on) => {
      if (!on) return takeAway();
      if (command.length === 0 || !(await hasManager())) throw new Refusal('not-here');
      await install();
    },
  };
}

/** Where the user manager listens when the environment does not say: in a cron job, or behind su(1). */
const usualRuntimeFolder = (): string => process.env['XDG_RUNTIME_DIR'] ?? `/run/user/${String(process.getuid?.() ?? 0)}`;

const valueOf = (answer: ShortResult | undefined, name: string): string | undefined =>
  answer?.stdout
    .split('\n')
    .find((line) => line.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** `Sun 2026-11-22 02:30:41 UTC` as epoch ms; every child runs in UTC, and systemd before version 251 cannot be asked for a number. */
function momentOf(text: string | undefined): number | null {
  const [, day, time] = /^\w+ (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC$/.exec(text ?? '') ?? [];
  return day === undefined || time === undefined ? null : Date.parse(`${day}T${time}Z`);
}
