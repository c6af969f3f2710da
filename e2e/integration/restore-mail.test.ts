import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Alerts } from '../../electron/contract/alerts.ts';
import { growHistory } from '../office/history.ts';
import { missing } from '../office/needs.ts';
import { readMail } from '../office/received-mail.ts';
import { openRestoring } from '../office/restoring.ts';
import { scratch } from '../office/scratch.ts';
import { modosuShell } from '../office/shell.ts';
import { startSmtpSink } from '../office/smtp.ts';

const firstTime = 1_772_000_000;
/** A name that would begin a header, end the text or colour a terminal, were it not shown harmlessly. */
const hostile = 'b\r\nBcc: evil@example.org\r\n.\r\n\u001b[31m.txt';

/** Two sessions of two files, the newest text of one of them damaged in the repository, and a mail server. */
async function world(language: Alerts['language']) {
  const place = await scratch('modosu-restore-mail');
  const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
  mkdirSync(join(source, 'docs'), { recursive: true });
  // Of another size each day: two within a second are told apart by nothing else.
  const write = (day: number) => writeFileSync(join(source, 'docs', hostile), 'night\n'.repeat(day + 1));
  write(0);
  writeFileSync(join(source, 'still.txt'), 'always the same');
  const options = { source, repository, sessions: 2, firstTime, stepSeconds: 86_400, seed: 0 };
  await growHistory({
    ...options,
    change: (_, day) => {
      write(day);
      return Promise.resolve();
    },
  });
  writeFileSync(join(repository, 'docs', hostile), 'nightNnight\n');
  const [smtp, restoring] = [await startSmtpSink(), openRestoring(place.dir)];
  onTestFinished(async () => {
    await restoring.close();
    await smtp.close();
    await place.remove();
  });
  await restoring.adopt('www', source, repository);
  const setUpMail = async () => {
    const mail = { host: '127.0.0.1', port: smtp.port, tls: 'none', user: null, password: 'file', from: 'modosu@example.com' } as const;
    await restoring.ask('mail.set', { mail: { ...mail, to: ['admin@example.com', 'boss@example.com'] }, password: null });
    await restoring.ask('alerts.change', { language });
  };
  const target = join(place.dir, 'target');
  const draft = { name: 'www', at: 'now', paths: ['docs', 'still.txt'], place: { kind: 'path', to: target } } as const;
  const restore = async (mail: boolean) => {
    const { run } = await restoring.restore({ ...draft, paths: [...draft.paths], mail });
    await restoring.engine.idle();
    return run;
  };
  const subjects = () => smtp.messages.map(({ to, raw }) => [...to, subjectOf(raw)]);
  return { place, repository, target, restoring, smtp, restore, setUpMail, subjects };
}

const subjectOf = (raw: string): string | undefined => readMail(raw).headers.find(({ name }) => name === 'Subject')?.value;

describe.skipIf(missing.rdiffBackup)('the report of a restore by mail', () => {
  it('arrives once at every recipient, as plain text that names the damaged file, and so does that of putting it back', async () => {
    const { place, target, restoring, smtp, restore, setUpMail, subjects } = await world('en');
    await setUpMail();
    mkdirSync(target);
    writeFileSync(join(target, 'still.txt'), 'something else');
    const run = await restore(true);
    expect([run.restore?.mail, run.report?.damaged.map(({ path }) => path)]).toEqual([true, [`docs/${hostile}`]]);
    const subject = `[modosu] www → ${target}: restore incomplete`;
    const both = ['admin@example.com', 'boss@example.com'].map((to) => [to, subject]);
    expect(subjects()).toEqual(both);

    const { headers, body } = readMail(smtp.messages[0]?.raw ?? '');
    const value = (wanted: string) => headers.filter(({ name }) => name.toLowerCase() === wanted).map((header) => header.value);
    expect([value('content-type'), value('bcc')]).toEqual([['text/plain; charset=utf-8'], []]);
    expect(body).toContain('\nWhat:\n  docs\n  still.txt\nSession: ');
    expect(body).toContain('\n1 of 2 files verified · ');
    expect(body).toMatch(
      /\nOne thing could not be brought back as it was\n {2}docs\/b\\u\{d\}\\u\{a\}Bcc: evil@example\.org\S+\.txt: does not match its recorded hash; a good version, read and matching its recorded hash, in the session of .* before it\n/,
    );
    expect(body).toContain(`What was there before is kept in ${run.report?.aside ?? '?'}\nTo put it back: modosu undo ${run.id}\n`);

    const other = openRestoring(place.dir);
    await other.close();
    expect(subjects()).toEqual(both);

    const undone = await restoring.ended(await restoring.ask('restore.undo', { run: run.id }));
    await restoring.engine.idle();
    expect([undone.outcome?.kind, readFileSync(join(target, 'still.txt'), 'utf8')]).toEqual(['ok', 'something else']);
    const undoSubject = `[modosu] www → ${target}: put back succeeded`;
    expect(subjects()).toEqual([...both, ['admin@example.com', undoSubject], ['boss@example.com', undoSubject]]);
  });

  it('is written in the language of the mails, also when a restore failed', async () => {
    const { target, smtp, restore, setUpMail, subjects, repository } = await world('ja');
    await setUpMail();
    writeFileSync(join(repository, 'still.txt'), 'ALWAYS the same');
    expect((await restore(true)).outcome?.kind).toBe('failed');
    expect(subjects()[0]).toEqual(['admin@example.com', `[modosu] www → ${target}: 復元（失敗）`]);
    const { body } = readMail(smtp.messages[0]?.raw ?? '');
    expect(body.split('。')[0]).toBe('何も復元していません');
    expect(body).toContain('\n  still.txt：記録されたハッシュと一致しません');
  });

  it('is neither sent without a wish, nor queued for later where no mail is set up', async () => {
    const { restoring, restore, setUpMail, subjects } = await world('en');
    await restore(true);
    await setUpMail();
    await restore(false);
    expect([subjects(), await restoring.ask('letter.list', { unsent: false, limit: 9 })]).toEqual([[], []]);
  });

  it('leaves before `modosu restore --mail` ends, which is refused where no mail is set up', async () => {
    const { place, target, smtp, setUpMail, subjects } = await world('en');
    const shell = modosuShell(join(place.dir, 'home'));
    const command = ['restore', 'www', 'still.txt', '--to', target, '--yes', '--mail'];
    expect(await shell.call(...command)).toMatchObject({
      code: 3,
      stderr: 'modosu: Mail is not set up, so no report can be sent. See modosu mail set, or restore without --mail.\n',
    });
    await setUpMail();
    expect((await shell.call(...command)).code).toBe(0);
    expect(subjects()).toEqual(['admin@example.com', 'boss@example.com'].map((to) => [to, `[modosu] www → ${target}: restore succeeded`]));
    expect(readMail(smtp.messages[0]?.raw ?? '').body).toContain('\nWhat: still.txt\n');
  });
});
