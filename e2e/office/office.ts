import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { growHistory, type Session } from './history.ts';
import { scratch } from './scratch.ts';
import { startSmtpSink, type SmtpSink } from './smtp.ts';
import { startSshd, type Sshd } from './sshd.ts';
import { writeWebRoot } from './web-root.ts';

const SEED = 1;
const DAY_SECONDS = 86_400;

export type Office = {
  readonly dir: string;
  /** The folder on the server that is worth a backup. */
  readonly webRoot: string;
  readonly sshd: Sshd;
  readonly smtp: SmtpSink;
  /** Where backups of the web root go; it exists only when sessions were asked for. */
  readonly repository: string;
  /** The sessions in the repository, oldest first. */
  readonly history: readonly Session[];
  /** Stops everything, and deletes the folder unless the caller brought it. */
  close(): Promise<void>;
};

/** A small office: a web server reachable by SSH, a mail server, and as many daily backups as asked for, the last one yesterday at 02:30. */
export async function openOffice({ dir, sessions = 0 }: { dir?: string | undefined; sessions?: number | undefined } = {}): Promise<Office> {
  const own = dir === undefined ? await scratch('modosu-office') : undefined;
  const root = dir ?? (own as { dir: string }).dir;
  const opened: (() => Promise<void>)[] = own === undefined ? [] : [own.remove];
  const close = async () => {
    for (const undo of opened.splice(0).reverse()) await undo();
  };

  try {
    const webRoot = join(root, 'server/var/www');
    const repository = join(root, 'backup/web1');
    const sshdDir = join(root, 'server/etc/ssh');
    await Promise.all([webRoot, sshdDir, join(root, 'backup')].map((folder) => mkdir(folder, { recursive: true })));
    await writeWebRoot(webRoot, { seed: SEED });
    const sshd = await startSshd({ dir: sshdDir });
    opened.push(sshd.dispose);
    const smtp = await startSmtpSink();
    opened.push(smtp.close);
    const firstTime = yesterdayAtHalfPastTwo() - (sessions - 1) * DAY_SECONDS;
    const history = await growHistory({
      source: webRoot,
      repository,
      sessions,
      firstTime,
      stepSeconds: DAY_SECONDS,
      seed: SEED,
    });
    return { dir: root, webRoot, sshd, smtp, repository, history, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function yesterdayAtHalfPastTwo(): number {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 2, 30).getTime() / 1000;
}
