import { describe, expect, it } from 'vitest';
import { textOf } from '../../electron/contract/entry-path.ts';
import type { Changes, Folder } from '../../electron/contract/history.ts';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { askedPast, needs } from '../office/asked-past.ts';
import { day, firstTime, hostileNames, manyEntries, sessionTimes } from '../office/past.ts';
import { toolListing } from '../office/tool-listing.ts';

const { past, lines, document, bytes } = askedPast();
const oldest = firstTime;
const newest = firstTime + 4 * day;

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
      // In a full run each session by each name, otherwise by one or two that differ from session to session.
      const isWanted = (form: number) => everyRound || form === number % 4 || (number === 4 && form === 3);
      const tool = (await toolListing(past().repository, time)).filter((path) => /^docs\/[^/]+$/.test(path));
      const back = `${4 - number}B`;
      for (const at of [
        String(time),
        back,
        new Date(time * 1000).toISOString().replace('.000', ''),
        `2026-${number < 4 ? '02' : '03'}-${number < 4 ? 25 + number : '01'} 15:13:20`,
      ].filter((_, form) => isWanted(form))) {
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
    for (const name of shown.filter((_, index) => everyRound || index % 3 === 0)) {
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
