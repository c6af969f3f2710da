import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeProcesses } from '../platform/fakes.testing.ts';
import { localFiles as files } from '../platform/files.ts';
import { systemProcesses } from '../platform/processes.ts';
import { keyFileProblem } from './key-file.ts';

const processes = systemProcesses();

async function setup(skip: (reason: string) => never, passphrase = '') {
  const tool = processes.find('ssh-keygen') ?? skip('ssh-keygen is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const args = ['-q', '-t', 'ed25519', '-N', passphrase, '-f', 'key'];
  await processes.run({ file: tool, args, cwd: folder, timeoutMs: 20_000 });
  return { folder, key: join(folder, 'key'), problem: (path: string) => keyFileProblem({ files, processes }, path) };
}

describe('a private key is looked at before anything is sent (attack rows J5, J6, rdiff-backup 12.3)', () => {
  it('a good one has no problem', async ({ skip }) => {
    const { key, problem } = await setup(skip);
    expect(await problem(key)).toBeUndefined();
  });
  it.for([0o640, 0o604, 0o622, 0o777])('one that others may touch is too open (%i)', async (mode, { skip }) => {
    const { key, problem } = await setup(skip);
    chmodSync(key, mode);
    expect(await problem(key)).toBe('key-too-open');
  });
  it('one with a passphrase cannot be used at night', async ({ skip }) => {
    const { key, problem } = await setup(skip, 'secret words');
    expect(await problem(key)).toBe('passphrase-needed');
  });
  it('a link, a folder, the public half, garbage and nothing at all are no key', async ({ skip }) => {
    const { folder, key, problem } = await setup(skip);
    symlinkSync(key, join(folder, 'link'));
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'garbage'), 'hello', { mode: 0o600 });
    writeFileSync(join(folder, 'empty'), '', { mode: 0o600 });
    chmodSync(`${key}.pub`, 0o600);
    const paths = ['link', 'folder', 'garbage', 'empty', 'key.pub', 'nothing', 'key/below'].map((name) => problem(join(folder, name)));
    expect(new Set(await Promise.all(paths))).toEqual(new Set(['key-unreadable']));
  });
});

it('without ssh-keygen a key that nobody else can read is believed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'key'), 'x', { mode: 0o600 });
  expect(await keyFileProblem({ files, processes: fakeProcesses({ find: () => undefined }) }, join(folder, 'key'))).toBeUndefined();
});
