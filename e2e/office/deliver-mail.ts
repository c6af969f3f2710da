import { createLetters, createPost, letterTables } from '../../electron/alerts/alerts.ts';
import { TlsMode } from '../../electron/contract/alerts.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { openDatabase } from '../../electron/platform/database.ts';
import { createMailer } from '../../electron/platform/mailer.ts';
import { oneSecret } from './outbox.ts';

// A program that delivers, to be killed or to be run twice at once: `deliver-mail.ts DATABASE PORT OWNER LATER [TLS]` sends what is due
// LATER ms from now to a mail server, in the clear when nothing else is said, and prints how many letters have left.
const [path = '', port = '', owner = '', later = '', tls] = process.argv.slice(2);
const database = openDatabase(path, [letterTables]);
const post = createPost({
  clock: { ...systemClock, now: () => systemClock.now() + Number(later) },
  mailer: createMailer(),
  letters: createLetters(database),
  secrets: oneSecret(undefined),
  settings: () =>
    Promise.resolve({
      host: '127.0.0.1',
      port: Number(port),
      tls: TlsMode.parse(tls ?? 'none'),
      user: null,
      password: 'ask',
      from: 'modosu@example.org',
      to: ['admin@example.org'],
    }),
  owner,
  changed: () => undefined,
});
process.stdout.write(`${await post.deliver()}\n`);
database.close();
