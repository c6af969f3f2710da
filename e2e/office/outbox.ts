import { join } from 'node:path';
import { createLetters, letterTables, type Letters } from '../../electron/alerts/alerts.ts';
import type { MailSettings } from '../../electron/contract/alerts.ts';
import { openDatabase } from '../../electron/platform/database.ts';
import type { MailText, Secrets } from '../../electron/platform/ports.ts';
import type { MailServer } from './mail-server.ts';
import { scratch } from './scratch.ts';

/** A mail as the program sends them. */
export const sampleMail: MailText = {
  messageId: '<1.modosu@example.org>',
  to: 'admin@example.org',
  subject: '[modosu] web1 → /backup: failed',
  text: 'バックアップ失敗\n',
};

/** Settings for a mail server, in the clear and without a login when nothing else is said. */
export const settingsFor = ({ port }: MailServer, change: Partial<MailSettings> = {}): MailSettings => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  user: null,
  password: 'file',
  from: 'modosu@example.org',
  to: ['admin@example.org'],
  ...change,
});

/** Secrets that know one password, whatever is asked for. */
export const oneSecret = (password: string | undefined): Secrets => ({
  places: () => Promise.resolve({ keyring: false, backend: '' }),
  keep: () => Promise.resolve(),
  read: () => Promise.resolve(password),
  forget: () => Promise.resolve(),
});

export type Outbox = { path: string; letters: Letters; ids: string[]; close(): Promise<void> };

/** An outbox on disk with so many letters that are due. */
export async function openOutbox(count: number): Promise<Outbox> {
  const { dir, remove } = await scratch('modosu-mail');
  const path = join(dir, 'history.db');
  const database = openDatabase(path, [letterTables]);
  const letters = createLetters(database);
  const ids = Array.from({ length: count }, (_, index) => `<${index + 1}.modosu@example.org>`);
  for (const messageId of ids) letters.add({ ...sampleMail, messageId, at: Date.now() });
  const close = () => {
    database.close();
    return remove();
  };
  return { path, letters, ids, close };
}
