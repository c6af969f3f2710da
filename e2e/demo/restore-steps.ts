import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RestoreDraft } from '../../electron/contract/restore.ts';
import type { Run } from '../../electron/contract/run.ts';
import { formatDate, formatDuration } from '../../electron/contract/words/format.ts';
import { provenLine, reportLines } from '../../electron/contract/words/restore-lines.ts';
import { createWords } from '../../electron/contract/words/translate.ts';
import type { Engine } from '../../electron/engine.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import type { Office } from '../office/office.ts';
import { startSshd } from '../office/sshd.ts';
import { must, saying } from './asking.ts';
import { check, type Story } from './story.ts';

const t = createWords('en');
const when = (session: number) => formatDate(session * 1000, 'en');
const said = (run: Run) => [saying(run), ...reportLines({ t, language: 'en', when, path: (path) => path }, run)];

async function ended(engine: Engine, { id }: Run): Promise<Run> {
  await engine.idle();
  return must(await engine.ask('run.get', { run: id }));
}

/** Restores as it was previewed; every file must be verified. */
async function restored(engine: Engine, draft: Pick<RestoreDraft, 'at' | 'paths' | 'place'>): Promise<Run> {
  const preview = must(await engine.ask('restore.preview', { name: 'website', ...draft }));
  check(preview.obstacle === null, `it cannot be restored there: ${preview.obstacle ?? ''}`);
  const confirmed = { replace: preview.replace, remove: preview.remove };
  const run = await ended(engine, must(await engine.ask('restore.start', { name: 'website', ...draft, confirmed })));
  check(run.outcome?.kind === 'ok', said(run).join('; '));
  check(run.report !== null && run.report.verified === run.report.ofFiles, 'not every file was verified');
  return run;
}

/** The lines about restores: as it was ten days ago, one file and back again, a standby server, a drill. */
export async function restoreSteps(engine: Engine, office: Office, { tell }: Story): Promise<void> {
  const { webRoot, history, dir } = office;
  const then = history.findLast(({ time }) => time * 1000 <= Date.now() - 10 * 86_400_000);
  const asThen = async (folder: string) => {
    const different = differences(then?.manifest ?? new Map<string, string>(), await manifestOf(folder));
    check(different.length === 0, `it differs from what was there: ${different.slice(0, 3).join('; ')}`);
  };

  await tell('The site of ten days ago', async () => {
    const place = { kind: 'path', to: join(dir, 'restored/www') } as const;
    const run = await restored(engine, { at: '10D', paths: [''], place });
    check(run.report?.session === then?.time, `the session of ${when(run.report?.session ?? 0)}`);
    await asThen(place.to);
    return [...said(run), 'Byte for byte what was there then'].join('\n        | ');
  });
  await tell('One file in its place, and back again', async () => {
    const file = join(webRoot, 'config/settings.php');
    await writeFile(file, 'broken by an update\n');
    const broken = await stat(file);
    const run = await restored(engine, { at: '1B', paths: ['config/settings.php'], place: { kind: 'original' } });
    check((await readFile(file, 'utf8')).startsWith('<?php'), 'the file is not back');
    const undone = await ended(engine, must(await engine.ask('restore.undo', { run: run.id })));
    const { mtimeMs } = await stat(file);
    check(undone.outcome?.kind === 'ok', said(undone).join('; '));
    check((await readFile(file, 'utf8')) === 'broken by an update\n' && mtimeMs === broken.mtimeMs, 'it was not put back');
    await restored(engine, { at: '1B', paths: ['config/settings.php'], place: { kind: 'original' } });
    return 'restored, put back as it was before, restored again';
  });
  await tell('Everything onto a standby server', async () => {
    const sshDir = join(dir, 'standby/etc/ssh');
    await mkdir(sshDir, { recursive: true });
    const sshd = await startSshd({ dir: sshDir });
    try {
      const { port, user, keyFile } = sshd;
      const draft = { name: 'standby', address: '127.0.0.1', port, user, keyFile, command: 'rdiff-backup' };
      must(await engine.ask('host.add', { ...draft, fingerprint: sshd.fingerprint() }));
      const folder = join(dir, 'standby/var/www');
      const run = await restored(engine, { at: '10D', paths: [''], place: { kind: 'path', to: `standby:${folder}` } });
      await asThen(folder);
      return `${said(run).slice(1, 3).join('; ')}; byte for byte`;
    } finally {
      must(await engine.ask('host.remove', { name: 'standby' }));
      await sshd.dispose();
    }
  });
  await tell('A drill: is all of it still there?', async () => {
    const run = await ended(engine, must(await engine.ask('drill.start', { name: 'website', scope: 'full' })));
    check(run.outcome?.kind === 'ok', said(run).join('; '));
    const [job] = must(await engine.ask('status', {})).jobs;
    check(job?.proven?.run === run.id && job.proven.damaged === 0, 'the overview does not know of it');
    const took = formatDuration(run.report?.ms ?? 0, 'en');
    return `${took}; ${job?.proven ? provenLine(t, 'en', job.proven, Date.now()) : ''}`;
  });
}
