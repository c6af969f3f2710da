import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bootCommand, handArguments, letter } from '../../electron/restore/restore.testing.ts';
import { sampleHost } from '../../electron/contract/samples.testing.ts';
import { handMirror, session } from '../office/hand-mirror.ts';
import { systemPython } from '../office/needs.ts';
import { planBytes, plannedFile, plannedFolder } from '../office/restore-plan.ts';
import { newWorkName } from '../office/staging.ts';

describe('the script that lets a hand on a host wait for a word', () => {
  const { dir, mirror, inMirror } = handMirror('modosu-word');

  /** Lets the script deliver an order; in the place of ssh, a hand on this machine. Answers the lines that came back. */
  async function delivered(content: string, reads?: string): Promise<string[]> {
    inMirror('f', content);
    const folder = join(dir(), 'run');
    mkdirSync(folder, { recursive: true });
    const ssh = join(dir(), 'ssh');
    const words = bootCommand(systemPython).map((word) => `'${word}'`);
    const reader = { machine: sampleHost({ id: 'host-0000000b' }), head: './head', plan: './plan' };
    const other = reads === undefined ? '' : `case "$*" in *${reader.machine.id}) ${reads};; esac\n`;
    writeFileSync(ssh, `#!/bin/sh\n${other}exec ${words.join(' ')}\n`);
    chmodSync(ssh, 0o755);
    const then = { root: join(dir(), 'root'), mode: 'new', exact: false, special: false, stamp: '2026-02-03-040506', waits: true };
    const work = { parent: dir(), name: newWorkName() };
    const plan = planBytes([plannedFolder(''), plannedFile('f', Buffer.from('right'))]);
    const order = {
      op: 'stage',
      repository: mirror(),
      session,
      work,
      from: reads === undefined ? 'repository' : 'stream',
      then,
      plan: plan.length,
    };
    writeFileSync(join(folder, 'head'), await letter(order, null));
    writeFileSync(join(folder, 'plan'), plan);
    const to = { machine: sampleHost(), head: './head', plan: './plan' };
    const [file, ...args] = handArguments({ python: systemPython, ssh }, to, {
      waits: true,
      reader: reads === undefined ? undefined : reader,
    });
    return execFileSync(file, args, { cwd: folder, encoding: 'utf8', timeout: 20_000 }).trimEnd().split('\n');
  }
  const endOf = (lines: string[]) => (JSON.parse(lines.at(-1) ?? '') as { end: Record<string, unknown> }).end;

  it('gives it once what was staged is told', async () => {
    const lines = await delivered('right');
    expect(lines.at(-2)).toMatch(/^\{"staged"/);
    expect([endOf(lines)['placed'] !== undefined, existsSync(join(dir(), 'root/f'))]).toEqual([true, true]);
  });

  it('comes to its end where something is left for rdiff-backup, and nothing is staged whole', async () => {
    const lines = await delivered('wrong');
    expect([endOf(lines)['again'], endOf(lines)['placed'], existsSync(join(dir(), 'root'))]).toEqual([[1], undefined, false]);
  });

  it('is not waited for where the one that reads, on another host, could not begin', async () => {
    const lines = await delivered('right', 'echo no program of yours >&2; exit 1');
    expect([endOf(lines)['failed'], existsSync(join(dir(), 'root'))]).toEqual(['gone', false]);
  });

  it('places nothing where there can be no pipe with a name', async () => {
    mkdirSync(join(dir(), 'run/word'), { recursive: true });
    const lines = await delivered('right');
    expect([endOf(lines)['verified'], endOf(lines)['placed'], existsSync(join(dir(), 'root'))]).toEqual([1, undefined, false]);
  });
});
