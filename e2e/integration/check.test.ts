import { once } from 'node:events';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../electron/contract/incident.ts';
import { openFakeTime } from '../office/fake-time.ts';
import { missing } from '../office/needs.ts';
import { waitUntil } from '../office/processes.ts';
import { readMail } from '../office/received-mail.ts';
import { random } from '../office/random.ts';
import { scratch } from '../office/scratch.ts';
import { modosuShell } from '../office/shell.ts';
import { startSmtpSink } from '../office/smtp.ts';
import { directly } from '../office/transports.ts';
import { startReceiver } from '../office/web-receiver.ts';

const needs = missing.fakeTime ?? missing.rdiffBackup;
const rounds = process.env['MODOSU_FULL'] === '1' ? 20 : 4;

const subjects = (messages: readonly { raw: string }[]) =>
  messages.map(({ raw }) => readMail(raw).headers.find(({ name }) => name === 'Subject')?.value ?? '');

/** A home with one job, mail to a real server, and a clock that is moved. */
async function setup() {
  const room = await scratch('modosu-check');
  const [time, smtp] = await Promise.all([openFakeTime(room.dir), startSmtpSink()]);
  const shell = modosuShell(join(room.dir, 'home'), { ...time.env, PATH: `${time.bin}:${process.env['PATH'] ?? ''}` });
  const source = join(room.dir, 'www');
  await mkdir(source);
  await writeFile(join(source, 'index.html'), 'hello');
  await shell.call('job', 'add', 'web1', '--from', source, '--to', join(room.dir, 'repository'));
  const mail = ['--host', '127.0.0.1', '--port', String(smtp.port), '--tls', 'none'];
  await shell.call('mail', 'set', ...mail, '--from', 'modosu@example.com', '--to', 'admin@example.com');
  return {
    ...{ room, time, smtp, shell, source },
    close: async () => {
      await smtp.close();
      await room.remove();
    },
  };
}

describe.skipIf(needs)(`modosu check, while nothing else of Modosu lives (I4, H1)${needs ? ` (${needs})` : ''}`, () => {
  it('is silent while everything is as it should be', async () => {
    const { shell, smtp, close } = await setup();
    try {
      await shell.call('run', 'web1');
      const answer = await shell.call('check');
      expect([answer.code, answer.stdout]).toEqual([0, 'Everything is as it should be.\n']);
      expect(smtp.messages).toEqual([]);
    } finally {
      await close();
    }
  });

  it(`the program SIGKILLed and the clock advanced: a mail within one tick of the timer, ${rounds} of ${rounds}`, async () => {
    const chance = random(4);
    for (let round = 1; round <= rounds; round += 1) {
      const { shell, smtp, time, close } = await setup();
      try {
        await shell.call('run', 'web1');
        const program = shell.start('watch');
        if (program.stdout) await once(program.stdout, 'data');
        const isWatching = async () => (await shell.ask<{ next: number | null }[]>('due')).value[0]?.next !== undefined;
        await waitUntil(isWatching, { what: 'the program to watch' });
        expect((await shell.call('check')).code).toBe(0);
        program.kill('SIGKILL');
        await once(program, 'exit');
        await time.ahead(31 * 60 + Math.floor(chance.next() * 180));
        const { code, value } = await shell.ask<Incident[]>('check');
        expect([code, value.map(({ cause }) => cause)]).toEqual([1, ['engine-quiet']]);
        expect(subjects(smtp.messages)).toEqual(['[modosu] Modosu is not running']);
        // A second check says the same and mails nothing more.
        expect((await shell.call('check')).code).toBe(1);
        expect(smtp.messages).toHaveLength(1);
      } finally {
        await close();
      }
    }
  }, 300_000);

  it('a backup that is overdue, though no program of ours ever stayed: mailed once, with the last good session', async () => {
    const { shell, smtp, time, close } = await setup();
    try {
      await shell.call('run', 'web1');
      await time.ahead(25 * 3600);
      expect((await shell.call('check')).code).toBe(0);
      await time.ahead(27 * 3600);
      const answer = await shell.call('check');
      expect(answer.code).toBe(1);
      expect(answer.stdout).toMatch(/web1 has had no good backup for 27 hours\.\n {4}Nothing failed, but no backup came to a good end/);
      await shell.call('check');
      expect(subjects(smtp.messages)).toHaveLength(1);
      expect(subjects(smtp.messages)[0]).toMatch(/^\[modosu\] web1 → \/\S+\/repository: overdue$/);
      const { body } = readMail(smtp.messages[0]?.raw ?? '');
      expect(body).toMatch(/Last good session: \w+day,? \d+ \w+ \d{4}/);
      await shell.call('run', 'web1');
      expect((await shell.call('check')).code).toBe(0);
    } finally {
      await close();
    }
  });

  it('tells a webhook of what it finds before it ends', async () => {
    const [{ shell, room, time, close }, receiver] = await Promise.all([setup(), startReceiver()]);
    try {
      await shell.call('run', 'web1');
      const door = await directly(join(room.dir, 'home'));
      const [changed] = await door.ask([{ name: 'alerts.change', input: JSON.stringify({ webhook: `${receiver.address}/hook` }) }]);
      expect(changed?.ok).toBe(true);
      await door.close();
      await time.ahead(27 * 3600);
      expect((await shell.call('check')).code).toBe(1);
      expect(receiver.heard.map((line) => (JSON.parse(line.slice('/hook '.length)) as { event: string }).event)).toEqual(['opened']);
    } finally {
      await Promise.all([close(), receiver.close()]);
    }
  });

  it('a session that is gone from the repository protects nothing', async () => {
    const { shell, room, time, close } = await setup();
    try {
      await time.ahead(27 * 3600);
      await shell.call('run', 'web1');
      expect((await shell.call('check')).code).toBe(0);
      const data = join(room.dir, 'repository/rdiff-backup-data');
      const marker = (await readdir(data)).find((name) => name.startsWith('current_mirror.')) ?? '';
      await rename(join(data, marker), join(data, marker.replace(/\.20\d\d-/, '.2019-')));
      const { value } = await shell.ask<Incident[]>('check');
      expect(value.map(({ cause }) => cause)).toEqual(['never-ran']);
    } finally {
      await close();
    }
  });
});
