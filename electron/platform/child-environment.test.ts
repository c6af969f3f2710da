import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { childEnvironment, findProgram } from './child-environment.ts';
import { systemProcesses } from './processes.ts';

const wanted = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: homedir(),
  USER: userInfo().username,
  TZ: 'UTC',
  LC_ALL: 'C.UTF-8',
  PYTHONUNBUFFERED: '1',
  COLUMNS: '1000',
};

it('a child works in UTC and C.UTF-8, unbuffered, a thousand columns wide (rdiff-backup 12.1)', () => {
  expect(childEnvironment()).toEqual(wanted);
});

it('a child inherits nothing that could change what a backup does (I7, attack row I11)', async () => {
  for (const name of [
    'PYTHONPATH',
    'PYTHONSTARTUP',
    'LD_PRELOAD',
    'SSH_ASKPASS',
    'SSH_AUTH_SOCK',
    'RDIFF_BACKUP_VERBOSITY',
    'GIT_SSH',
    'SECRET',
  ])
    vi.stubEnv(name, name === 'LD_PRELOAD' ? '' : '/tmp/evil');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { stdout } = await systemProcesses().run({ file: '/usr/bin/env', args: ['-0'], cwd: '/', timeoutMs: 10_000 });
  const entries = stdout
    .split('\0')
    .slice(0, -1)
    .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]);
  expect(Object.fromEntries(entries)).toEqual(wanted);
});

it('a program is found in an absolute folder of the PATH, and only if it is one that can be run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
    vi.unstubAllEnvs();
  });
  for (const name of ['one', 'two', 'three']) mkdirSync(join(folder, name));
  mkdirSync(join(folder, 'one/tool'));
  writeFileSync(join(folder, 'two/tool'), 'not executable');
  chmodSync(join(folder, 'two/tool'), 0o644);
  writeFileSync(join(folder, 'three/tool'), '#!/bin/sh\n');
  chmodSync(join(folder, 'three/tool'), 0o755);
  // Where root may look everywhere, a link to itself stands for what lets nobody look.
  symlinkSync('loop', join(folder, 'loop'));
  vi.stubEnv('PATH', `:.:relative:${['loop', 'one', 'two', 'three'].map((name) => join(folder, name)).join(':')}`);
  expect(findProgram('tool')).toBe(join(folder, 'three/tool'));
  expect(findProgram('no-such-program')).toBeUndefined();
  vi.stubEnv('PATH', undefined);
  expect(findProgram('sh')).toMatch(/^\/(?:usr\/)?bin\/sh$/);
});
