import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from './database.ts';

const ladder = ['CREATE TABLE a (x INTEGER) STRICT', 'ALTER TABLE a ADD COLUMN y TEXT', 'CREATE TABLE b (z TEXT) STRICT'];

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'history.db');
  const open = (rungs: number) => {
    const database = openDatabase(path, ladder.slice(0, rungs));
    onTestFinished(() => {
      try {
        database.close();
      } catch {
        // Closed by the test itself.
      }
    });
    return database;
  };
  const version = (database: ReturnType<typeof open>) => database.all('PRAGMA user_version');
  return { path, open, version };
}

describe('a database climbs its ladder (fault rows F3, F11)', () => {
  it('from nothing, from any rung, and not twice; what is in it stays', () => {
    const { open, version } = setup();
    const first = open(1);
    expect([first.run('INSERT INTO a (x) VALUES (?)', 5), version(first)]).toEqual([1, [{ user_version: 1 }]]);
    first.close();
    for (let again = 0; again < 2; again += 1) {
      const later = open(3);
      expect([later.all('SELECT * FROM a'), later.all('SELECT * FROM b'), version(later)]).toEqual([
        [{ x: 5, y: null }],
        [],
        [{ user_version: 3 }],
      ]);
      later.close();
    }
  });
  it('of a newer program is refused and left alone', () => {
    const { open, version } = setup();
    open(3).close();
    expect(() => open(2)).toThrow('newer program (version 3)');
    expect(version(open(3))).toEqual([{ user_version: 3 }]);
  });
  it('stays where it was when a rung breaks', () => {
    const { path, open, version } = setup();
    open(1).close();
    expect(() => openDatabase(path, [...ladder.slice(0, 2), 'CREATE nonsense'])).toThrow('nonsense');
    expect([version(open(1)), open(1).all('SELECT x FROM a')]).toEqual([[{ user_version: 1 }], []]);
  });
  it('is nothing for others to read (fault row F5)', () => {
    const { path, open } = setup();
    open(1);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
  it('that is no database is refused, not written over', () => {
    const { path, open } = setup();
    writeFileSync(path, 'x'.repeat(5000));
    expect(() => open(1)).toThrow('not a database');
    expect(statSync(path).size).toBe(5000);
  });
});

describe('work done exclusively', () => {
  it('is kept whole or not at all', () => {
    const database = setup().open(1);
    const insert = (x: number) => database.run('INSERT INTO a (x) VALUES (?)', x);
    const fail = () => {
      insert(2);
      throw new Error('no');
    };
    expect(database.exclusive(() => insert(1))).toBe(1);
    expect(() => database.exclusive(fail)).toThrow('no');
    expect(database.exclusive(() => insert(3))).toBe(2);
    expect(database.all('SELECT x FROM a ORDER BY x')).toEqual([{ x: 1 }, { x: 3 }]);
  });
  it('is seen by another program only when it is done (I11)', () => {
    const { open } = setup();
    const [one, other] = [open(1), open(1)];
    one.exclusive(() => {
      one.run('INSERT INTO a (x) VALUES (1)');
      expect(other.all('SELECT x FROM a')).toEqual([]);
    });
    expect(other.all('SELECT x FROM a')).toEqual([{ x: 1 }]);
  });
});

it('values are data, never part of the statement (I5)', () => {
  const database = setup().open(2);
  const text = "'); DROP TABLE a; --";
  database.run('INSERT INTO a (y) VALUES (?)', text);
  expect(database.all('SELECT y FROM a WHERE y = ?', text)).toEqual([{ y: text }]);
});
