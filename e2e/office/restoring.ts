import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Input, Output, RequestName } from '../../electron/contract/requests.ts';
import type { RestorePreview } from '../../electron/contract/restore.ts';
import type { Run } from '../../electron/contract/run.ts';
import { createEngine, tables, type Engine } from '../../electron/engine.ts';
import { machinePorts, type Ports } from '../../electron/platform/machine.ts';
import { startSshd, type Sshd } from './sshd.ts';

type Draft = Input<'restore.preview'>;
export type Restored = { preview: RestorePreview; run: Run };

/** The engine on a home of its own, with repositories that are there already. */
export type Restoring = {
  readonly engine: Engine;
  readonly home: string;
  /** Throws what a request was refused with. */
  ask<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Makes an sshd known as a host. */
  addHost(name: string, sshd: Sshd, change?: { command?: string }): Promise<void>;
  /** Makes a job of a repository that is there. */
  adopt(name: string, from: string, to: string): Promise<void>;
  /** Previews and restores; answers when it is over. */
  restore(draft: Draft): Promise<Restored>;
  /** The record of a run that is over. */
  ended(run: Pick<Run, 'id'>): Promise<Run>;
  close(): Promise<void>;
};

/** Opens one; `change` alters what the engine gets of the world. */
export function openRestoring(dir: string, change: (ports: Ports) => Ports = (ports) => ports): Restoring {
  const home = join(dir, 'home');
  const engine = createEngine(change(machinePorts(home, tables)), home);

  async function ask<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
    const reply = await engine.ask(name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
    return reply.value;
  }

  async function ended({ id }: Pick<Run, 'id'>): Promise<Run> {
    for (;;) {
      const run = await ask('run.get', { run: id });
      if (run.state === 'done') return run;
      await sleep(20);
    }
  }

  return {
    engine,
    home,
    ask,
    ended,
    addHost: async (name, sshd, { command = 'rdiff-backup' } = {}) => {
      const { user, keyFile, port } = sshd;
      await ask('host.add', { name, address: '127.0.0.1', port, user, keyFile, command, fingerprint: sshd.fingerprint() });
    },
    adopt: async (name, from, to) => {
      await ask('job.add', { name, from, to, adopt: true, schedule: null, drillDays: null });
    },
    restore: async (draft) => {
      const preview = await ask('restore.preview', draft);
      const confirmed = { replace: preview.replace, remove: preview.remove, path: preview.path };
      return { preview, run: await ended(await ask('restore.start', { ...draft, confirmed })) };
    },
    close: async () => {
      await engine.idle();
      engine.close();
    },
  };
}

/**
 * Opens one with the jobs `here` and `there` of a repository that is there already: reached by its path, and through an sshd of this machine,
 * which is the host `web1`.
 */
export async function openHereAndThere(dir: string, source: string, repository: string): Promise<{ restoring: Restoring; sshd: Sshd }> {
  const keys = join(dir, 'sshd');
  await mkdir(keys);
  const sshd = await startSshd({ dir: keys });
  const restoring = openRestoring(dir);
  await restoring.addHost('web1', sshd);
  await restoring.adopt('here', source, repository);
  await restoring.adopt('there', source, `web1:${repository}`);
  return { restoring, sshd };
}
