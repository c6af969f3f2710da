import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MailSettings } from '../../electron/contract/alerts.ts';
import { visible } from '../../electron/contract/words/visible.ts';
import { createMailer } from '../../electron/platform/mailer.ts';
import type { MailText } from '../../electron/platform/ports.ts';
import { hostileMailTexts } from '../office/hostile-mail.ts';
import { startMailServer, type MailServer } from '../office/mail-server.ts';
import { readMail } from '../office/received-mail.ts';
import { scratch } from '../office/scratch.ts';
import type { ReceivedMail } from '../office/smtp.ts';

const from = 'modosu@example.org';
const to = 'admin@example.org';
const canaryText = 'this is what the file says';
const mail: MailText = { messageId: '<1.modosu@example.org>', to, subject: 'subject', text: 'body' };
const headerNames = [
  'Auto-Submitted',
  'Content-Transfer-Encoding',
  'Content-Type',
  'Date',
  'From',
  'MIME-Version',
  'Message-ID',
  'Subject',
  'To',
];

let server: MailServer;
let texts: readonly string[];
beforeAll(async () => {
  const place = await scratch('modosu-mail');
  const canary = join(place.dir, 'canary');
  await writeFile(canary, canaryText);
  texts = hostileMailTexts(canary);
  server = await startMailServer();
  return async () => {
    await server.close();
    await place.remove();
  };
});

/** Sends a mail and answers what came of it and what the server took. */
async function sent(change: Partial<MailText>, settings: Partial<MailSettings> = {}) {
  const [before, heard] = [server.messages.length, server.heard().length];
  const all: MailSettings = { host: '127.0.0.1', port: server.port, tls: 'none', user: null, password: 'ask', from, to: [to], ...settings };
  const result = await createMailer().send(all, 'password', { ...mail, ...change });
  return { result, taken: server.messages.slice(before), heard: server.heard().slice(heard) };
}

/** A mail that left must be one mail, from and to nobody else, with no header of its own making and nothing of the file. */
function expectOrdinary(
  { result, taken, heard }: Awaited<ReturnType<typeof sent>>,
  expected: { from?: string; to?: string; subject?: string; text?: string } = {},
): void {
  expect([result, taken.length]).toEqual([{ kind: 'sent' }, 1]);
  const { headers, body } = readMail(taken[0]?.raw ?? '');
  const values = headersOf(taken[0]);
  expect(taken.map((one) => [one.from, one.to])).toEqual([[expected.from ?? from, [expected.to ?? to]]]);
  expect(headers.map(({ name }) => name).sort()).toEqual(headerNames);
  expect([values.get('From'), values.get('To'), values.get('Auto-Submitted')]).toEqual([
    expected.from ?? from,
    expected.to ?? to,
    'auto-generated',
  ]);
  expect([values.get('Subject'), body.replace(/\n$/, '')]).toEqual([
    expected.subject ?? 'subject',
    (expected.text ?? 'body').replace(/\n$/, ''),
  ]);
  expect(values.get('Content-Type')).toMatch(/^text\/plain; charset=utf-8/);
  expect(commandsIn(heard)).toEqual(['EHLO', 'MAIL', 'RCPT', 'DATA']);
  expect(heard).not.toContain(canaryText);
}

const headersOf = (taken: ReceivedMail | undefined) => new Map(readMail(taken?.raw ?? '').headers.map(({ name, value }) => [name, value]));

/** What a server that reads lines would take for a command, outside of the message. */
const commandsIn = (heard: string): string[] =>
  heard
    .replace(/DATA\r\n[\s\S]*?\r\n\.\r\n/, 'DATA\r\n')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ')[0] ?? '');

describe('N1-N3, N5: 45 hostile texts in every field that reaches a mail', () => {
  it('are 45', () => {
    expect(new Set(texts).size).toBe(45);
  });

  it('as the subject: one line, and the same when it is read', async () => {
    for (const subject of texts) {
      const seen = Array.from(visible(subject).replaceAll('=?', '= ?')).slice(0, 250).join('');
      expectOrdinary(await sent({ subject }), { subject: seen.trim() });
    }
  });

  it('as the body: text, and the same when it is read', async () => {
    for (const text of texts) {
      const lines = text.replace(/\r\n?/g, '\n').split('\n');
      expectOrdinary(await sent({ text }), { text: lines.map((line) => line.split('\t').map(visible).join('\t')).join('\n') });
    }
  });

  it('as the Message-ID: one header', async () => {
    for (const messageId of texts) {
      const found = await sent({ messageId });
      expectOrdinary(found);
      expect(headersOf(found.taken[0]).get('Message-ID')).toMatch(/^<[A-Za-z0-9.@_+=-]*>$/);
    }
  });

  it.each(['recipient', 'sender'] as const)('as the %s: refused before anybody is asked', async (field) => {
    for (const address of texts) {
      const { result, heard } = field === 'recipient' ? await sent({ to: address }) : await sent({}, { from: address });
      expect([address, result, heard]).toEqual([address, { kind: 'trouble', trouble: `${field}-refused`, line: '' }, '']);
    }
  });

  it('as the user: refused before anybody is asked, or this very user', async () => {
    const isName = (text: string) => !/\p{Cc}/u.test(text) && text.length < 1000;
    for (const user of texts.filter(isName)) {
      await server.become({ login: { user, password: 'password' } });
      const { result, taken } = await sent({}, { user });
      expect([user, result, taken.length]).toEqual([user, { kind: 'sent' }, 1]);
    }
    for (const user of texts.filter((text) => !isName(text))) {
      const { result, heard } = await sent({}, { user });
      expect([user, result, heard]).toEqual([user, { kind: 'trouble', trouble: 'login', line: '' }, '']);
    }
    await server.become({});
  });

  it('and an object that slips in where a text belongs reads no file', async () => {
    for (const path of texts.filter((text) => text.startsWith('/'))) {
      for (const hostile of [{ path }, { href: `file://${path}` }, { raw: { path } }, [path]]) {
        const found = await sent({ text: hostile as unknown as string });
        expect([found.result.kind, found.taken, found.heard]).toEqual(['trouble', [], '']);
      }
    }
  });
});
