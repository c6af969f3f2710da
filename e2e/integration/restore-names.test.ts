import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../electron/contract/entry-path.ts';
import { Run } from '../../electron/contract/run.ts';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { awkwardNames, writeBytewise } from '../office/bytewise-tree.ts';
import { chosen } from '../office/chosen.ts';
import { differences, manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { hostileNames } from '../office/past.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openRestoring, type Restoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { modosuShell, type ModosuShell } from '../office/shell.ts';
import { startSshd, type Sshd } from '../office/sshd.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 7);
const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const others = [
  '\n',
  'ends with one\n',
  '...',
  '\\',
  'a\\u{5c}b',
  '%2e%2e',
  '*?[a]{b}',
  'CON',
  'nul.txt',
  'Twin',
  'tWIN',
  'quoted;070name',
];
/** Bytes, as latin1; among them names that are one but for case or Unicode form. */
const all = [
  ...new Set([...awkwardNames, ...hostileNames.map((name) => name.toString('latin1')), ...others, latin1('が'.normalize('NFC'))]),
];
/** What stands beside the others in the folders and is no worse than one of them. */
const neutral = [
  'plain.txt',
  'glob1xx',
  'a:b',
  'h;touch canary-2;#::y',
  '`touch canary-4`',
  '--rebuild',
  'tab\tx',
  ' blank ',
  'tWIN',
  'nul.txt',
];
const tried = all.filter((name) => !neutral.includes(name));
const share = everyRound ? tried : tried.filter((_, at) => at % 25 === seed % 25);
const [first, second] = [1_772_000_000, 1_772_086_400];
const good = { kind: 'ok', cause: null, facts: {} };

/** Each name is that of a file at the top, and of a folder with such a file in it. */
const fileOf = (name: string) => name;
const folderOf = (name: string) => `in/${name}`;

/** A path as a person types it: what no argument can hold, and what would be taken for that, by the number of the character. */
const typed = (path: string): string =>
  textOf(Buffer.from(path, 'latin1'))
    .replaceAll(/\\(?=u\{)/g, () => '\\u{5c}')
    .replaceAll(/[\udc80-\udcff]/gu, (byte) => `\\u{${byte.charCodeAt(0).toString(16)}}`);

describe.skipIf(missing.rdiffBackup !== undefined || missing.sshd !== undefined)(
  `hostile names are restored exactly, alone and in a folder (I4, I5, I6, I7, I15; seed ${String(seed)})`,
  () => {
    let place: Scratch;
    let sshd: Sshd;
    let restoring: Restoring;
    let shell: ModosuShell;
    let count = 0;
    const sessions = new Map<number, Manifest>();
    const newTarget = () => join(place.dir, 'out', String((count += 1)));

    beforeAll(async () => {
      place = await scratch('modosu-names');
      const source = join(place.dir, 'source');
      // Of the quoted one all files come by rdiff-backup.
      const repositories = { plain: [], quoted: ['--chars-to-quote', 'S-Z'] };
      for (const [day, time] of [first, second].entries()) {
        for (const [at, name] of all.entries()) {
          // Of every other one, the second session has something else, of another size.
          const content = `${String(at)} as it was${at % 2 === 0 && day === 1 ? ' a day later' : ''}`;
          await writeBytewise(`${source}/${fileOf(name)}`, content);
          await writeBytewise(`${source}/${folderOf(name)}/${name}`, `${content}, in a folder`);
        }
        sessions.set(time, await manifestOf(source));
        for (const [name, options] of Object.entries(repositories)) {
          const begin = ['--no-fsync', '--current-time', String(time), ...(day === 0 ? options : [])];
          await rdiffBackup([...begin, 'backup', '--', source, join(place.dir, name)]);
        }
      }
      mkdirSync(join(place.dir, 'sshd'));
      sshd = await startSshd({ dir: join(place.dir, 'sshd') });
      restoring = openRestoring(place.dir);
      await restoring.addHost('standby', sshd);
      shell = modosuShell(join(place.dir, 'shell home'));
      for (const name of Object.keys(repositories)) {
        await restoring.adopt(name, source, join(place.dir, name));
        await shell.ask('job', 'add', name, '--from', source, '--to', join(place.dir, name), '--adopt');
      }
    });
    afterAll(async () => {
      await restoring.close();
      await sshd.dispose();
      await place.remove();
    });

    type Task = { path: string; time: number; name: string };
    async function expectExact({ path, time, name }: Task, target: string, { outcome, report }: Run): Promise<void> {
      const note = `${JSON.stringify(path)} of ${name} at ${String(time)}`;
      expect([outcome, report?.verified], note).toEqual([good, report?.ofFiles]);
      expect(name === 'quoted' ? report?.byWay.tool : report?.ofFiles, note).toBe(report?.ofFiles);
      expect(differences(await manifestOf(target), chosen(sessions.get(time) as Manifest, [path])), note).toEqual([]);
      await removeTree(target);
    }
    async function expectByProgram(task: Task, host: string): Promise<void> {
      const target = newTarget();
      const draft = { name: task.name, at: String(task.time), paths: [textOf(Buffer.from(task.path, 'latin1'))] };
      const { run } = await restoring.restore({ ...draft, place: { kind: 'path', to: `${host}${target}` } });
      await expectExact(task, target, run);
    }
    async function expectByShell(task: Task): Promise<void> {
      const target = newTarget();
      const { value } = await shell.ask('restore', task.name, '--at', String(task.time), '--to', target, '--yes', '--', typed(task.path));
      await expectExact(task, target, Run.parse(value));
    }

    it.for(share.map((name) => [JSON.stringify(Buffer.from(name, 'latin1').toString()), name] as const))('%s', async ([, name]) => {
      const at = all.indexOf(name);
      const [time, other] = at % 4 < 2 ? [first, second] : [second, first];
      await expectByShell({ path: fileOf(name), time, name: 'plain' });
      await expectByProgram({ path: fileOf(name), time: other, name: 'quoted' }, 'standby:');
      await expectByProgram({ path: folderOf(name), time, name: 'quoted' }, '');
      await expectByProgram({ path: folderOf(name), time: other, name: 'plain' }, 'standby:');
    });

    const places = [
      ['plain', ''],
      ['quoted', 'standby:'],
      ['plain', 'standby:'],
      ['quoted', ''],
    ] as const;
    it.for(everyRound ? places : places.slice(0, 2))('all of them in a folder (%s, to "%s")', async ([name, host]) => {
      await expectByProgram({ path: 'in', time: first, name }, host);
    });
  },
);
