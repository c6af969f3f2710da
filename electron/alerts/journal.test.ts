import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { answered, fakeProcesses } from '../platform/fakes.testing.ts';
import type { ShortCommand, ShortResult } from '../platform/ports.ts';
import { systemProcesses } from '../platform/processes.ts';
import { writeJournalLine } from './journal.ts';

function setup(answer: ShortResult = answered(0)) {
  const commands: ShortCommand[] = [];
  const processes = fakeProcesses({
    run: (command) => {
      commands.push(command);
      return Promise.resolve(answer);
    },
  });
  return { processes, commands };
}

it('hands a line on as one argument behind the options, whatever it begins with (I5)', async () => {
  const { processes, commands } = setup();
  expect(await writeJournalLine({ processes }, '--file=/etc/shadow', 'err')).toBe(true);
  expect(commands.map(({ file, args }) => [file, ...args])).toEqual([
    ['/usr/bin/logger', '--tag', 'modosu', '--priority', 'user.err', '--size', '8192', '--', '--file=/etc/shadow'],
  ]);
});

it('answers false where there is no logger, or where it did not work', async () => {
  expect(await writeJournalLine({ processes: fakeProcesses({ find: () => undefined }) }, 'x', 'notice')).toBe(false);
  expect(await writeJournalLine(setup(answered(1)), 'x', 'notice')).toBe(false);
  expect(await writeJournalLine(setup({ kind: 'timed-out', code: -1, stdout: '', stderr: '' }), 'x', 'notice')).toBe(false);
});

it('the real logger hands over a line of 4 KiB whole', async ({ skip }) => {
  const real = systemProcesses();
  skip(real.find('logger') === undefined, 'needs logger');
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const socket = join(folder, 'log');
  let taken = '';
  const journal = createServer((sender) => sender.on('data', (piece: Buffer) => (taken += piece.toString())));
  journal.listen(socket);
  await once(journal, 'listening');
  onTestFinished(() => void journal.close());

  const processes = fakeProcesses({
    find: real.find,
    run: (command) => real.run({ ...command, args: ['--socket', socket, ...command.args] }),
  });
  const line = `${'x'.repeat(4000)} the end`;
  expect(await writeJournalLine({ processes }, line, 'err')).toBe(true);
  await vi.waitFor(() => expect(taken).toContain(` modosu: ${line}`));
  // user (1) times eight and err (3).
  expect(taken).toMatch(/^<11>/);
});
