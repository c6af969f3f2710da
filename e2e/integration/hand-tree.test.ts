import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handMirror, session } from '../office/hand-mirror.ts';
import { handEnd } from '../office/hand.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { planBytes, plannedFile, plannedFolder } from '../office/restore-plan.ts';
import { bytesOnDisk, contentAt, readOut, stageInto } from '../office/staging.ts';

describe('the tree that a hand stages', () => {
  const { dir, mirror, inMirror, stage } = handMirror('modosu-tree');

  const hostile = [
    'two\nlines',
    'back\\slash',
    'colons::inside',
    '-rf',
    '\xff\xfe',
    ' ',
    '.hidden',
    '..more',
    '*',
    '$(touch x)',
    '\x01',
    'l'.repeat(255),
  ];

  it('has every name that a file system can hold, byte for byte, in a folder of such a name (I5)', async () => {
    for (const folder of hostile) mkdirSync(Buffer.concat([Buffer.from(`${mirror()}/`), Buffer.from(folder, 'latin1')]));
    const paths = [...hostile].sort().flatMap((folder) => [folder, ...[...hostile].sort().map((name) => `${folder}/${name}`)]);
    for (const path of paths) if (path.includes('/')) inMirror(path, path);
    const records = [
      plannedFolder(''),
      ...paths.map((path) => (path.includes('/') ? plannedFile(path, Buffer.from(path)) : plannedFolder(path))),
    ];
    const { tree, end } = await stage(records);
    expect(end).toMatchObject({ again: [], refused: [], files: 144, verified: 144, folders: 13 });
    expect([...(await manifestOf(tree)).keys()].sort()).toEqual(['.', ...paths].sort());
  });

  it.for(['../out', 'a/../../out', '/etc/x', 'a//b', 'a/', '.', 'a/./b', '..'])(
    'is not begun for a plan that leads elsewhere: %s (K4)',
    async (path) => {
      const { work, end } = await stage([plannedFolder(''), plannedFile(path, Buffer.from('x'))]);
      expect(end).toMatchObject({ failed: 'bad-plan', path });
      expect(existsSync(work)).toBe(false);
    },
  );

  it('has no link in the place of a folder through which something could get out (K3)', async () => {
    const guard = join(dir(), 'guard');
    mkdirSync(guard);
    mkdirSync(join(mirror(), 'a'));
    inMirror('a/b', 'x');
    const { end } = await stage([
      plannedFolder(''),
      plannedFolder('a', { kind: 'l', target: guard }),
      plannedFile('a/b', Buffer.from('x')),
    ]);
    expect(end).toMatchObject({ links: 1, files: 0, refused: [[2, 'parent']] });
    expect(readdirSync(guard)).toEqual([]);
  });

  it('does not follow a link in the mirror', async () => {
    mkdirSync(join(dir(), 'elsewhere'));
    writeFileSync(join(dir(), 'elsewhere/b'), 'x');
    symlinkSync(join(dir(), 'elsewhere'), join(mirror(), 'a'));
    const { end } = await stage([plannedFolder(''), plannedFolder('a'), plannedFile('a/b', Buffer.from('x'))]);
    expect(end).toMatchObject({ again: [2], files: 0 });
  });

  it('leaves out a name that the target cannot hold and what is below it, and nothing else', async () => {
    inMirror('a', 'x');
    inMirror('z', 'x');
    const long = 'n'.repeat(256);
    const file = Buffer.from('x');
    const records = [
      plannedFolder(''),
      plannedFile('a', file),
      plannedFile('a', file),
      plannedFolder(long),
      plannedFile(`${long}/a`, file),
      plannedFile('z', file),
    ];
    const { tree, end } = await stage(records);
    expect(end).toMatchObject({
      again: [],
      refused: [
        [2, 'name'],
        [3, 'name'],
        [4, 'parent'],
      ],
      files: 2,
    });
    expect(readdirSync(tree)).toEqual(['a', 'z']);
  });

  it.skipIf(missing.root !== undefined)(
    'has setuid, setgid and devices only on wish, but for the setgid bit of a folder (K5)',
    async () => {
      inMirror('program', 'x');
      const nothing = { size: '', sha1: '' };
      const records = [
        plannedFolder('', { mode: String(0o2755) }),
        plannedFolder('device', { kind: 'c', ...nothing, target: 'c 1 3', mode: String(0o666) }),
        plannedFolder('pipe', { kind: 'p', ...nothing, mode: String(0o2600) }),
        plannedFile('program', Buffer.from('x'), { mode: String(0o6755), user: 'nobody', uid: '1234', group: '', gid: '4321' }),
        plannedFolder('socket', { kind: 's', ...nothing, mode: String(0o755) }),
      ];
      const modes = (tree: string) => readdirSync(tree).map((name) => [name, (lstatSync(join(tree, name)).mode & 0o7777).toString(8)]);
      const plain = await stage(records);
      expect(plain.end).toMatchObject({ refused: [[1, 'special']], files: 1, others: 2 });
      expect(modes(plain.tree)).toEqual([
        ['pipe', '600'],
        ['program', '755'],
        ['socket', '755'],
      ]);
      chmodSync(dir(), 0o777);
      const denied = await stage(records, { special: true, user: 65_534 });
      expect(denied.end).toMatchObject({ refused: [[1, 'unsupported']], files: 1, others: 2 });
      const wished = await stage(records, { special: true });
      expect(wished.end).toMatchObject({ refused: [], files: 1, others: 3 });
      expect(modes(wished.tree)).toEqual([
        ['device', '666'],
        ['pipe', '2600'],
        ['program', '6755'],
        ['socket', '755'],
      ]);
      for (const { tree } of [plain, wished]) {
        expect((lstatSync(tree).mode & 0o7777).toString(8)).toBe('2755');
        const { uid, gid } = lstatSync(join(tree, 'program'));
        // The name is known here, so the number counts for nothing; the group has none.
        expect([uid, gid]).toEqual([Number(execFileSync('id', ['-u', 'nobody']).toString()), 4321]);
      }
      expect(lstatSync(join(wished.tree, 'device')).isCharacterDevice()).toBe(true);
    },
  );

  it('keeps holes as holes', async () => {
    const hole = Buffer.alloc(8 << 20);
    const content = Buffer.concat([Buffer.from('begin'), hole, Buffer.from('middle'), hole]);
    inMirror('sparse', content);
    inMirror('zeros', Buffer.alloc(100_000));
    truncateSync(join(mirror(), 'sparse'), content.length);
    const { tree, end } = await stage([plannedFolder(''), plannedFile('sparse', content), plannedFile('zeros', Buffer.alloc(100_000))]);
    expect(end).toMatchObject({ again: [], verified: 2 });
    expect(contentAt(tree, 'sparse').equals(content)).toBe(true);
    expect(contentAt(tree, 'zeros').equals(Buffer.alloc(100_000))).toBe(true);
    expect(await bytesOnDisk(join(tree, 'sparse'))).toBeLessThan(100_000);
  });

  it('has hard links where there were some, by whatever worker their first name was staged', async () => {
    const records = [plannedFolder('')];
    for (let file = 100; file < 900; file += 1) {
      inMirror(`f${String(file)}`, String(file % 100));
      records.push(plannedFile(`f${String(file)}`, Buffer.from(String(file % 100)), { links: `1:${String(file % 100)}` }));
    }
    // The mirror's own first name is damaged: the group is staged from the next.
    inMirror('f100', 'damaged');
    const { tree, end } = await stage(records, { workers: 2 });
    expect(end).toMatchObject({ again: [1], refused: [], files: 799, verified: 799, split: 0 });
    for (let group = 0; group < 100; group += 1) {
      const inodes = [1, 2, 3, 4, 5, 6, 7, 8].map((hundred) => `f${String(hundred * 100 + group)}`).filter((name) => name !== 'f100');
      expect(new Set(inodes.map((name) => lstatSync(join(tree, name)).ino)).size).toBe(1);
    }
    mkdirSync(join(tree, '../tool'));
    writeFileSync(join(tree, '../tool/f100'), '0');
    utimesSync(join(tree, '../tool/f100'), session, session);
    expect(await handEnd({ op: 'merge', work: join(tree, '..'), into: 'tool', again: [1] }, planBytes(records))).toMatchObject({
      verified: 1,
      damaged: [],
    });
    expect(lstatSync(join(tree, 'f100')).ino).toBe(lstatSync(join(tree, 'f200')).ino);
  });

  it.for([
    ['all names of a file', [1, 3], ['f2'], 1],
    ['one of its names', [1], ['f2', 'f3'], 2],
    ['another file', [2], ['f1', 'f3'], 2],
  ] as const)('has nothing twice that is there already: %s', async ([, skip, names, files]) => {
    const content = Buffer.from('content');
    for (const name of ['f1', 'f2', 'f3']) inMirror(name, content);
    const [links, plain] = [{ links: '1:7' }, {}];
    const records = [plannedFolder(''), ...['f1', 'f2', 'f3'].map((name) => plannedFile(name, content, name === 'f2' ? plain : links))];
    const read = await readOut(mirror(), session, records, { skip: [...skip] });
    for (const options of [{}, { stream: read }]) {
      const { tree, end } = await stage(records, { ...options, skip: [...skip] });
      expect(end).toMatchObject({ again: [], refused: [], files, verified: files });
      expect(readdirSync(tree)).toEqual(names);
    }
  });

  it('is the same by any number of workers, and as fits the skipped ones', async () => {
    const records = [plannedFolder('')];
    for (let folder = 10; folder < 40; folder += 1) {
      mkdirSync(join(mirror(), `d${String(folder)}`));
      records.push(plannedFolder(`d${String(folder)}`, { mode: String(0o700 + folder) }));
      for (let file = 10; file < 60; file += 1) {
        const path = `d${String(folder)}/f${String(file)}`;
        inMirror(path, path);
        records.push(plannedFile(path, Buffer.from(path)));
      }
    }
    const first = await stage(records);
    const manifest = await manifestOf(first.tree);
    for (const workers of [2, 5]) {
      const { tree, end } = await stage(records, { workers });
      expect(end).toMatchObject({ files: 1500, verified: 1500, folders: 31, again: [], refused: [] });
      expect(differences(await manifestOf(tree), manifest)).toEqual([]);
    }
    const { end } = await stage(records, { workers: 2, skip: [2, 3, 1000] });
    expect(end).toMatchObject({ files: 1497, again: [] });
  });

  it('is worked on by two where the files are few and large', async () => {
    const records = [plannedFolder('')];
    for (const letter of ['a', 'b', 'c', 'd']) {
      const content = Buffer.alloc(33 << 20, letter);
      inMirror(letter, content);
      records.push(plannedFile(letter, content));
    }
    // The last byte of one is another one.
    inMirror('c', Buffer.concat([Buffer.alloc((33 << 20) - 1, 'c'), Buffer.from('!')]));
    const { tree, end } = await stage(records, { workers: 2 });
    expect(end).toMatchObject({ again: [3], files: 3, verified: 3, bytes: 3 * (33 << 20) });
    expect(readdirSync(tree)).toEqual(['a', 'b', 'd']);
    expect(contentAt(tree, 'd').equals(Buffer.alloc(33 << 20, 'd'))).toBe(true);
  });

  it('is left wholly to rdiff-backup where no repository is in reach', async () => {
    const records = [plannedFolder(''), plannedFile('f', Buffer.from('x'))];
    const { end } = await stageInto(dir(), { repository: null, session, records });
    expect(end).toMatchObject({ again: [1], files: 0, folders: 1 });
  });
});
