import { join } from 'node:path';
import type { Run } from '../../electron/contract/run.ts';
import { openOffice, type Office } from './office.ts';
import { modosuShell, type ModosuShell } from './shell.ts';

/** An office with the program set up in it: the host `web1` is known, nothing else is done yet. */
export type World = {
  readonly office: Office;
  readonly shell: ModosuShell;
  /** Adds the host of the office's sshd under a name; another port leads through a proxy. */
  addHost(name: string, port?: number): Promise<void>;
  /** Adds a job; throws when it is refused. */
  addJob(name: string, from: string, to: string, ...options: string[]): Promise<void>;
  /** Runs a job to its end. */
  run(name: string): Promise<{ code: number; run: Run }>;
  close(): Promise<void>;
};

/** Opens an office, with `sessions` daily sessions in its repository, and makes its sshd known as `web1`. */
export async function openWorld({ sessions = 0, env = {} }: { sessions?: number; env?: Record<string, string> } = {}): Promise<World> {
  const office = await openOffice({ sessions });
  const shell = modosuShell(join(office.dir, 'home'), env);

  async function must(...args: string[]): Promise<void> {
    const answer = await shell.call(...args);
    if (answer.code !== 0) throw new Error(`modosu ${args.join(' ')}: exit ${answer.code} ${answer.stdout}${answer.stderr}`);
  }

  const world: World = {
    office,
    shell,
    addHost: (name, port = office.sshd.port) => {
      const { user, keyFile } = office.sshd;
      const where = ['--address', '127.0.0.1', '--port', String(port), '--user', user, '--key', keyFile];
      return must('host', 'add', name, ...where, '--fingerprint', office.sshd.fingerprint());
    },
    addJob: (name, from, to, ...options) => must('job', 'add', name, '--from', from, '--to', to, ...options),
    run: async (name) => {
      const { code, value } = await shell.ask<Run>('run', name);
      return { code, run: value };
    },
    close: () => office.close(),
  };
  await world.addHost('web1');
  return world;
}
