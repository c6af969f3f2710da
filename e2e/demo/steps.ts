import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createEngine, tables, type Engine } from '../../electron/engine.ts';
import type { Run } from '../../electron/contract/run.ts';
import { formatBytes } from '../../electron/contract/words/format.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import type { Office } from '../office/office.ts';
import { readMail } from '../office/received-mail.ts';
import { restoredDifferences } from '../office/restore-check.ts';
import { changeWebRoot } from '../office/web-root.ts';
import { must, saying } from './asking.ts';
import { restoreSteps } from './restore-steps.ts';
import { check, type Story } from './story.ts';

async function runOnce(engine: Engine): Promise<Run> {
  const { id } = must(await engine.ask('run.start', { name: 'website' }));
  await engine.idle();
  return must(await engine.ask('run.get', { run: id }));
}

/** The run for a due time, once it is over. */
async function runOf(engine: Engine, slot: number): Promise<Run> {
  for (;;) {
    const run = must(await engine.ask('run.list', { name: 'website', limit: 5 })).find((each) => each.slot === slot);
    if (run?.state === 'done') return run;
    await sleep(100);
  }
}

function numbers({ session }: Run): string {
  if (!session) return 'no session';
  return `${session.files} files, ${formatBytes(session.bytes, 'en')}; ${session.newFiles} new, ${session.changedFiles} changed, ${session.deletedFiles} deleted`;
}

/** A run that must be green and whose mirror must be the source, file by file. */
async function goodRun(engine: Engine, office: Office): Promise<Run> {
  const run = await runOnce(engine);
  check(run.outcome?.kind === 'ok' || run.outcome?.kind === 'recovered', saying(run));
  const source = new Map([...(await manifestOf(office.webRoot))].filter(([path]) => !leftOut(path)));
  const different = differences(source, await manifestOf(office.repository));
  check(different.length === 0, `the mirror differs: ${different.slice(0, 3).join('; ')}`);
  return run;
}

/** The office as the demo needs it: every server answers, thirty sessions are there. */
export async function officeFacts({ sshd, smtp, history }: Office): Promise<string> {
  const socket = connect(smtp.port, '127.0.0.1');
  const [greeting] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  check(greeting.toString().startsWith('220'), 'the mail server does not answer');
  check(history.length === 30, `${history.length} sessions instead of 30`);
  return `sshd on port ${sshd.port}, mail on port ${smtp.port}, a web root of ${history.at(-1)?.manifest.size ?? 0} entries with 30 daily sessions`;
}

/** What the preset for web servers leaves out of this web root. */
const leftOut = (path: string) => path.startsWith('cache/');

/** The lines of the demo behind the first, through the same engine that the program runs on. */
export async function demoSteps(office: Office, home: string, story: Story): Promise<void> {
  const { tell } = story;
  const { sshd, smtp, webRoot, repository, history } = office;
  await mkdir(home, { recursive: true });
  // The program's clock, so that a night passes in a moment; everything else is as it is on any day.
  let ahead = 0;
  const clock = { ...systemClock, now: () => Date.now() + ahead };
  const engine = createEngine({ ...machinePorts(home, tables), clock }, home);
  const draft = { name: 'web1', address: '127.0.0.1', port: sshd.port, user: sshd.user, keyFile: sshd.keyFile, command: 'rdiff-backup' };

  await tell('First contact with web1', async () => {
    const seen = must(await engine.ask('host.scan', draft));
    check(seen.fingerprint === sshd.fingerprint(), `another key: ${seen.fingerprint}`);
    const refused = await engine.ask('host.add', { ...draft, fingerprint: `SHA256:${'A'.repeat(43)}` });
    check(!refused.ok && refused.failure.kind === 'fingerprint-differs', 'a wrong fingerprint was taken');
    must(await engine.ask('host.add', { ...draft, fingerprint: seen.fingerprint }));
    return `${seen.hostKey.type} ${seen.fingerprint.slice(0, 19)}… confirmed; a wrong one was refused`;
  });
  await tell('Host test', async () => {
    const verdict = must(await engine.ask('host.test', { name: 'web1' }));
    check(verdict.verdict === 'ok', verdict.verdict);
    return `ok, rdiff-backup ${verdict.versionThere ?? '?'} there, ${verdict.versionHere ?? '?'} here`;
  });
  await tell('A job for the web root', async () => {
    must(await engine.ask('job.add', { name: 'website', from: `web1:${webRoot}`, to: repository, presets: ['web'], adopt: true }));
    const { level } = must(await engine.ask('status', {}));
    check(level === 'at-risk', `it counts as ${String(level)} before its first run`);
    return 'web1 → here, adopts the 30 sessions; at risk until its first own run';
  });
  await tell('Backup of today over SSH', async () => {
    const run = await goodRun(engine, office);
    check(must(await engine.ask('status', {})).level === 'protected', 'not protected after a good run');
    return `${saying(run)}, ${numbers(run)}; the mirror is the source file by file, without its cache`;
  });
  await tell('The site changes, a second backup', async () => {
    await changeWebRoot(webRoot, { seed: 7, day: 99 });
    const run = await goodRun(engine, office);
    const { newFiles = 0, changedFiles = 0 } = run.session ?? {};
    check(newFiles + changedFiles > 0, 'no change was seen');
    return `${saying(run)}, ${numbers(run)}; increment ${formatBytes(run.session?.incrementBytes ?? 0, 'en')}`;
  });
  await tell('Mail for alerts', async () => {
    const mail = { host: '127.0.0.1', port: smtp.port, tls: 'none', user: null, password: 'file', from: 'modosu@example.com' } as const;
    const settings = { ...mail, to: ['admin@example.com'] };
    const { verdict } = must(await engine.ask('mail.test', { mail: settings, password: null }));
    check(verdict === 'sent' && smtp.messages.length === 1, `the test mail: ${verdict}`);
    must(await engine.ask('mail.set', { mail: settings, password: null }));
    return 'set up; the test mail arrived';
  });
  await tell('02:30 comes while the server is down', async () => {
    await sshd.stop();
    await engine.stay();
    const [due] = must(await engine.ask('schedule.due', {}));
    ahead = (due?.next ?? 0) - Date.now();
    engine.wake();
    const run = await runOf(engine, due?.next ?? 0);
    await engine.idle();
    ahead = 0;
    check(run.trigger === 'schedule' && run.outcome?.kind === 'failed' && run.outcome.cause === 'refused', saying(run));
    check(run.evidence?.decisive?.includes('Connection refused') === true, 'the evidence is missing');
    return `began by itself; ${saying(run)}`;
  });
  await tell('One mail says so', () => {
    check(smtp.messages.length === 2, `${smtp.messages.length - 1} mails instead of one`);
    const { headers, body } = readMail(smtp.messages[1]?.raw ?? '');
    const subject = headers.find(({ name }) => name === 'Subject')?.value ?? '';
    check(subject.startsWith('[modosu] website → ') && subject.endsWith(': failed'), subject);
    return [subject, ...body.trim().split('\n')].join('\n        | ');
  });
  await tell('The overview says so', async () => {
    const { level, jobs } = must(await engine.ask('status', {}));
    check(level === 'attention', `it says ${String(level)}`);
    check(jobs[0]?.lastGood !== null, 'the good run before is forgotten');
    return 'attention; the last good session is still known';
  });
  await tell('The server comes back', async () => {
    await sshd.start();
    const run = await goodRun(engine, office);
    check(must(await engine.ask('status', {})).level === 'protected', 'not protected again');
    return `${saying(run)}, ${numbers(run)}; protected again`;
  });
  await restoreSteps(engine, office, story);
  await tell('Nothing was lost', async () => {
    const chosen = [history[0], history[14], history[29]].filter((session) => session !== undefined);
    for (const { time, manifest } of chosen) {
      const different = await restoredDifferences({ repository, time, manifest, scratchDir: office.dir });
      check(different.length === 0, `${new Date(time * 1000).toISOString()}: ${different.slice(0, 3).join('; ')}`);
    }
    return 'the sessions of 30 days ago, 16 days ago and yesterday restore byte for byte';
  });
  engine.close();
}
