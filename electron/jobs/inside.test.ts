import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Rule } from '../contract/job.ts';
import { localFiles } from '../platform/files.ts';
import { isInsideSource } from './inside.ts';

/** Folders `data/backup`, `data[1]`, `elsewhere`; the links `link` -> data and `data/away` -> elsewhere. */
function setup() {
  const top = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  for (const folder of ['data/backup', 'data[1]', 'elsewhere', 'database']) mkdirSync(join(top, folder), { recursive: true });
  symlinkSync(join(top, 'data'), join(top, 'link'));
  symlinkSync(join(top, 'elsewhere'), join(top, 'data', 'away'));
  const at = (name: string) => ({ host: null, path: join(top, name) });
  const inside = (source: string, repository: string, ...selection: Rule[]) =>
    isInsideSource(localFiles, { source: at(source), repository: at(repository), selection });
  return { top, inside };
}

const leaveOut = (pattern: string): Rule => ({ action: 'exclude', pattern });
const keep = (pattern: string): Rule => ({ action: 'include', pattern });

describe('a repository inside its source would copy itself for ever (rdiff-backup 12.6)', () => {
  it.each([
    ['data', 'data/backup', true],
    ['data', 'data/not/yet/there', true],
    ['data', 'data', true],
    ['link', 'data/backup', true],
    ['data', 'link/backup/new', true],
    ['data', 'database', false],
    ['data', 'elsewhere', false],
    ['data', 'data/away/repository', false],
    ['data/backup', 'data', false],
    ['elsewhere', 'data/away', true],
  ])('source %s, repository %s: %s', async (source, repository, expected) => {
    expect(await setup().inside(source, repository)).toBe(expected);
  });

  it('in / everything on this machine is inside, nothing on a host is', async () => {
    const root = { host: null, path: '/' };
    const there = { host: 'host-0000000a', path: '/backup' };
    expect(await isInsideSource(localFiles, { source: root, repository: { host: null, path: '/backup' }, selection: [] })).toBe(true);
    expect(await isInsideSource(localFiles, { source: root, repository: there, selection: [] })).toBe(false);
    expect(await isInsideSource(localFiles, { source: there, repository: root, selection: [] })).toBe(false);
  });
});

describe('unless an exclusion keeps it out', () => {
  it.each<[string, string, boolean, Rule[]]>([
    ['data', 'data/backup', false, [leaveOut('backup')]],
    ['data', 'data/backup', false, [leaveOut('backup/')]],
    ['data', 'data/backup/www', false, [leaveOut('backup')]],
    ['data', 'data/backup', true, [leaveOut('backup/www')]],
    ['data', 'data/backup', true, [leaveOut('back')]],
    ['data', 'data/backup', true, [keep('backup'), leaveOut('backup')]],
    ['data', 'data/backup', false, [keep('docs'), leaveOut('backup')]],
    ['link', 'data/backup', false, [leaveOut('backup')]],
    ['data', 'data', true, [leaveOut('**')]],
    // The first line that matches decides, and `**` matches everything: the exclusion behind it is never looked at.
    ['data', 'data/backup', true, [keep('**'), leaveOut('backup')]],
    ['data', 'data/backup', true, [keep('back*'), leaveOut('backup')]],
    // A glob character in the name of the source stands for itself.
    ['data[1]', 'data[1]/backup', false, [leaveOut('backup')]],
  ])('source %s, repository %s: inside %s with %j', async (source, repository, expected, selection) => {
    expect(await setup().inside(source, repository, ...selection)).toBe(expected);
  });

  it('also one that names the path as the person wrote it, through a link above the source', async () => {
    const { top, inside } = setup();
    mkdirSync(join(top, 'data/docs/backup'), { recursive: true });
    expect(await inside('link/docs', 'link/docs/backup', leaveOut(join(top, 'link/docs/backup')))).toBe(false);
  });
});
