import { execFile } from 'node:child_process';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { textOf } from '../../electron/contract/entry-path.ts';
import { historyRequests, HistoryState, type Changes, type Folder } from '../../electron/contract/history.ts';
import { missing } from '../office/needs.ts';
import { day, firstTime, hostileNames, manyEntries, openPast, sessionTimes, type Past } from '../office/past.ts';
import { toolListing } from '../office/tool-listing.ts';

const needs = missing.rdiffBackup;
const zone = 'Asia/Tokyo';
let opened: Past | undefined;
const past = () => opened as Past;

beforeAll(async () => {
  if (needs === undefined) opened = await openPast({ TZ: zone });
});
afterAll(() => opened?.remove());

type Failed = { error: { kind: string; facts: Record<string, unknown> } };
const oldest = firstTime;
const newest = firstTime + 4 * day;

/** The lines of an answer that has to be one. */
async function lines(...args: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await past().shell.call(...args);
  expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
}

/** The document of an answer, as the contract describes it. */
async function document<N extends keyof typeof historyRequests>(
  name: N,
  ...args: string[]
): Promise<z.output<(typeof historyRequests)[N]['output']>> {
  const { code, value } = await past().shell.ask<unknown>(...args);
  expect({ code, value: code === 0 ? 0 : value }, args.join(' ')).toEqual({ code: 0, value: 0 });
  return historyRequests[name].output.parse(value) as z.output<(typeof historyRequests)[N]['output']>;
}

async function failure(...args: string[]): Promise<{ code: number; kind: string; facts: Record<string, unknown> }> {
  const { code, value } = await past().shell.ask<Failed>(...args);
  return { code, ...{ kind: value.error.kind, facts: value.error.facts } };
}

/** The bytes that a command writes to its standard output, and what it says beside them. */
async function bytes(...args: string[]): Promise<{ code: number; bytes: Buffer; stderr: string }> {
  const child = past().shell.start(...args);
  const pieces: Buffer[] = [];
  let stderr = '';
  child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
  child.stderr?.on('data', (piece: Buffer) => (stderr += piece.toString()));
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
  return { code, bytes: Buffer.concat(pieces), stderr };
}

describe('sessions', () => {
  it('lists the sessions of a repository that this program did not write, newest first', async (context) => {
    context.skip(needs !== undefined, needs);
    const { total, sessions } = await document('history.sessions', 'sessions', 'website');
    expect(total).toBe(5);
    expect(sessions.map(({ time, state, errors, run }) => ({ time, state, errors, run }))).toEqual(
      [...sessionTimes].reverse().map((time) => ({ time, state: 'good', errors: 0, run: null })),
    );
    expect(sessions.map(({ newFiles, changedFiles, deletedFiles }) => [newFiles, changedFiles, deletedFiles])).toEqual([
      // The folders that they lie in have changed, too.
      [0, 4, 0],
      [0, 0, 0],
      [0, 2, 1],
      [1, 3, 0],
      [expect.any(Number), 1, 0],
    ]);
  });

  it('in words: each with its exact local time, under each other', async (context) => {
    context.skip(needs !== undefined, needs);
    const english = await lines('sessions', 'website');
    expect(english[0]).toMatch(/^1 Mar 2026, 15:13:20 GMT\+9 +\d,\d+ files +3\.1 MB +\+0 +~4 +-0 /);
    expect(english.map((line) => line.indexOf(' files'))).toEqual(english.map(() => english[0]?.indexOf(' files')));
    const japanese = await lines('--lang', 'ja', 'sessions', 'website', '--limit', '2');
    expect(japanese[0]).toMatch(/^2026\/3\/1 15:13:20 JST +\d,\d+ ファイル /);
    expect(japanese.slice(2)).toEqual(['全 5 世代のうち 2 世代を表示（続きは --limit で）。']);
  });
});

describe('ls', () => {
  it('lists what rdiff-backup lists at each session, whatever the moment is called', async (context) => {
    context.skip(needs !== undefined, needs);
    for (const [number, time] of sessionTimes.entries()) {
      const tool = (await toolListing(past().repository, time)).filter((path) => /^docs\/[^/]+$/.test(path));
      const back = `${4 - number}B`;
      for (const at of [
        String(time),
        back,
        new Date(time * 1000).toISOString().replace('.000', ''),
        `2026-${number < 4 ? '02' : '03'}-${number < 4 ? 25 + number : '01'} 15:13:20`,
      ]) {
        const folder = await document('history.folder', 'ls', 'website', 'docs', '--at', at);
        expect({ session: folder.session, names: folder.entries.map(({ name }) => `docs/${name}`).sort() }, at).toEqual({
          session: time,
          names: tool.sort(),
        });
      }
    }
  });

  it('in words: names the session first; folders before files, a line each', async (context) => {
    context.skip(needs !== undefined, needs);
    expect(await lines('ls', 'website', 'docs', '--at', '2026-02-26 12:00')).toEqual([
      'Session of 25 Feb 2026, 15:13:20 GMT+9 · website:docs · 4 entries',
      'old/',
      'a.txt',
      'gone.txt',
      'link',
    ]);
    expect((await lines('--lang', 'ja', 'ls', 'website', 'docs'))[0]).toBe('2026/3/1 15:13:20 JST の世代 · website:docs · 4 件');
    expect((await lines('ls', 'website', `${past().source}/docs/`, '--at', '0B'))[0]).toMatch(/website:docs · 4 entries$/);
  });

  it('-l: rights, owner, size and time, where a link leads, and what is no longer so', async (context) => {
    context.skip(needs !== undefined, needs);
    const [, ...rows] = await lines('ls', '-l', 'website', 'docs', '--at', String(oldest));
    expect(rows[0]).toMatch(/^drwx[r-][w-]x[r-][w-]x {2}\S+:\S+ +\d+ \S+ \d{4}, \d\d:\d\d {2}old\/$/);
    expect(rows[1]).toMatch(/^-rw-r--r-- .* 4 bytes .* {2}a\.txt {2}\[changed since\]$/);
    expect(rows[2]).toMatch(/^-rw------- .* 10 bytes .* {2}gone\.txt {2}\[gone since\]$/);
    expect(rows[3]).toMatch(/^lrwxrwxrwx .* {2}link -> \.\.\/docs\/a\.txt$/);
  });

  it('goes on from page to page, as lines and as one document', async (context) => {
    context.skip(needs !== undefined, needs);
    const folder: Folder = await document('history.folder', 'ls', 'website', 'many');
    const names = folder.entries.map(({ name }) => name);
    expect({ total: folder.total, all: new Set(names).size }).toEqual({ total: manyEntries, all: manyEntries });
    expect((await lines('ls', 'website', 'many')).slice(1)).toEqual(names);
  });

  it('ends in peace when its reader has read enough', async (context) => {
    context.skip(needs !== undefined, needs);
    const ls = past().shell.start('ls', '-l', 'website', 'many');
    // The other pages are written to nobody.
    ls.stdout?.once('data', () => ls.stdout?.destroy());
    let stderr = '';
    ls.stderr?.on('data', (piece: Buffer) => (stderr += piece.toString()));
    const code = await new Promise<number | null>((resolve) => ls.once('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('hostile names', () => {
  it('are listed harmlessly, and what is listed can be given back', async (context) => {
    context.skip(needs !== undefined, needs);
    const folder = await document('history.folder', 'ls', 'website', 'hostile');
    expect(folder.entries.map(({ name }) => name).sort()).toEqual(hostileNames.map((name) => textOf(name)).sort());
    const [, ...shown] = await lines('ls', 'website', 'hostile');
    expect(shown).toHaveLength(hostileNames.length);
    expect(shown.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\ufffd]/);
    for (const name of shown) {
      const { code, bytes: content, stderr } = await bytes('cat', 'website', `hostile/${name}`);
      expect(code, `${name}: ${stderr}`).toBe(0);
      expect(
        hostileNames.some((raw) => raw.equals(content)),
        name,
      ).toBe(true);
    }
  });
});

describe('versions', () => {
  it('says each state of a file and the sessions that have it', async (context) => {
    context.skip(needs !== undefined, needs);
    const { total, versions } = await document('history.versions', 'versions', 'website', 'docs/a.txt');
    const [one, two, , four, five] = sessionTimes;
    expect(versions.map(({ first, last, sessions, isNow, state }) => ({ first, last, sessions, isNow, size: state.size }))).toEqual([
      { first: five, last: five, sessions: 1, isNow: true, size: past().contents[4]?.text.length },
      { first: two, last: four, sessions: 3, isNow: false, size: 9 },
      { first: one, last: one, sessions: 1, isNow: false, size: 4 },
    ]);
    expect(total).toBe(3);
    const [head, ...rows] = await lines('versions', 'website', 'docs/a.txt');
    expect(head).toBe('website:docs/a.txt: 3 versions');
    expect(rows[1]).toMatch(/^26 Feb 2026, 15:13:20 GMT\+9 – 28 Feb 2026, 15:13:20 GMT\+9 {2} *3 sessions {2}-rw-r--r-- .* 9 bytes /);
    expect(rows[0]).toMatch(/ as it is now$/);
    expect((await lines('versions', 'website', 'docs/gone.txt'))[0]).toBe('website:docs/gone.txt: one version');
  });
});

describe('find', () => {
  it('finds a name over all sessions, or at one', async (context) => {
    context.skip(needs !== undefined, needs);
    const { hits } = await document('history.find', 'find', 'GONE');
    expect(hits).toMatchObject([{ job: 'website', path: 'docs/gone.txt', lastSeen: firstTime + day, isNow: false }]);
    expect((await document('history.find', 'find', 'gone', '--at', 'now', '--job', 'website')).hits).toEqual([]);
    expect(
      (await document('history.find', 'find', '*.txt', '--job', 'website', '--at', String(oldest))).hits.map(({ path }) => path).sort(),
    ).toEqual(['docs/a.txt', 'docs/gone.txt', 'hostile/日本語の名前.txt'].sort());
    expect(await lines('find', 'gone')).toEqual([
      expect.stringMatching(/^website {2}10 bytes {2}.* {2}last in the session of 26 Feb 2026, 15:13:20 GMT\+9 {2}docs\/gone\.txt$/),
    ]);
    expect(await lines('find', 'nothing-is-called-so')).toEqual(['Nothing has such a name.']);
  });

  it('stops at its limit and says so', async (context) => {
    context.skip(needs !== undefined, needs);
    const { hits, cursor } = await document('history.find', 'find', 'f1', '--limit', '7');
    expect([hits.length, typeof cursor]).toEqual([7, 'string']);
    expect((await document('history.find', 'find', 'f', '--job', 'website', '--limit', '1500')).hits).toHaveLength(1500);
    expect((await lines('find', 'f1', '--limit', '3')).at(-1)).toBe('The first 3; more of them with --limit.');
  });
});

describe('diff', () => {
  it('says what was added, removed and changed between two sessions', async (context) => {
    context.skip(needs !== undefined, needs);
    const changes: Changes = await document('history.changes', 'diff', 'website', String(oldest), '2B', 'docs');
    expect({ from: changes.from, to: changes.to }).toEqual({ from: oldest, to: firstTime + 2 * day });
    const files = changes.entries.filter(({ after, before }) => (after ?? before)?.kind === 'file');
    expect(files.map(({ path, change }) => `${change} ${path}`).sort()).toEqual([
      'added docs/new.txt',
      'changed docs/a.txt',
      'removed docs/gone.txt',
    ]);
    const english = await lines('diff', 'website', String(oldest), '2B', 'docs');
    expect(english[0]).toBe('From the session of 25 Feb 2026, 15:13:20 GMT+9 to the session of 27 Feb 2026, 15:13:20 GMT+9 · website:docs');
    expect(english).toContainEqual(expect.stringMatching(/^\+ .*docs\/new\.txt$/));
    expect(english).toContainEqual(expect.stringMatching(/^- .*docs\/gone\.txt$/));
    expect(english).toContainEqual(expect.stringMatching(/^~ +4 bytes +9 bytes {2}docs\/a\.txt$/));
    expect(english.at(-1)).toMatch(/^added 1 \(3 bytes\) · removed 1 \(10 bytes\) · changed \d \(9 bytes\)$/);
  });

  it('ends now when nothing else is said, and says that nothing differs', async (context) => {
    context.skip(needs !== undefined, needs);
    expect((await document('history.changes', 'diff', 'website', '1B')).to).toBe(newest);
    expect((await lines('diff', 'website', '2B', '1B')).at(-1)).toBe('Nothing differs.');
    expect((await lines('--lang', 'ja', 'diff', 'website', '2B', '1B')).at(-1)).toBe('違いはありません。');
  });
});

describe('cat', () => {
  it('writes exactly the bytes of each session, of any size, and names the session beside them', async (context) => {
    context.skip(needs !== undefined, needs);
    for (const number of [0, 1, 3, 4]) {
      const at = String(sessionTimes[number]);
      const text = await bytes('cat', 'website', 'docs/a.txt', '--at', at);
      expect({ code: text.code, same: text.bytes.equals(past().contents[number]!.text) }, text.stderr).toEqual({ code: 0, same: true });
      const big = await bytes('cat', 'website', 'big.bin', '--at', at);
      expect({ code: big.code, same: big.bytes.equals(past().contents[number]!.big) }, big.stderr).toEqual({ code: 0, same: true });
    }
    expect((await bytes('cat', 'website', 'docs/a.txt', '--at', '4B')).stderr).toBe(
      'Session of 25 Feb 2026, 15:13:20 GMT+9 · website:docs/a.txt · 4 bytes\n',
    );
  });

  it('refuses what is no file', async (context) => {
    context.skip(needs !== undefined, needs);
    expect(await bytes('cat', 'website', 'docs')).toMatchObject({
      code: 3,
      bytes: Buffer.alloc(0),
      stderr: expect.stringMatching(/^modosu: .*docs.*\n$/) as string,
    });
  });

  it('with --json answers as a preview does', async (context) => {
    context.skip(needs !== undefined, needs);
    expect(await document('history.preview', 'cat', 'website', 'docs/a.txt', '--at', '3B')).toMatchObject({
      session: firstTime + day,
      content: { kind: 'text', text: 'one\ntwo\r\n' },
    });
    const folder = await past().shell.ask<unknown>('cat', 'website', 'docs');
    expect(folder).toMatchObject({ code: 1, value: { content: { kind: 'none', why: 'not-a-file' } } });
  });
});

describe('index', () => {
  it('says where the index stands, and makes it anew', async (context) => {
    context.skip(needs !== undefined, needs);
    for (const args of [
      ['index', 'website'],
      ['index', 'website', '--rebuild'],
    ]) {
      const { code, value } = await past().shell.ask(...args);
      expect({ code, state: HistoryState.parse(value) }).toMatchObject({
        code: 0,
        state: { name: 'website', state: 'ready', sessions: 5, damaged: 0, newest },
      });
      expect(HistoryState.parse(value).bytes).toBeGreaterThan(0);
    }
    expect(await lines('index', 'website')).toEqual([
      'website: the index is up to date',
      expect.stringMatching(/^ {2}5 sessions, the newest of 1 Mar 2026, 15:13:20 GMT\+9 · index \d.* [kM]B$/),
    ]);
    expect((await lines('--lang', 'ja', 'index', 'website'))[0]).toBe('website：索引は最新です');
  });
});

describe('a damaged session', () => {
  it('is named as such with its local time, and the others are answered', async (context) => {
    context.skip(needs !== undefined, needs);
    const repository = join(past().dir, 'hurt');
    // Node would lose the names that are not UTF-8.
    await promisify(execFile)('cp', ['-a', '--', past().repository, repository]);
    await truncate(join(repository, 'rdiff-backup-data/mirror_metadata.2026-02-25T06:13:20Z.diff.gz'), 20);
    await past().shell.call('job', 'add', 'hurt', '--from', past().source, '--to', repository, '--adopt');

    const index = await past().shell.call('index', 'hurt');
    expect(index).toMatchObject({ code: 2, stderr: '' });
    expect(index.stdout).toContain('\n  damaged: the session of 25 Feb 2026, 15:13:20 GMT+9\n');
    const sessions = await document('history.sessions', 'sessions', 'hurt');
    expect(sessions.sessions.map(({ state }) => state)).toEqual(['good', 'good', 'good', 'good', 'damaged']);
    expect((await lines('sessions', 'hurt')).at(-1)).toMatch(/ damaged$/);
    expect(await failure('ls', 'hurt', '--at', '4B')).toMatchObject({ code: 1, kind: 'session-damaged' });
    expect((await past().shell.call('--lang', 'ja', 'ls', 'hurt', '--at', '4B')).stderr).toMatch(
      /^modosu: 2026\/2\/25 15:13:20 JST の世代は/,
    );
    expect((await lines('ls', 'hurt', 'docs', '--at', '3B'))[0]).toBe('Session of 26 Feb 2026, 15:13:20 GMT+9 · hurt:docs · 5 entries');
  });
});

describe('what is not there', () => {
  it.for([
    [3, 'unknown-job', 'sessions nobody'],
    [3, 'unknown-job', 'ls nobody'],
    [3, 'unknown-job', 'find x --job nobody'],
    [3, 'unknown-job', 'index nobody'],
    [3, 'unknown-path', 'ls website no/such/folder'],
    [3, 'unknown-path', 'ls website docs/new.txt/x --at 4B'],
    [3, 'unknown-path', 'versions website nothing'],
    [3, 'unknown-path', 'cat website docs/gone.txt'],
    [3, 'invalid', 'ls website --at tomorrow'],
    [3, 'invalid', 'diff website 27/02/2026'],
    [3, 'invalid', 'cat website docs/a.txt --at 1d'],
    [3, 'invalid', 'ls website ../x'],
    [3, 'invalid', 'ls website /etc'],
    [3, 'invalid', 'sessions website --limit 0'],
    [3, 'invalid', 'sessions website --limit many'],
    [3, 'usage', 'versions website'],
    [1, 'no-session', 'ls empty'],
    [1, 'no-session', 'cat empty docs/a.txt'],
  ] as const)('ends with %i, %s: modosu %s', async ([code, kind, line], context) => {
    context.skip(needs !== undefined, needs);
    expect(await failure(...line.split(' '))).toMatchObject({ code, kind });
    const answer = await past().shell.call(...line.split(' '));
    expect({ code: answer.code, stdout: answer.stdout }).toEqual({ code, stdout: '' });
    expect(answer.stderr).toMatch(/^modosu: .+\n$/);
    expect(answer.stderr).not.toMatch(/\{\{|\bat .*\.js:\d+/);
  });

  it('a job without a session has an empty list and an empty index', async (context) => {
    context.skip(needs !== undefined, needs);
    expect(await lines('sessions', 'empty')).toEqual(['empty has no session yet.']);
    expect(await document('history.sessions', 'sessions', 'empty')).toEqual({ total: 0, sessions: [] });
    expect(await lines('index', 'empty')).toEqual(['empty: there is no session yet']);
  });
});
