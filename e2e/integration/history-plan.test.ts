import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepAttributes } from '../../electron/history/history.testing.ts';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { generatedIn, generateRepository } from '../office/generated-repository.ts';
import { programPlan } from '../office/index-plan.ts';
import { missing, whyNoAttributes } from '../office/needs.ts';
import { openOffice, type Office } from '../office/office.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { referenceTimes } from '../office/reference-reader.ts';
import { fetchingIn, folderFiles, growSmall, hostOf } from '../office/remote-history.ts';
import { dataOf } from '../office/repository-data.ts';
import { planOf, type PlanRecord } from '../office/restore-plan.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 13);
const rounds = Array.from({ length: everyRound ? 20 : 3 }, (_, round) => round);
const [firstTime, day] = [1_772_000_000, 86_400];

describe.skipIf(missing.rdiffBackup !== undefined)(
  `the plan of a restore, beside the records of real repositories (seed ${String(seed)})`,
  () => {
    let place: Scratch | undefined;
    let count = 0;
    beforeAll(async () => {
      place = await scratch('modosu-plan');
    });
    afterAll(() => place?.remove());

    /** An empty source in a folder of its own; `save` backs it up, a day after the last time. */
    async function setup(options: readonly string[] = []) {
      const dir = join(place?.dir ?? '', `own-${String((count += 1))}`);
      const [source, repository] = [join(dir, 'source'), join(dir, 'repository')];
      await mkdir(source, { recursive: true });
      let time = firstTime;
      const save = async () => {
        await rdiffBackup(['--no-fsync', ...options, '--current-time', String((time += day)), 'backup', '--', source, repository]);
        return time;
      };
      return { at: (name: string) => join(source, name), source, repository, save };
    }
    const waysOf = (records: readonly PlanRecord[]) => records.map(({ path, way }) => `${way} ${path || '.'}`);

    it.for(rounds)('says of every session what its records say, in their order (round %i)', async (round) => {
      const dir = join(place?.dir ?? '', String(round));
      const { repository } = generatedIn(dir);
      try {
        for await (const step of generateRepository({ dir, seed, round })) expect(step.note).not.toBe('');
        for (const time of referenceTimes(repository)) {
          const { records, sums } = await programPlan(repository, time);
          const wanted = planOf(repository, time);
          const plain = (all: readonly PlanRecord[]) =>
            all.map(({ links, way, ...rest }) => ({ ...rest, shared: links !== '', tool: way === 't' }));
          const isQuoted = (await readFile(join(repository, 'rdiff-backup-data/chars_to_quote'), 'latin1')) !== '';
          expect(sums.quoted).toBe(isQuoted);
          expect(plain(records)).toEqual(
            plain(wanted.map((record) => (isQuoted && record.kind === 'f' ? { ...record, way: 't' } : record))),
          );
          // What the mirror has unchanged it has with the same content.
          const known = new Map(wanted.map(({ path, way }) => [path, way]));
          expect(records.filter(({ path, way }) => way === 'm' && known.get(path) !== 'm')).toEqual([]);
          expect(sums).toMatchObject({ entries: wanted.length, files: wanted.filter(({ kind }) => kind === 'f').length });
        }
      } finally {
        await removeTree(dir);
      }
    });

    it('gives all names of a file one hash, and knows which of them were not chosen', async () => {
      const { at, repository, save } = await setup();
      await writeFile(at('one'), 'shared\n');
      await link(at('one'), at('two'));
      await writeFile(at('three'), 'alone\n');
      await symlink('one', at('link'));
      const first = await save();
      await rm(at('three'));
      await link(at('one'), at('three'));
      const second = await save();

      const then = await programPlan(repository, first);
      // That there is a third name now changes nothing of the other two.
      expect(waysOf(then.records)).toEqual(['- .', '- link', 'm one', 'i three', 'm two']);
      const now = await programPlan(repository, second);
      expect(waysOf(now.records)).toEqual(['- .', '- link', 'm one', 'm three', 'm two']);
      for (const { records, names } of [
        { records: then.records, names: ['one', 'two'] },
        { records: now.records, names: ['one', 'three', 'two'] },
      ]) {
        const shared = records.filter(({ path }) => names.includes(path));
        expect(new Set(shared.map(({ links, sha1 }) => `${links} ${sha1}`)).size).toBe(1);
        expect(`${shared[0]?.links ?? ''} ${shared[0]?.sha1 ?? ''}`).toMatch(/^\d+ \d+ [0-9a-f]{40}$/);
      }
      expect((await programPlan(repository, second, ['two', 'three'])).sums).toMatchObject({ splitLinks: 1, unrecorded: 0, files: 2 });
      expect((await programPlan(repository, second, ['two', 'three', 'one'])).sums.splitLinks).toBe(0);
    });

    it.skipIf(missing.root !== undefined)(
      'tells devices, pipes, owners and files that run as another (fault row K5, needs root)',
      async () => {
        const { at, repository, save } = await setup();
        execFileSync('mknod', [at('block'), 'b', '7', '3']);
        execFileSync('mknod', [at('null'), 'c', '1', '3']);
        execFileSync('mkfifo', [at('pipe')]);
        await writeFile(at('run'), '#!/bin/sh\n');
        execFileSync('chown', ['1234:4321', at('run')]);
        await chmod(at('run'), 0o4755);
        const { records, sums } = await programPlan(repository, await save());
        expect(
          records.map(({ kind, path, target, mode, uid, gid, user, way }) => [kind, path, target, mode, uid, gid, user, way]).slice(1),
        ).toEqual([
          ['c', 'block', 'b 7 3', '420', '0', '0', 'root', '-'],
          ['c', 'null', 'c 1 3', '420', '0', '0', 'root', '-'],
          ['p', 'pipe', '', '420', '0', '0', 'root', '-'],
          ['f', 'run', '', String(0o4755), '1234', '4321', '', 'm'],
        ]);
        expect(sums).toMatchObject({ entries: 5, files: 1, folders: 1, devices: 2, special: 1, owners: 2 });
      },
    );

    it('leaves files to rdiff-backup of which an older one recorded no hash', async () => {
      const { at, repository, save } = await setup();
      for (const name of ['new', 'old']) await writeFile(at(name), `${name}\n`);
      const time = await save();
      const [name = ''] = (await dataOf(repository)).filter((file) => file.startsWith('mirror_metadata'));
      const metadata = join(repository, 'rdiff-backup-data', name);
      const text = gunzipSync(await readFile(metadata)).toString('latin1');
      await writeFile(metadata, gzipSync(Buffer.from(text.replace(/(File old\n(?: .*\n)*?) {2}SHA1Digest .*\n/, '$1'), 'latin1')));
      const { records, sums } = await programPlan(repository, time);
      expect(waysOf(records)).toEqual(['- .', 'm new', 't old']);
      expect(sums).toMatchObject({ unrecorded: 1, byWay: { m: 1, i: 0, t: 1 } });
    });

    it('leaves all files to rdiff-backup in a repository that writes names in another way', async () => {
      const { at, repository, save } = await setup(['--chars-to-quote', 'A-Z']);
      await writeFile(at('Foo'), 'x');
      const { records, sums } = await programPlan(repository, await save());
      expect([waysOf(records), sums.quoted]).toEqual([['- .', 't Foo'], true]);
    });

    it.skipIf(whyNoAttributes() !== undefined)(
      `leaves to rdiff-backup what has more attributes, then or now (fault row K5)${whyNoAttributes() === undefined ? '' : ` (${String(whyNoAttributes())})`}`,
      async () => {
        const { at, repository, save } = await setup();
        await mkdir(at('folder'));
        for (const name of ['a b', 'folder/new\nline', 'kept', 'later']) await writeFile(at(name), `${name}\n`);
        execFileSync('setfacl', ['-m', 'u:1234:r', at('a b')]);
        execFileSync('setfacl', ['-d', '-m', 'u:1234:rx', at('folder')]);
        execFileSync('setfattr', ['-n', 'user.note', '-v', 'x', at('folder/new\nline')]);
        const first = await save();
        execFileSync('setfacl', ['-b', at('a b')]);
        execFileSync('setfattr', ['-n', 'user.note', '-v', 'x', at('later')]);
        const second = await save();
        const ways = async (time: number) => waysOf((await programPlan(repository, time)).records);
        expect(await ways(first)).toEqual(['- .', 't a b', 't folder', 't folder/new\nline', 'm kept', 't later']);
        expect(await ways(second)).toEqual(['- .', 'm a b', 't folder', 't folder/new\nline', 'm kept', 't later']);
      },
    );
  },
);

const needsHost = missing.sshd ?? missing.rdiffBackup;

describe.skipIf(needsHost)(`what a host records beside its metadata${needsHost ? ` (${needsHost})` : ''}`, () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({ sessions: 1 });
  });
  afterAll(() => office.close());

  it('is fetched for the sessions that it is wanted for, once, and goes when it is gone there', async () => {
    const { repository } = await growSmall(office.dir, 3);
    const fetching = await fetchingIn(office.dir);
    const folder = await fetching.copy();
    const times = referenceTimes(repository);
    const names = times.map((time) => `extended_attributes.${new Date(time * 1000).toISOString().replace('.000', '')}.snapshot.gz`);
    for (const name of await dataOf(repository))
      if (/^(extended_attributes|access_control_lists)\./.test(name)) await rm(join(repository, 'rdiff-backup-data', name));
    for (const name of names) await writeFile(join(repository, 'rdiff-backup-data', name), gzipSync('# file: first.txt\nuser.x\n'));
    const keep = (sessions: readonly number[]) =>
      keepAttributes(fetching.deps, { host: hostOf(office.sshd), path: repository, folder, sessions });
    const [one = 0, two = 0, three = 0] = times;

    expect(await keep([one, three])).toEqual({ kind: 'kept' });
    expect(Object.keys(await folderFiles(folder))).toEqual(['chars_to_quote', names[0], names[2]]);
    expect(fetching.asked().flat().toSorted()).toEqual([names[0], names[2]]);
    await rm(join(repository, 'rdiff-backup-data', String(names[0])));
    expect(await keep([two, three])).toEqual({ kind: 'kept' });
    expect(Object.keys(await folderFiles(folder))).toEqual(['chars_to_quote', names[1], names[2]]);
    expect(fetching.asked().flat()).toEqual([names[1]]);
  });

  it('cannot be had without the host', async () => {
    const fetching = await fetchingIn(office.dir);
    const host = hostOf(office.sshd, { port: 1 });
    const kept = await keepAttributes(fetching.deps, { host, path: '/srv/none', folder: await fetching.copy(), sessions: [1] });
    expect(kept).toMatchObject({ kind: 'unreachable' });
  });
});
