import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { file, folder, link, treeOf, type PlainSession } from '../questions/index.testing.ts';
import { attributesOf, createPlanning, type ReadRecord } from './plan.testing.ts';

const [first, second] = [1_772_000_000, 1_772_086_400];
const sha1 = (letter: string) => letter.repeat(40);
const changed = file(5, { sha1: sha1('c') });

/** `a/kept` stays, `a/new` becomes another, `b/…` are names of one file of which the first has the hash. */
function sessions(): PlainSession[] {
  const same = {
    'a/kept': file(3, { sha1: sha1('a') }),
    'b/one': file(4, { sha1: sha1('b') }),
    'b/two': file(4),
    link: link('a/kept'),
    tty: { ...file(), size: null, modified: null, kind: 'device' as const },
  };
  const sharing = new Map(['b/one', 'b/two'].map((path) => [path, '77 9']));
  const devices = new Map([['tty', 'c 4 1']]);
  const state = 'good' as const;
  return [
    { time: first, state, tree: treeOf({ ...same, 'a/new': file(1, { sha1: sha1('d') }), 'a/gone': file(2) }), sharing, devices },
    { time: second, state, tree: treeOf({ ...same, 'a/new': changed }), sharing, devices },
  ];
}

const waysOf = (records: readonly ReadRecord[]) => records.map(({ path, way }) => `${way} ${path || '.'}`);

describe('the plan of a restore', () => {
  it('tells where the content of each file is, and gives every name of a file its hash', async () => {
    using planning = createPlanning(sessions());
    const { records, sums } = await planning.plan(first, ['']);
    expect(waysOf(records)).toEqual(['- .', '- a', 't a/gone', 'm a/kept', 'i a/new', '- b', 'm b/one', 'm b/two', '- link', '- tty']);
    expect(records.at(7)).toEqual({
      kind: 'f',
      path: 'b/two',
      size: '4',
      sha1: sha1('b'),
      modified: '100',
      mode: '420',
      uid: '4000',
      gid: '4000',
      user: 'root',
      group: 'root',
      target: '',
      links: '77 9',
      way: 'm',
    });
    expect(records.slice(-2).map(({ kind, target, modified }) => [kind, target, modified])).toEqual([
      ['l', 'a/kept', ''],
      ['c', 'c 4 1', ''],
    ]);
    expect(sums).toMatchObject({ entries: 10, files: 5, folders: 3, links: 1, devices: 1, unrecorded: 1, byWay: { m: 3, i: 1, t: 1 } });
  });

  it('names the folders above what was chosen, takes what overlaps once, and tells which names are left out', async () => {
    using planning = createPlanning(sessions());
    const { records, sums } = await planning.plan(second, ['b/two', 'a/kept', 'a', 'a/gone', 'a/gone']);
    expect(waysOf(records)).toEqual(['u .', '- a', 'm a/kept', 'm a/new', 'u b', 'm b/two']);
    expect(sums).toMatchObject({ entries: 4, files: 3, folders: 1, bytes: 12, splitLinks: 1, missing: ['a/gone'] });
  });

  it('gives one entry the path that it is wanted under, with everything below it', async () => {
    using planning = createPlanning(sessions());
    const folderAlone = await planning.plan(first, ['a'], { from: 'a', to: '' });
    expect(waysOf(folderAlone.records)).toEqual(['- .', 't gone', 'm kept', 'i new']);
    planning.put(planning.nameOf('extended_attributes', first), attributesOf(['b/two']));
    const fileAlone = await planning.plan(first, ['b/two'], { from: 'b/two', to: 'two 2' });
    expect(waysOf(fileAlone.records)).toEqual(['u .', 't two 2']);
    expect([folderAlone.sums.entries, fileAlone.sums.entries, fileAlone.sums.splitLinks]).toEqual([4, 1, 1]);
    const none = await planning.plan(second, ['a/gone'], { from: 'a/gone', to: 'x' });
    expect([none.records, none.sums.missing]).toEqual([[], ['a/gone']]);
  });

  it('is empty when the session has nothing of what was chosen', async () => {
    using planning = createPlanning(sessions());
    const { records, sums } = await planning.plan(second, ['a/gone', 'x']);
    expect([records, sums.entries, sums.missing]).toEqual([[], 0, ['a/gone', 'x']]);
  });

  it.each([
    ['at its session', first, 'extended_attributes'],
    ['at the newest one', second, 'access_control_lists'],
  ])('leaves to rdiff-backup what has more attributes %s', async (_, time, base) => {
    using planning = createPlanning(sessions());
    planning.put(planning.nameOf(base, time), attributesOf(['a', 'a/kept', 'link']));
    const { records, sums } = await planning.plan(first, ['a', 'link']);
    expect(waysOf(records)).toEqual(['u .', 't a', 't a/gone', 't a/kept', 'i a/new', 't link']);
    // What a later session records says nothing of the entries that had none at this one.
    expect(sums.recorded).toEqual([...(time === first ? [base] : []), 'hard_links']);
    const above = await planning.plan(first, ['a/kept', 'a/new']);
    expect(waysOf(above.records)).toEqual(['u .', 'a a', 't a/kept', 'i a/new']);
    expect(above.sums).toMatchObject({ entries: 2, folders: 0 });
  });

  it('says which attributes and lists its session has recorded, and what the group may by the list', async () => {
    using planning = createPlanning(sessions());
    const list = ['user::rw-', 'user:daemon:r--', 'group::r--', 'mask::rw-', 'other::---'];
    const basic = ['user::rwx', 'group::r-x', 'other::r-x'];
    const inherited = basic.map((line) => `default:${line}`);
    planning.put(
      planning.nameOf('access_control_lists', first),
      ['# file: a', ...basic, ...inherited, '# file: a/kept', ...list, ''].join('\n'),
    );
    planning.put(planning.nameOf('extended_attributes', first), '# file: a/kept\nuser.a\\040b=0sAA==\nuser.c\n');
    planning.put(planning.nameOf('extended_attributes', second), attributesOf(['a', 'a/new']));
    const { records } = await planning.plan(first, ['a']);
    expect(records.map(({ path, way, target }) => [path, way, target])).toEqual([
      ['', 'u', ''],
      ['a', 't', 'system.posix_acl_default=3'],
      ['a/gone', 't', ''],
      ['a/kept', 't', 'system.posix_acl_access=5,4\nuser.a b\nuser.c'],
      ['a/new', 't', ''],
    ]);
  });

  const broken: [string, Buffer][] = [
    ['cut', gzipSync(attributesOf(['a', 'a/kept'])).subarray(0, 30)],
    ['no packed file', Buffer.from(attributesOf(['a']))],
    ['no such file', gzipSync('something\n')],
  ];

  it.each(broken)(
    'goes by what it knows where the session records more attributes that cannot be read, and names the file: %s',
    async (_, content) => {
      using planning = createPlanning(sessions());
      const file = planning.nameOf('extended_attributes', first);
      planning.put(file, content);
      planning.put(planning.nameOf('extended_attributes', second), attributesOf(['a/kept']));
      planning.put(planning.nameOf('access_control_lists', first), attributesOf(['link']));
      const { records, sums } = await planning.plan(first, ['a', 'link']);
      expect(waysOf(records)).toEqual(['u .', '- a', 't a/gone', 'm a/kept', 'i a/new', 't link']);
      expect(sums).toMatchObject({
        ...{ entries: 5, files: 3, byWay: { m: 1, i: 1, t: 2 } },
        unreadable: [{ base: 'extended_attributes', file }],
        // What is at the target is not taken off because of a list that nobody can read.
        recorded: ['access_control_lists', 'hard_links'],
      });
    },
  );

  it.each([false, true])(
    'finds what is broken behind all it asks for, where rdiff-backup would come to it (everything by it: %s)',
    async (byTool) => {
      using planning = createPlanning(sessions());
      const [file, other] = (['extended_attributes', 'access_control_lists'] as const).map((base) => planning.nameOf(base, first, false));
      planning.put(file as string, `${attributesOf(['a/kept', 'b/two', 'z'])}user.z=0sAP`);
      const unreadable = [{ base: 'extended_attributes', file }];
      expect(await planning.plan(first, ['b/one'], null, byTool)).toMatchObject({
        sums: { byWay: { m: 1, i: 0, t: 0 }, unreadable: byTool ? unreadable : [] },
      });
      const { records, sums } = await planning.plan(first, ['a/gone', 'a/kept'], null, byTool);
      expect([waysOf(records), sums.unreadable]).toEqual([['u .', 'u a', 't a/gone', 'm a/kept'], unreadable]);
      planning.put(other as string, 'x');
      expect((await planning.plan(first, [''])).sums.unreadable.map(({ base }) => base).sort()).toEqual([
        'access_control_lists',
        'extended_attributes',
      ]);
    },
  );

  it.each(broken)(
    'leaves everything to rdiff-backup where the newest session records more attributes that cannot be read: %s',
    async (_, content) => {
      using planning = createPlanning(sessions());
      planning.put(planning.nameOf('extended_attributes', second), content);
      const { records, sums } = await planning.plan(first, ['a', 'link']);
      expect(waysOf(records)).toEqual(['a .', 't a', 't a/gone', 't a/kept', 't a/new', 't link']);
      expect(sums).toMatchObject({ entries: 5, files: 3, byWay: { m: 0, i: 0, t: 5 }, unreadable: [] });
    },
  );

  it('leaves all files to rdiff-backup where names are written in another way', async () => {
    using planning = createPlanning(sessions());
    planning.put('chars_to_quote', 'A-Z');
    planning.put('extended_attributes.2026-02-25T06;05813;05820;090.snapshot', attributesOf(['b']));
    const { records, sums } = await planning.plan(first, ['b', 'tty']);
    expect(waysOf(records)).toEqual(['u .', 't b', 't b/one', 't b/two', '- tty']);
    expect(sums.quoted).toBe(true);
  });

  it('counts the names that one folder could not hold without case', async () => {
    const tree = treeOf({ 'A/x': file(), 'a/y': file(), 'a/Y': file(), '\u00e9': file(), 'e\u0301': file(), z: file() });
    using planning = createPlanning([{ time: first, state: 'good', tree }]);
    expect((await planning.plan(first, [''])).sums.caseTwins).toBe(3);
    expect((await planning.plan(first, ['A/x', 'a/y', 'z'])).sums.caseTwins).toBe(1);
  });

  it('holds nothing that would end a field too early (I5)', async () => {
    const tree = treeOf({ a: { ...link('x\0y'), user: 'ro\0ot' }, b: { ...file(), size: null, kind: 'device' }, c: folder() });
    const devices = new Map([['b', 'c 1\0 3']]);
    using planning = createPlanning([{ time: first, state: 'good', tree, devices }]);
    const { records } = await planning.plan(first, ['a', 'b', 'c']);
    expect(records.map(({ path, target, user, way }) => [path, target, user, way])).toEqual([
      ['', '', 'root', 'u'],
      ['a', '', '', 't'],
      ['b', '', 'root', 't'],
      ['c', '', 'root', '-'],
    ]);
  });

  it('is refused for a session that is not there or damaged, and then leaves no file', async () => {
    const [one, two] = sessions() as [PlainSession, PlainSession];
    using planning = createPlanning([{ ...one, state: 'damaged' }, two]);
    await expect(planning.plan(first, [''])).rejects.toMatchObject({ kind: 'session-damaged' });
    await expect(planning.plan(5, [''])).rejects.toMatchObject({ kind: 'no-session' });
    expect(existsSync(planning.into)).toBe(false);
  });
});
