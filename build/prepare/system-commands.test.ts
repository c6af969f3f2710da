import { describe, expect, it } from 'vitest';
import { adviceFor, missingPackages } from './system-commands.mjs';

const machine =
  (...commands: string[]) =>
  (command: string) =>
    commands.includes(command);
const complete = ['rdiff-backup', 'sshd', 'ssh', 'ssh-keygen', 'flock'];

describe('missingPackages', () => {
  it('is empty on a machine that has every command', () => {
    expect(missingPackages('test', machine(...complete))).toEqual([]);
  });

  it('names a package once, however many of its commands are missing', () => {
    expect(missingPackages('demo', machine('rdiff-backup', 'sshd', 'flock'))).toEqual(['openssh-client']);
  });

  it('names the package, not the command', () => {
    expect(missingPackages('bench', machine())).toEqual(['rdiff-backup', 'openssh-server', 'openssh-client', 'util-linux']);
  });

  it('asks for an SSH server only where one is started', () => {
    expect(missingPackages('start', machine('rdiff-backup', 'ssh', 'ssh-keygen', 'flock'))).toEqual([]);
  });
});

describe('adviceFor', () => {
  it('is the line to type where there is apt', () => {
    expect(adviceFor(['rdiff-backup', 'openssh-server'], true)).toBe(
      'Missing: rdiff-backup, openssh-server. Install them with: sudo apt-get install -y rdiff-backup openssh-server',
    );
  });

  it('names the packages where there is none', () => {
    expect(adviceFor(['rdiff-backup'], false)).toBe('Missing: rdiff-backup. Install them with the package manager of this system.');
  });
});
