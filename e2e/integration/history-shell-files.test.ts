import { execFile } from 'node:child_process';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HistoryState } from '../../electron/contract/history.ts';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { askedPast, needs } from '../office/asked-past.ts';
import { day, firstTime, sessionTimes } from '../office/past.ts';

const { past, lines, document, failure, bytes } = askedPast();
const newest = firstTime + 4 * day;

describe('cat', () => {
  it('writes exactly the bytes of each session, of any size, and names the session beside them', async (context) => {
    context.skip(needs !== undefined, needs);
    for (const number of everyRound ? [0, 1, 3, 4] : [0, 4]) {
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
    const [failed, answer] = await Promise.all([failure(...line.split(' ')), past().shell.call(...line.split(' '))]);
    expect(failed).toMatchObject({ code, kind });
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
