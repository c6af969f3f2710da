import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemProcesses } from '../../electron/platform/processes.ts';
import { systemPython } from './needs.ts';
import { waitUntil } from './processes.ts';

/** A moment in a program in Python: before (`call`) or after (`return`) it has done a function of its for the so-many-th time. */
export type Moment = { by: 'hand' | 'tool'; event: 'call' | 'return'; of: string; time: number };

/** Runs a hand or, for anything else, rdiff-backup; stands still at the moment until it may go on. */
const python = ({ by, event, of, time }: Moment, { dir, tool }: { dir: string; tool: string }): string => `#!${systemPython} -Iu
import os, runpy, sys, time
is_hand = sys.argv[1] == '-I'
left = ${String(time)}
def watch(frame, event, value):
    global left
    if event != '${event}' or frame.f_code.co_name != '${of}':
        return
    left -= 1
    if left == 0:
        sys.setprofile(None)
        with open('${dir}/held.new', 'w') as file:
            file.write(str(os.getpid()))
        os.rename('${dir}/held.new', '${dir}/held')
        while not os.path.exists('${dir}/go'):
            time.sleep(0.005)
if is_hand is ${by === 'hand' ? 'True' : 'False'} and (is_hand or 'restore' in sys.argv):
    sys.setprofile(watch)
if is_hand:
    exec(sys.argv[-1], {'__name__': '__main__'})
else:
    sys.argv = ['rdiff-backup', *sys.argv[2:]]
    runpy.run_path('${tool}', run_name='__main__')
`;

export type HeldTools = {
  /** The folder that the tools are looked for in. */
  path: string;
  /** Waits until one of them stands still; answers its pid. */
  held(): Promise<number>;
  letGo(): void;
};

/** Tools of which the first that comes to a moment stands still there. */
export function heldTools(dir: string, moment: Moment): HeldTools {
  const path = join(dir, 'bin');
  mkdirSync(path);
  const tool = systemProcesses().find('rdiff-backup') ?? '';
  writeFileSync(join(path, 'python3'), python(moment, { dir, tool }), { mode: 0o755 });
  writeFileSync(join(path, 'rdiff-backup'), `#!${join(path, 'python3')}\n`, { mode: 0o755 });
  const file = join(dir, 'held');
  return {
    path,
    held: async () => {
      await waitUntil(() => existsSync(file), { what: `${moment.by} to come to ${moment.of}`, everyMs: 5, timeoutMs: 20_000 });
      return Number(readFileSync(file, 'utf8'));
    },
    letGo: () => {
      writeFileSync(join(dir, 'go'), '');
    },
  };
}
