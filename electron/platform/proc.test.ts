import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { bootId, groupOf, lives, markOf, processStat, workingFolder, writersOf } from './proc.ts';

const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

/** A process group of its own, ended with the test. */
function start(file: string, args: string[], cwd = '/') {
  const child = spawn(file, args, { cwd, detached: true, stdio: 'ignore' });
  const pid = child.pid ?? 0;
  onTestFinished(() => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  });
  return { pid, mark: markOf(pid)!, ended: once(child, 'exit') };
}

describe('a mark names one process for ever (fault rows A1, A15)', () => {
  it('our own lives', () => {
    const own = markOf(process.pid);
    expect(own).toEqual({ pid: process.pid, startTime: expect.stringMatching(/^\d+$/) as unknown, bootId });
    expect(lives(own!)).toBe(true);
  });
  it('the same pid with another start, or of another boot, does not', () => {
    const own = markOf(process.pid)!;
    expect(
      [
        { ...own, startTime: '1' },
        { ...own, bootId: 'another' },
        { pid: 2 ** 30, startTime: '1', bootId },
      ].map(lives),
    ).toEqual([false, false, false]);
  });
  it('a pid that nobody has gives none', () => {
    expect([markOf(2 ** 30), processStat(2 ** 30), workingFolder(2 ** 30)]).toEqual([undefined, undefined, undefined]);
  });
  it('ends with its process', async () => {
    const { mark, ended } = start('/bin/sleep', ['0.05']);
    expect(lives(mark)).toBe(true);
    await ended;
    expect([lives(mark), groupOf(mark)]).toEqual([false, []]);
  });
  it('is not confused by a name with brackets and blanks', async () => {
    const path = join(folder(), 'a) R 1 (b');
    symlinkSync('/bin/sleep', path);
    const { pid, mark } = start(path, ['30']);
    await vi.waitFor(
      () => expect(processStat(pid)).toMatchObject({ pid, group: pid, parent: process.pid, startTime: mark.startTime }),
      4000,
    );
  });
});

describe('a group is found by its leader', () => {
  it('with all its members, and is gone when they are (fault rows A7, A8)', async () => {
    const { pid, mark } = start('/bin/sh', ['-c', 'sleep 30 & sleep 30 & wait']);
    await vi.waitFor(() => expect(groupOf(mark)).toHaveLength(3), 4000);
    expect(groupOf(mark)).toContain(pid);
    process.kill(-pid, 'SIGTERM');
    await vi.waitFor(() => expect(groupOf(mark)).toEqual([]), 4000);
  });
  it('also after the leader has ended', async () => {
    const { pid, mark, ended } = start('/bin/sh', ['-c', 'sleep 30 & exit 0']);
    await ended;
    expect([lives(mark), groupOf(mark).length, groupOf(mark).includes(pid)]).toEqual([false, 1, false]);
  });
  it('but not one whose number another process has by now', () => {
    const { mark } = start('/bin/sleep', ['30']);
    expect([groupOf({ ...mark, startTime: '1' }), groupOf({ ...mark, bootId: 'x' })]).toEqual([[], []]);
  });
});

describe('who works on a repository is seen, whoever started it (I11, fault row B7, rdiff-backup 12.8)', () => {
  function setup() {
    const home = folder();
    const tool = join(home, 'rdiff-backup');
    const repository = join(home, 'repository');
    mkdirSync(join(repository, 'rdiff-backup-data'), { recursive: true });
    symlinkSync('/bin/sh', tool);
    const run = (cwd: string, ...args: string[]) => start(tool, ['-c', 'sleep 30; :', ...args], cwd);
    return { home, repository, run };
  }
  it.each([
    ['by its whole name', (path: string) => path, '/'],
    ['by a relative name', () => 'repository', undefined],
    ['with a slash at its end', (path: string) => `${path}/`, '/'],
  ])('%s', async (_, name, cwd) => {
    const { home, repository, run } = setup();
    const { pid, mark } = run(cwd ?? home, 'backup', '/src', name(repository));
    await vi.waitFor(() => expect(writersOf(repository, null)).toEqual([pid]), 4000);
    expect([writersOf(repository, mark), writersOf(`${repository}2`, null), writersOf(home, null)]).toEqual([[], [], []]);
  });
  it('but not one that runs another program on it', () => {
    const { repository } = setup();
    start('/bin/sh', ['-c', 'sleep 30; :', 'x', 'y', repository]);
    expect(writersOf(repository, null)).toEqual([]);
  });
});
