import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bootCommand, letter, programThere } from '../../electron/restore/restore.testing.ts';
import { handMirror, session } from '../office/hand-mirror.ts';
import { systemPython } from '../office/needs.ts';
import { planBytes, plannedFile, plannedFolder } from '../office/restore-plan.ts';
import { newWorkName } from '../office/staging.ts';

// Starts what follows with a pipe to read from, writes a file into that, and tells how much the pipe holds in the end, and what was said.
const throughPipe = `
import fcntl, os, subprocess, sys
reading, writing = os.pipe()
hand = subprocess.Popen(sys.argv[2:], stdin=reading, stdout=subprocess.PIPE)
with open(sys.argv[1], 'rb') as letter:
    os.write(writing, letter.read())
print(hand.stdout.read().decode().splitlines()[-1])
print(fcntl.fcntl(writing, 1032))
`;

describe('the letter to a hand on a host', () => {
  const { dir, mirror, inMirror } = handMirror('modosu-letter');
  const plan = planBytes([plannedFolder(''), plannedFile('f', Buffer.from('right'))]);

  /** Lets a hand read a letter with this packed plan from a pipe; answers its end, its work folder and what the pipe holds. */
  async function delivered(packed: Buffer) {
    inMirror('f', 'right');
    const work = { parent: dir(), name: newWorkName() };
    const order = { op: 'stage', repository: mirror(), session, work, from: 'repository', then: null, packed: true };
    const path = join(dir(), 'letter');
    writeFileSync(path, await letter(order, packed, await programThere()));
    const said = execFileSync(systemPython, ['-I', '-c', throughPipe, path, ...bootCommand(systemPython)], { encoding: 'utf8' });
    const [line = '', holds] = said.trimEnd().split('\n');
    return { end: (JSON.parse(line) as { end: Record<string, unknown> }).end, work: join(work.parent, work.name), holds: Number(holds) };
  }

  it('is read with its program and its plan packed', async () => {
    const { end, work } = await delivered(gzipSync(plan));
    expect([end['verified'], existsSync(join(work, 'tree/f'))]).toEqual([1, true]);
  });

  it('is refused with a plan that cannot be unpacked, and nothing is made', async () => {
    for (const packed of [plan, gzipSync(plan).subarray(0, -9)]) {
      const { end, work } = await delivered(packed);
      expect([end['failed'], existsSync(work)]).toEqual(['bad-plan', false]);
    }
  });

  it('comes through a pipe that is made as wide as anybody may have it', async () => {
    expect((await delivered(gzipSync(plan))).holds).toBe(1024 * 1024);
  });
});
