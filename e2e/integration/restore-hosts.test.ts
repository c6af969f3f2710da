import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { growHistory, type Session } from '../office/history.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { openHereAndThere, type Restoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { makeKey, publicLine } from '../office/sshd-keys.ts';
import type { Sshd } from '../office/sshd.ts';

const races = Array.from({ length: everyRound ? 20 : 2 }, (_, race) => race);

describe.skipIf(missing.rdiffBackup !== undefined || missing.sshd !== undefined)('restoring from hosts and onto them', () => {
  let place: Scratch;
  let sshd: Sshd;
  let history: Session[];
  let restoring: Restoring;
  let target: string;
  const at = (session: number) => String(history[session]?.time);
  const draft = (name: string, to: string) => ({ name, at: at(0), paths: [''], place: { kind: 'path' as const, to } });

  beforeAll(async () => {
    place = await scratch('modosu-restore-hosts');
    const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
    target = join(place.dir, 'out/target');
    mkdirSync(join(source, 'docs'), { recursive: true });
    for (const name of ['a', 'docs/b', 'docs/new\nline', 'docs/\n', 'docs/.\n', 'back\\slash', 'x::y', '-dash'])
      writeFileSync(join(source, name), `${name} first`);
    const options = { source, repository, sessions: 2, firstTime: 1_772_000_000, stepSeconds: 86_400, seed: 0 };
    history = await growHistory({ ...options, change: (root) => writeFile(join(root, 'docs/b'), 'now another') });
    ({ restoring, sshd } = await openHereAndThere(place.dir, source, repository));
  });
  afterAll(async () => {
    await restoring.close();
    await sshd.dispose();
    await place.remove();
  });
  afterEach(async () => {
    await sshd.setAuthorized(undefined);
    await sshd.setForceCommand(undefined);
    await removeTree(join(place.dir, 'out'));
  });

  it('a key that may start nothing but rdiff-backup still gives everything, by rdiff-backup alone', async () => {
    const second = join(place.dir, 'read key');
    await makeKey(second);
    const { user, port, keyFile } = sshd;
    const host = { address: '127.0.0.1', user, port, keyFile, command: 'rdiff-backup' as const, fingerprint: sshd.fingerprint() };
    await restoring.ask('host.change', { ...host, was: 'web1', name: 'web1', readKeyFile: second });
    await sshd.letInAlso(`restrict,command="internal-sftp -R" ${publicLine(second)}`);
    await sshd.setAuthorized('restrict,command="rdiff-backup server"');
    const { run } = await restoring.restore(draft('there', target));
    expect(run.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(run.report?.byWay).toEqual({ mirror: 0, increments: 0, tool: 8 });
    expect(differences(await manifestOf(target), history[0]!.manifest)).toEqual([]);
    await restoring.ask('host.change', { ...host, was: 'web1', name: 'web1', readKeyFile: null });
  });

  it('onto a host where nothing but rdiff-backup may be started is refused in words', async () => {
    await sshd.setAuthorized('restrict,command="rdiff-backup server"');
    await expect(restoring.ask('restore.preview', draft('here', `web1:${target}`))).rejects.toThrow('target-restricted');
    expect(existsSync(join(place.dir, 'out'))).toBe(false);
  });

  it('onto a host that does not answer is refused with its cause', async () => {
    const { user, keyFile, port } = sshd;
    await restoring.ask('host.add', {
      name: 'away',
      address: '127.0.0.1',
      port,
      user,
      keyFile,
      command: 'rdiff-backup',
      fingerprint: sshd.fingerprint(),
    });
    await sshd.stop();
    try {
      await expect(restoring.ask('restore.preview', draft('here', `away:${target}`))).rejects.toThrow('refused');
    } finally {
      await sshd.start();
    }
  });

  it('onto a host takes two connections: one that looks, one that copies and places', async () => {
    const logins = async () => (await sshd.log()).split('Accepted publickey').length;
    const preview = await restoring.ask('restore.preview', draft('here', `web1:${target}`));
    const before = await logins();
    const confirmed = { replace: preview.replace, remove: preview.remove };
    const run = await restoring.ended(await restoring.ask('restore.start', { ...draft('here', `web1:${target}`), confirmed }));
    expect([run.outcome?.kind, (await logins()) - before]).toEqual(['ok', 2]);
    expect(differences(await manifestOf(target), history[0]!.manifest)).toEqual([]);
    expect(readdirSync(join(place.dir, 'out'))).toEqual(['target']);
  });

  it('a connection that breaks while files come leaves the target as it was', async () => {
    const { name, ...order } = draft('here', `web1:${target}`);
    await restoring.ask('restore.preview', { name, ...order });
    const started = await restoring.ask('restore.start', { name, ...order, confirmed: { replace: 0, remove: 0 } });
    const broken = new Promise<void>((resolve) => {
      const over = restoring.engine.on('run.progress', ({ phase }) => {
        if (phase !== 'staging' && phase !== 'surveying') return;
        over();
        void sshd.stop().then(resolve);
      });
    });
    await broken;
    const run = await restoring.ended(started);
    await sshd.start();
    // What was quicker than the break is whole.
    expect([run.outcome?.kind, existsSync(target)]).toEqual(run.outcome?.kind === 'ok' ? ['ok', true] : ['failed', false]);
    // Of what had to stay there meanwhile the next one leaves nothing.
    expect((await restoring.restore({ name, ...order })).run.outcome?.kind).toBe('ok');
    expect(readdirSync(join(place.dir, 'out'))).toEqual(['target']);
  });

  it.for(races)('waits for a backup of the same repository, and a backup for it (B8, race %i)', async (race) => {
    const asked = draft('here', target);
    const restore = () => restoring.ask('restore.start', { ...asked, confirmed: { replace: 0, remove: 0 } });
    const backup = () => restoring.ask('run.start', { name: 'here' });
    const [first, second] = race % 2 === 0 ? [await backup(), await restore()] : [await restore(), await backup()];
    expect((await restoring.ask('restore.preview', asked)).warnings.map(({ kind }) => kind)).toContain('waits');
    const ended = [await restoring.ended(first), await restoring.ended(second)] as const;
    expect(ended.map(({ outcome }) => outcome?.kind)).toEqual(['ok', 'ok']);
    expect(ended[1].startedAt ?? 0).toBeGreaterThanOrEqual(ended[0].endedAt ?? Infinity);
    expect(differences(await manifestOf(target), history[0]!.manifest)).toEqual([]);
    expect(readdirSync(join(place.dir, 'out'))).toEqual(['target']);
  });
});
