import { createServer } from 'node:http';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { must, openFastNights } from '../office/fast-nights.ts';
import { missing } from '../office/needs.ts';
import { listen } from '../office/ports.ts';
import { waitUntil } from '../office/processes.ts';
import { readMail } from '../office/received-mail.ts';
import { scratch } from '../office/scratch.ts';
import { startSmtpSink } from '../office/smtp.ts';
import { startReceiver } from '../office/web-receiver.ts';

const needs = missing.fakeTime ?? missing.rdiffBackup;

describe.skipIf(needs)(`what a failed night tells, and the good one after it${needs ? ` (${needs})` : ''}`, () => {
  it('mail with its body, log, ping and webhook; one incident, closed by the next good run (I3)', async () => {
    const room = await scratch('modosu-telling');
    const [smtp, receiver, fast] = await Promise.all([startSmtpSink(), startReceiver(), openFastNights(room.dir)]);
    const { engine } = fast;
    const night = async () => {
      const [due] = must(await engine.ask('schedule.due', {}));
      await fast.moveTo(due?.next ?? 0);
      await waitUntil(
        async () =>
          must(await engine.ask('run.list', { name: 'web1', limit: 1 })).some(({ slot, state }) => slot === due?.next && state === 'done'),
        { what: 'the night to pass', timeoutMs: 20_000 },
      );
      await engine.idle();
    };
    try {
      const source = join(room.dir, 'www');
      await mkdir(source);
      await writeFile(join(source, 'index.html'), 'hello');
      must(
        await engine.ask('job.add', {
          name: 'web1',
          from: source,
          to: join(room.dir, 'backup'),
          ping: `${receiver.address}/web1`,
          drillDays: null,
        }),
      );
      const mail = { host: '127.0.0.1', port: smtp.port, tls: 'none', user: null, password: 'file', from: 'modosu@example.com' } as const;
      must(await engine.ask('mail.set', { mail: { ...mail, to: ['admin@example.com', 'boss@example.com'] }, password: null }));
      must(await engine.ask('alerts.change', { webhook: `${receiver.address}/hook`, language: 'en' }));
      await engine.stay();
      await night();
      expect(smtp.messages).toEqual([]);
      expect(receiver.heard).toEqual(['/web1/start', '/web1']);

      await rename(source, `${source}-away`);
      await night();
      const [incident] = must(await engine.ask('incident.list', { open: true }));
      expect(incident).toMatchObject({ cause: 'failed', jobName: 'web1', closedAt: null });
      expect(smtp.messages.map(({ to }) => to)).toEqual([['admin@example.com'], ['boss@example.com']]);
      const { headers, body } = readMail(smtp.messages[0]?.raw ?? '');
      expect(headers.find(({ name }) => name === 'Subject')?.value).toBe(`[modosu] web1 → ${room.dir}/backup: failed`);
      expect(body).toContain(`web1 was not backed up: the source ${source} does not exist.`);
      expect(body).toMatch(/^Since: .*\nLast good session: .*\nFrom: .*\nTo: .*\nRun: 2$/m);
      expect(body).toContain('What to do\nCheck the path; is a disk not mounted?');
      expect(receiver.heard.filter((line) => line.startsWith('/web1')).slice(2)).toEqual(['/web1/start', '/web1/fail']);
      expect(JSON.parse(receiver.heard.find((line) => line.startsWith('/hook '))?.slice(6) ?? '')).toMatchObject({
        event: 'opened',
        incident: { id: incident?.id, cause: 'failed', job: 'web1', from: source, closedAt: null, run: 2 },
      });

      await rename(`${source}-away`, source);
      await night();
      expect(must(await engine.ask('incident.list', { open: true }))).toEqual([]);
      expect(must(await engine.ask('incident.list', { open: false }))).toHaveLength(1);
      expect(smtp.messages).toHaveLength(2);
      await fast.moveTo(fast.now() + 31 * 60_000);
      await waitUntil(() => smtp.messages.length === 4, { what: 'the good news', timeoutMs: 10_000 });
      expect(readMail(smtp.messages[2]?.raw ?? '').headers.find(({ name }) => name === 'Subject')?.value).toMatch(/: works again$/);
      expect(
        receiver.heard.filter((line) => line.startsWith('/hook ')).map((line) => (JSON.parse(line.slice(6)) as { event: string }).event),
      ).toEqual(['opened', 'closed']);
      const log = (await readFile(join(room.dir, 'home/backup.log'), 'utf8')).trim().split('\n');
      expect(log.map((line) => /rdiff-backup (\w+) From/.exec(line)?.[1])).toEqual(['succeeded', 'failed', 'succeeded']);
      expect(log[1]).toMatch(/ : the source \S+ does not exist$/);
    } finally {
      fast.close();
      await Promise.all([smtp.close(), receiver.close()]);
      await room.remove();
    }
  });

  it('an address that never answers delays no run and fails none', async () => {
    const room = await scratch('modosu-telling');
    const fast = await openFastNights(room.dir);
    const deaf = createServer(() => undefined);
    const port = await listen(deaf);
    try {
      const source = join(room.dir, 'www');
      await mkdir(source);
      await writeFile(join(source, 'index.html'), 'hello');
      must(
        await fast.engine.ask('job.add', { name: 'web1', from: source, to: join(room.dir, 'backup'), ping: `http://127.0.0.1:${port}/` }),
      );
      const begun = performance.now();
      const { id } = must(await fast.engine.ask('run.start', { name: 'web1' }));
      await waitUntil(async () => must(await fast.engine.ask('run.get', { run: id })).state === 'done', { what: 'the run' });
      expect(performance.now() - begun).toBeLessThan(8000);
      expect(must(await fast.engine.ask('run.get', { run: id })).outcome?.kind).toBe('ok');
    } finally {
      fast.close();
      deaf.closeAllConnections();
      deaf.close();
      await room.remove();
    }
  });
});
