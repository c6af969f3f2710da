import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { growHistory } from './history.ts';
import { random } from './random.ts';
import { scratch } from './scratch.ts';
import { modosuShell, type ModosuShell } from './shell.ts';

/** Names that a terminal, a shell or a parser would obey, as bytes; none of them is listed as it is. */
export const hostileNames: readonly Buffer[] = [
  'new\nline',
  'escape\u001b[2J\u001b]0;title\u0007',
  'right\u202eto-left',
  '$(touch CANARY)',
  'quote\'"`;|&',
  '--rebuild',
  '-rf',
  ' blank ',
  '%s{{path}}$t(past.same)',
  'back\\slash',
  'not\\u{dcff}a-byte',
  '日本語の名前.txt',
  'が'.normalize('NFD'),
  '\u{1f469}\u200d\u{1f4bb}',
]
  .map((name) => Buffer.from(name))
  .concat([Buffer.from('latin1-\xe9\xff', 'latin1'), Buffer.from([0x80, 0x0a, 0xfe])]);

export const day = 86_400;
/** 2026-02-25 06:13:20 UTC, and the same time on the four days after it. */
export const firstTime = 1_772_000_000;
export const sessionTimes = [0, 1, 2, 3, 4].map((number) => firstTime + number * day);
export const manyEntries = 2300;

export type Past = {
  shell: ModosuShell;
  source: string;
  repository: string;
  /** What `docs/a.txt` and `big.bin` held in each session. */
  contents: { text: Buffer; big: Buffer }[];
  dir: string;
  remove(): Promise<void>;
};

/** Five daily sessions of a small tree in a repository of plain rdiff-backup, which the job `website` adopts; `empty` is a job without any. */
export async function openPast(env: Record<string, string> = {}): Promise<Past> {
  const room = await scratch('modosu-past');
  const [source, repository] = [join(room.dir, 'source'), join(room.dir, 'repository')];
  const numbers = random(3);
  const contents: Past['contents'] = [];
  const [text, big] = [join(source, 'docs/a.txt'), join(source, 'big.bin')];
  const note = async () => contents.push({ text: await readFile(text), big: await readFile(big) });
  try {
    for (const folder of ['docs/old', 'empty', 'hostile', 'many']) await mkdir(join(source, folder), { recursive: true });
    await writeFile(text, 'one\n');
    await writeFile(join(source, 'docs/gone.txt'), 'soon gone\n', { mode: 0o600 });
    await symlink('../docs/a.txt', join(source, 'docs/link'));
    await writeFile(big, numbers.bytes(3_000_000));
    for (const name of hostileNames) await writeFile(Buffer.concat([Buffer.from(join(source, 'hostile/')), name]), name);
    for (let number = 0; number < manyEntries; number += 1) await writeFile(join(source, `many/f${number}`), '');
    await note();
    await growHistory({
      source,
      repository,
      sessions: sessionTimes.length,
      firstTime,
      stepSeconds: day,
      seed: 0,
      change: async (_, number) => {
        if (number === 1) await writeFile(text, 'one\ntwo\r\n');
        if (number === 1) await writeFile(join(source, 'docs/new.txt'), 'new');
        if (number === 2) await rm(join(source, 'docs/gone.txt'));
        if (number === 4) await writeFile(text, Buffer.from('\ufeffthr\xe9e\0', 'utf8'));
        if (number === 4) await writeFile(big, numbers.bytes(3_100_000));
        await note();
      },
    });
    const shell = modosuShell(join(room.dir, 'home'), env);
    const none = join(room.dir, 'none');
    await added(shell, 'website', source, repository, '--adopt');
    await added(shell, 'empty', source, none);
    return { shell, source, repository, contents, dir: room.dir, remove: room.remove };
  } catch (error) {
    await room.remove();
    throw error;
  }
}

async function added(shell: ModosuShell, name: string, from: string, to: string, ...options: string[]): Promise<void> {
  const answer = await shell.call('job', 'add', name, '--from', from, '--to', to, ...options);
  if (answer.code !== 0) throw new Error(`job add ${name}: ${answer.stdout}${answer.stderr}`);
}
