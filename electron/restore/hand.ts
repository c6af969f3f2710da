import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files, Processes } from '../platform/ports.ts';

/** What the Python of a hand is started with: it reads the program, and what the program reads, from stdin. Without quotes and `$`. */
export const bootText = 'import sys;f=sys.stdin.buffer;exec(f.read(int(f.readline())))';

/** Nothing but the standard library is needed: looking for more takes longer than all that is. */
export const bootOptions = ['-I', '-S', '-u'] as const;

/** The command that starts a hand on this machine. */
export const bootCommand = (python: string): [string, ...string[]] => [python, ...bootOptions, '-c', bootText];

const partsFolder = 'hand';
let loading: Promise<string> | undefined;

/** The program of a hand, in Python: its parts among the sources, joined in the order of their names, or one file of the built program. */
export function handText(): Promise<string> {
  loading ??= import.meta.url.endsWith('.ts') ? joined(new URL(`./${partsFolder}/`, import.meta.url)) : readFile(builtFile(), 'utf8');
  return loading;
}

/** Beside the built program, of which this may be a chunk. */
const builtFile = () => new URL(`${import.meta.url.includes('/chunks/') ? '..' : '.'}/hand.py`, import.meta.url);

async function joined(folder: URL): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.py')).sort();
  return (await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')))).join('\n');
}

/**
 * The program of a hand on this machine, in a line: it brings in the very same from a folder below the home, where Python keeps it compiled.
 * The whole program where nothing can be written there.
 */
export async function programHere(files: Pick<Files, 'text' | 'makeFolder' | 'write'>, home: string): Promise<string> {
  const text = await handText();
  const folder = join(home, 'hand', createHash('sha256').update(text).digest('hex').slice(0, 16));
  const path = join(folder, `${moduleName}.py`);
  try {
    if ((await files.text(path, Buffer.byteLength(text) + 1)) !== text) {
      await files.makeFolder(folder);
      await files.write(path, text);
    }
    return `import sys;sys.path.insert(0,${JSON.stringify(folder)});import ${moduleName};${moduleName}.main()`;
  } catch {
    return text;
  }
}

const moduleName = 'modosu_hand';

/** What a hand reads: a program, its order and, unless it follows from elsewhere, the plan. */
export async function letter(
  order: { op: string } & Record<string, unknown>,
  plan: Uint8Array | null,
  programText?: string,
): Promise<Buffer> {
  const program = Buffer.from(programText ?? (await handText()));
  const told = plan ? { ...order, plan: plan.length } : order;
  return Buffer.concat([Buffer.from(`${program.length}\n`), program, Buffer.from(`${JSON.stringify(told)}\n`), plan ?? Buffer.alloc(0)]);
}

const longestLine = 512;
const interpreter = /^#! *(\/\S*\/)(python3?(?:\.\d+)?|env)(?: +(?:-S +)?(\S*))?/;

/** The Python that runs this rdiff-backup, the way it is named in its first line; else the one on the PATH. */
export async function pythonOf(files: Pick<Files, 'read'>, processes: Pick<Processes, 'find'>, tool: string): Promise<string | undefined> {
  const [line = ''] = ((await files.read(tool, 0, longestLine)) ?? Buffer.alloc(0)).toString('utf8').split('\n');
  const [, folder = '', program, first = ''] = interpreter.exec(line) ?? [];
  if (program === undefined) return processes.find('python3');
  if (program !== 'env') return `${folder}${program}`;
  return processes.find(/^python3?(\.\d+)?$/.test(first) ? first : 'python3');
}
