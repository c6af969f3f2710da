import { expect, it, onTestFinished } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessMark } from '../contract/run.ts';
import { Refusal } from '../contract/failure.ts';
import { openDatabase } from '../platform/database.ts';
import { fakeProcesses } from '../platform/fakes.testing.ts';
import { holdHome } from './keeper.ts';
import { createRunStore, runTables } from './run-store.ts';

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  const database = openDatabase(join(folder, 'history.db'), runTables);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const alive = new Set<number>();
  const program = (pid: number, kind: string) => {
    const self: ProcessMark = { pid, startTime: '1', bootId: 'boot' };
    alive.add(pid);
    const processes = fakeProcesses({ self, lives: (mark) => alive.has(mark.pid) });
    try {
      holdHome({ database, store: createRunStore(database), processes, now: 5 }, kind);
      return 'holds';
    } catch (error) {
      return error instanceof Refusal ? { kind: error.kind, facts: error.facts } : error;
    }
  };
  return { program, alive };
}

it('one program stays on a home; the second is told who does (I11)', () => {
  const { program } = setup();
  expect(program(100, 'desktop')).toBe('holds');
  expect(program(101, 'browser')).toEqual({ kind: 'home-held', facts: { pid: 100, kind: 'desktop' } });
  expect(program(100, 'desktop')).toBe('holds');
});

it('a program that was killed holds nothing (I10)', () => {
  const { program, alive } = setup();
  program(100, 'desktop');
  alive.delete(100);
  expect(program(101, 'browser')).toBe('holds');
});
