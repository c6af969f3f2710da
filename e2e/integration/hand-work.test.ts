import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handMirror, session } from '../office/hand-mirror.ts';
import { handEnd, startHand } from '../office/hand.ts';
import { manifestOf } from '../office/manifest.ts';
import { missing, systemPython } from '../office/needs.ts';
import { planBytes, plannedFile, plannedFolder } from '../office/restore-plan.ts';
import { newWorkName } from '../office/staging.ts';
import { mountTmpfs, unmountTmpfs } from '../office/tmpfs.ts';

const nobody = 65_534;

describe('the work folder of a hand', () => {
  const { dir, mirror, inMirror, stage } = handMirror('modosu-work');

  it.skipIf(missing.root !== undefined)(
    'belongs, without root, to whoever runs the hand, also where folders are closed to their own owner',
    async () => {
      chmodSync(dir(), 0o777);
      mkdirSync(join(mirror(), 'closed'));
      inMirror('closed/deep', 'x');
      inMirror('closed/late', 'old');
      const records = [
        plannedFolder(''),
        plannedFolder('closed', { mode: '0' }),
        plannedFile('closed/deep', Buffer.from('x'), { mode: '0' }),
        plannedFile('closed/late', Buffer.from('late')),
      ];
      const { tree, work, end } = await stage(records, { user: nobody });
      expect(end).toMatchObject({ files: 1, again: [3], unset: 0 });
      mkdirSync(join(work, 'tool'));
      writeFileSync(join(work, 'tool/late'), 'no folder of this name');
      mkdirSync(join(work, 'tool/closed'));
      writeFileSync(join(work, 'tool/closed/late'), 'late');
      execFileSync('chown', ['-R', `${String(nobody)}:${String(nobody)}`, join(work, 'tool')]);
      chmodSync(join(work, 'tool/closed/late'), 0);
      chmodSync(join(work, 'tool/closed'), 0o500);
      const merged = await handEnd({ op: 'merge', work, into: 'tool', again: [3] }, planBytes(records), { user: nobody });
      expect(merged).toMatchObject({ verified: 1, damaged: [], refused: [] });
      const told = [...(await manifestOf(tree))].map(([path, what]) => [path, what.replace(/ sha256.*/, '')]);
      expect(told).toEqual([
        ['.', `folder 0755 mtime ${String(session)}`],
        ['closed', `folder 0000 mtime ${String(session)}`],
        ['closed/deep', `file 0000 mtime ${String(session)} 1 bytes`],
        ['closed/late', expect.stringContaining('file 0000')],
      ]);
      expect(lstatSync(join(tree, 'closed/deep')).uid).toBe(nobody);
      expect(await handEnd({ op: 'sweep', work }, null, { user: nobody })).toEqual({ removed: true });
      expect(existsSync(work)).toBe(false);
    },
  );

  it('inherits nothing from the folder that it is made in', async () => {
    inPython(`os.setxattr(a[0],'system.posix_acl_default',${acl})`, dir());
    chmodSync(dir(), 0o2770);
    mkdirSync(join(mirror(), 'd'));
    inMirror('d/f', 'x');
    const { work } = await stage([plannedFolder(''), plannedFolder('d'), plannedFile('d/f', Buffer.from('x'))]);
    const told = inPython('print([os.listxattr(one) for one in a])', ...['', 'tree', 'tree/d', 'tree/d/f'].map((path) => join(work, path)));
    expect(told).toBe('[[], [], [], []]\n');
    expect((lstatSync(work).mode & 0o7777).toString(8)).toBe('700');
  });

  it('gets extended attributes and ACLs of a folder from what rdiff-backup restored, mode and time from what is recorded', async () => {
    const records = [
      plannedFolder('', { way: 't' }),
      plannedFolder('d', { way: 't', mode: String(0o750) }),
      plannedFolder('e', { way: 't' }),
    ];
    const { tree, work, end } = await stage(records);
    expect(end).toMatchObject({ again: [0, 1, 2], folders: 3 });
    mkdirSync(join(work, 'tool/1/d'), { recursive: true });
    inPython(`os.setxattr(a[0],'user.note',b'x');os.setxattr(a[0],'system.posix_acl_default',${acl})`, join(work, 'tool/1/d'));
    const merged = await handEnd({ op: 'merge', work, into: 'tool/1', again: [0, 1, 2] }, planBytes(records));
    expect(merged).toMatchObject({ verified: 0, damaged: [[2, 'missing']] });
    const told = inPython('print(sorted(os.listxattr(a[0])),os.getxattr(a[0],"user.note"))', join(tree, 'd'));
    expect(told).toBe("['system.posix_acl_default', 'user.note'] b'x'\n");
    expect([...(await manifestOf(tree)).values()]).toEqual([
      `folder 0755 mtime ${String(session)}`,
      `folder 0750 mtime ${String(session)}`,
      `folder 0755 mtime ${String(session)}`,
    ]);
  });

  it('counts the recorded lists and attributes that rdiff-backup has not given, and takes from a group what only a list would (K5)', async () => {
    const list = 'system.posix_acl_access';
    const content = Buffer.from('x');
    const recorded = { way: 't', mode: String(0o664) };
    const records = [
      plannedFolder(''),
      plannedFolder('d', { way: 't', mode: String(0o775), target: `${list}=5,4\nsystem.posix_acl_default=5\nuser.note` }),
      plannedFile('d/bare', content, { ...recorded, target: `${list}=5,4\nuser.note\nsecurity.selinux` }),
      plannedFile('d/given', content, { ...recorded, target: `${list}=5,4\nuser.note` }),
      plannedFile('d/shorter', content, { ...recorded, target: `${list}=6,4` }),
    ];
    const { tree, work } = await stage(records);
    mkdirSync(join(work, 'tool/d'), { recursive: true });
    for (const name of ['bare', 'given', 'shorter']) {
      writeFileSync(join(work, 'tool/d', name), content);
      chmodSync(join(work, 'tool/d', name), 0o664);
    }
    inPython(`os.setxattr(a[0],'user.note',b'x');os.setxattr(a[0],'${list}',${acl});`, join(work, 'tool/d/given'));
    inPython(`os.setxattr(a[0],'${list}',${acl})`, join(work, 'tool/d/shorter'));
    const merged = await handEnd({ op: 'merge', work, into: 'tool', again: [1, 2, 3, 4] }, planBytes(records));
    expect(merged).toMatchObject({ verified: 3, damaged: [], unset: 3, unsetOfFolders: 3 });
    const modes = ['d', 'd/bare', 'd/given', 'd/shorter'].map((name) => (lstatSync(join(tree, name)).mode & 0o777).toString(8));
    expect(modes).toEqual(['745', '644', '775', '775']);
  });

  it('takes from rdiff-backup only what is right, and says of the rest what is wrong (K6, K7)', async () => {
    const content = Buffer.from('right');
    const names = ['hash', 'kind', 'missing', 'right', 'size', 'unrecorded'];
    const records = [
      plannedFolder(''),
      ...names.map((name) => plannedFile(name, content, { way: 't', sha1: name === 'unrecorded' ? '' : sha1Of(content) })),
    ];
    const { tree, work, end } = await stage(records);
    expect(end).toMatchObject({ again: [1, 2, 3, 4, 5, 6], files: 0 });
    mkdirSync(join(work, 'tool/1/kind'), { recursive: true });
    for (const [name, text] of Object.entries({ hash: 'wrong', right: 'right', size: '', unrecorded: 'fives' }))
      writeFileSync(join(work, 'tool/1', name), text);
    const merged = await handEnd({ op: 'merge', work, into: 'tool/1', again: [1, 2, 3, 4, 5, 6] }, planBytes(records));
    expect(merged).toEqual({
      verified: 1,
      unrecorded: 1,
      bytes: 10,
      split: 0,
      unset: 0,
      unsetOfFolders: 0,
      refused: [],
      damaged: [
        [1, 'hash'],
        [2, 'kind'],
        [3, 'missing'],
        [5, 'size'],
      ],
    });
    expect(readdirSync(tree)).toEqual(['right', 'unrecorded']);
    expect(lstatSync(tree).mtimeMs).toBe(session * 1000);
    const nothing = await handEnd({ op: 'merge', work, into: 'tool/2', again: [1] }, planBytes(records));
    expect(nothing).toMatchObject({ verified: 0, damaged: [[1, 'missing']] });
  });

  it('is worked on by nobody any more once the hand is killed', async () => {
    const records = [plannedFolder('')];
    inMirror('f', 'x');
    for (let file = 0; file < 100_000; file += 1) records.push(plannedFile(`f${String(file)}`, Buffer.from('x')));
    inMirror('f0', 'x');
    const name = newWorkName();
    const order = { op: 'stage', repository: mirror(), session, work: { parent: dir(), name }, workers: 2, from: 'repository' };
    const { child, said } = await startHand(order, planBytes(records));
    const group = child.pid as number;
    await expect.poll(() => childrenOf(group).length, { timeout: 20_000, interval: 5 }).toBe(2);
    const workers = childrenOf(group);
    child.kill('SIGKILL');
    await said;
    await expect.poll(() => workers.filter((pid) => existsSync(`/proc/${pid}/stat`)), { timeout: 20_000 }).toEqual([]);
  });

  it.skipIf(missing.tmpfs !== undefined)('ends at once where there is no room left, and a sweep takes all of it away (K8)', async () => {
    const disk = join(dir(), 'disk');
    await mountTmpfs(disk, 1);
    try {
      const records = [plannedFolder('')];
      for (let file = 100; file < 400; file += 1) {
        inMirror(`f${String(file)}`, Buffer.alloc(8000, file & 255));
        records.push(plannedFile(`f${String(file)}`, Buffer.alloc(8000, file & 255)));
      }
      for (const workers of [1, 2]) {
        const { work, end } = await stage(records, { workers }, disk);
        expect(end).toMatchObject({ failed: 'disk-full' });
        expect(await handEnd({ op: 'sweep', work })).toEqual({ removed: true });
        expect(readdirSync(disk)).toEqual([]);
      }
    } finally {
      await unmountTmpfs(disk);
    }
  });

  it('is not begun to be filled where less is free than it must have', async () => {
    inMirror('f', 'x');
    const { work, end } = await stage([plannedFolder(''), plannedFile('f', Buffer.from('x'))], { room: 2 ** 60 });
    expect([end['failed'], readdirSync(work)]).toEqual(['disk-full', []]);
  });

  it.for(['go\n', '', 'no\n'])('is placed where the hand waits for a word only at that word (%j)', async (word) => {
    inMirror('f', 'x');
    const [name, root] = [newWorkName(), join(dir(), 'root')];
    const then = { root, mode: 'new', exact: false, special: false, stamp: '2026-02-03-040506', waits: true };
    const order = { op: 'stage', repository: mirror(), session, work: { parent: dir(), name }, from: 'repository', then };
    const { said } = await startHand(order, planBytes([plannedFolder(''), plannedFile('f', Buffer.from('x'))]), {
      stream: Buffer.from(word),
    });
    const lines = (await said).toString().trimEnd().split('\n');
    expect(lines.at(-2)).toMatch(/^\{"staged"/);
    const { end } = JSON.parse(lines.at(-1) ?? '') as { end: Record<string, unknown> };
    const isPlaced = word === 'go\n';
    expect([end['verified'], end['placed'] !== undefined, existsSync(root)]).toEqual([1, isPlaced, isPlaced]);
    expect(existsSync(join(dir(), name, 'tree'))).toBe(!isPlaced);
  });

  it('is swept with whatever is in it, but nothing that a link in it points to, and nothing of another name', async () => {
    const guard = join(dir(), 'guard');
    mkdirSync(guard);
    writeFileSync(join(guard, 'precious'), 'x');
    const name = newWorkName();
    const work = join(dir(), name);
    mkdirSync(join(work, 'tree/closed'), { recursive: true });
    symlinkSync(guard, join(work, 'tree/link'));
    linkSync(join(guard, 'precious'), join(work, 'tree/name'));
    chmodSync(join(work, 'tree/closed'), 0);
    expect(await handEnd({ op: 'sweep', work: guard })).toMatchObject({ failed: 'bad-plan' });
    expect(await handEnd({ op: 'sweep', work })).toEqual({ removed: true });
    expect(await handEnd({ op: 'sweep', work })).toEqual({ removed: false });
    expect(readdirSync(dir()).sort()).toEqual(['guard', 'repository']);
    expect(readdirSync(guard)).toEqual(['precious']);
  });

  it('is gone as deep as it goes, deeper than a Python call or a table of files may go at first', async () => {
    const name = newWorkName();
    mkdirSync(join(dir(), name));
    inPython('os.chdir(a[0])\nfor _ in range(2500): os.mkdir("d"); os.chdir("d")', join(dir(), name));
    expect(await handEnd({ op: 'sweep', work: join(dir(), name) })).toEqual({ removed: true });
  });
});

// Version 2; owner, the user 65534, group, mask and others with their rights.
const entries = [
  [1, 7, 0xffffffff],
  [2, 7, nobody],
  [4, 5, 0xffffffff],
  [16, 7, 0xffffffff],
  [32, 5, 0xffffffff],
];
const acl = `struct.pack('<I'+'HHI'*5,2,${entries.flat().join(',')})`;

const inPython = (text: string, ...args: string[]): string =>
  execFileSync(systemPython, ['-c', `import os,struct,sys\na=sys.argv[1:]\n${text}`, ...args]).toString();

const sha1Of = (content: Buffer): string => createHash('sha1').update(content).digest('hex');
const childrenOf = (pid: number): string[] =>
  readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8')
    .split(' ')
    .filter((child) => child !== '');
