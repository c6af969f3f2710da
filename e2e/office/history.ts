import { manifestOf, type Manifest } from './manifest.ts';
import { rdiffBackup } from './rdiff-backup.ts';
import { changeWebRoot } from './web-root.ts';

/** A finished backup: its time in epoch seconds, and the source as it was. */
export type Session = { time: number; manifest: Manifest };

export type HistoryOptions = {
  source: string;
  repository: string;
  sessions: number;
  /** Epoch seconds of the first session. */
  firstTime: number;
  stepSeconds: number;
  seed: number;
  /** Changes the source before every session but the first, with `day` counting from 1. */
  change?: ((source: string, day: number) => Promise<void>) | undefined;
};

/** Makes that many real backups of `source`, changing it in between, and remembers what each must give back. */
export async function growHistory(options: HistoryOptions): Promise<Session[]> {
  const { source, repository, sessions, firstTime, stepSeconds, seed } = options;
  const change = options.change ?? ((root, day) => changeWebRoot(root, { seed, day }));
  const history: Session[] = [];
  for (let day = 0; day < sessions; day += 1) {
    if (day > 0) await change(source, day);
    const time = firstTime + day * stepSeconds;
    const [manifest] = await Promise.all([manifestOf(source), backup(source, repository, time)]);
    history.push({ time, manifest });
  }
  return history;
}

async function backup(source: string, repository: string, time: number): Promise<void> {
  // Throw-away data need not survive a power cut.
  await rdiffBackup(['--no-fsync', '--current-time', String(time), 'backup', '--', source, repository]);
}
