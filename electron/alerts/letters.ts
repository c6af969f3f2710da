import type { Letter, MailTrouble } from '../contract/alerts.ts';
import { Refusal } from '../contract/failure.ts';
import type { Database, MailText } from '../platform/ports.ts';
import { isOver, nextTryAfter, longestWaitMs, reviveWithinMs } from './back-off.ts';

/** The table of the outbox, a rung for the ladder of the database. */
export const letterTables = `CREATE TABLE letters (id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL UNIQUE,
     recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, created INTEGER NOT NULL, state TEXT NOT NULL,
     tries INTEGER NOT NULL, next_at INTEGER, trouble TEXT, line TEXT NOT NULL, leased_by TEXT, leased_until INTEGER) STRICT;
   CREATE INDEX letters_waiting ON letters (next_at, id) WHERE state = 'waiting';
   CREATE INDEX letters_by_state ON letters (state, id);`;

export type LetterDraft = MailText & { at: number };
export type ClaimedLetter = { id: number; mail: MailText };
/** That alerts are not leaving: how many letters wait in vain, how many are given up, since when; and the newest of them. */
export type MailTroubled = { waiting: number; dead: number; since: number; trouble: MailTrouble; to: string; line: string };

export type Letters = {
  /** Puts a mail in the outbox; a second one with the same Message-ID changes nothing. */
  add(letter: LetterDraft): void;
  /** A letter that is due, for this owner alone until the lease is over; undefined when none is. */
  claim(owner: string, now: number, leaseMs: number): ClaimedLetter | undefined;
  sent(id: number): void;
  /** Notes a try in vain, and when the next one is due, if ever. */
  failed(id: number, why: { trouble: MailTrouble; line: string; now: number }): void;
  /** Newest first; with `unsent` those alone that have not left. */
  list(limit: number, unsent?: boolean): Letter[];
  /** Makes one due at once, a dead one too. Refuses with `unknown-letter`. */
  retry(id: number, now: number): Letter;
  /** Refuses with `unknown-letter`. */
  discard(id: number): void;
  /** Somebody has mended something: all that wait are due, and so are those given up in the last seven days. */
  dueNow(now: number): void;
  /** Undefined while alerts leave. */
  troubled(now: number): MailTroubled | undefined;
  /** Takes away what was sent more than 30 days ago, and all but the newest 1000 of the sent and of the dead. */
  sweep(now: number): void;
};

const columns = 'id, message_id, recipient, subject, created, state, tries, next_at, trouble, line';
const keptMs = 30 * 24 * 3_600_000;
const keptCount = 1000;
const stuckMs = 30 * 60_000;
const stuckTries = 3;

// A clock that was ahead and was set right leaves times behind that would hold a letter back for years.
const due = "state = 'waiting' AND (next_at <= ?1 OR next_at > ?1 + ?2)";
const free = '(leased_until IS NULL OR leased_until <= ?1 OR leased_until > ?1 + ?3)';
const isStuck = `trouble IS NOT NULL AND (state = 'dead' OR state = 'waiting' AND (tries >= ${stuckTries} OR tries > 0 AND created <= ?))`;

const letterOf = (row: Record<string, unknown>): Letter => ({
  id: Number(row['id']),
  messageId: String(row['message_id']),
  to: String(row['recipient']),
  subject: String(row['subject']),
  createdAt: Number(row['created']),
  state: row['state'] as Letter['state'],
  tries: Number(row['tries']),
  nextAt: row['next_at'] === null ? null : Number(row['next_at']),
  trouble: row['trouble'] as MailTrouble | null,
  line: String(row['line']),
});

/** The outbox: mails wait here on disk until a server has taken them. Programs that share the database never send one at the same time. */
export function createLetters(database: Database): Letters {
  const { run, all, exclusive } = database;

  function get(id: number): Letter {
    const row = all(`SELECT ${columns} FROM letters WHERE id = ?`, id)[0];
    if (!row) throw new Refusal('unknown-letter', { letter: id });
    return letterOf(row);
  }

  return {
    add: ({ messageId, to, subject, text, at }) =>
      void run(
        `INSERT INTO letters (message_id, recipient, subject, body, created, state, tries, next_at, line)
         VALUES (?, ?, ?, ?, ?, 'waiting', 0, ?, '') ON CONFLICT (message_id) DO NOTHING`,
        ...[messageId, to, subject, text, at, at],
      ),
    claim: (owner, now, leaseMs) =>
      exclusive(() => {
        const found = `SELECT id, message_id, recipient, subject, body FROM letters WHERE ${due} AND ${free} ORDER BY next_at, id LIMIT 1`;
        const row = all(found, now, longestWaitMs, leaseMs)[0];
        if (!row) return undefined;
        const id = Number(row['id']);
        run('UPDATE letters SET leased_by = ?, leased_until = ? WHERE id = ?', owner, now + leaseMs, id);
        const [messageId, to, subject, text] = [row['message_id'], row['recipient'], row['subject'], row['body']].map(String);
        return { id, mail: { messageId: messageId ?? '', to: to ?? '', subject: subject ?? '', text: text ?? '' } };
      }),
    sent: (id) =>
      void run(
        "UPDATE letters SET state = 'sent', tries = tries + 1, next_at = NULL, trouble = NULL, line = '', leased_by = NULL, leased_until = NULL WHERE id = ?",
        id,
      ),
    failed: (id, { trouble, line, now }) =>
      exclusive(() => {
        const letter = get(id);
        if (letter.state !== 'waiting') return;
        const tries = letter.tries + 1;
        const over = isOver({ trouble, tries, ageMs: now - letter.createdAt });
        run(
          'UPDATE letters SET state = ?, tries = ?, next_at = ?, trouble = ?, line = ?, leased_by = NULL, leased_until = NULL WHERE id = ?',
          ...[over ? 'dead' : 'waiting', tries, over ? null : now + nextTryAfter(tries), trouble, line, id],
        );
      }),
    list: (limit, unsent = false) =>
      all(`SELECT ${columns} FROM letters ${unsent ? "WHERE state <> 'sent'" : ''} ORDER BY id DESC LIMIT ?`, limit).map(letterOf),
    retry: (id, now) =>
      exclusive(() => {
        run("UPDATE letters SET state = 'waiting', tries = 0, next_at = ? WHERE id = ? AND state <> 'sent'", now, id);
        return get(id);
      }),
    discard: (id) =>
      exclusive(() => {
        run('DELETE FROM letters WHERE id = ?', get(id).id);
      }),
    dueNow: (now) =>
      exclusive(() => {
        run("UPDATE letters SET next_at = ? WHERE state = 'waiting'", now);
        run("UPDATE letters SET state = 'waiting', tries = 0, next_at = ? WHERE state = 'dead' AND created > ?", now, now - reviveWithinMs);
      }),
    troubled: (now) => {
      const stuck = all(`SELECT ${columns} FROM letters WHERE ${isStuck} ORDER BY id DESC`, now - stuckMs).map(letterOf);
      const [newest] = stuck;
      if (!newest?.trouble) return undefined;
      const dead = stuck.filter(({ state }) => state === 'dead').length;
      const since = Math.min(...stuck.map(({ createdAt }) => createdAt));
      return { waiting: stuck.length - dead, dead, since, trouble: newest.trouble, to: newest.to, line: newest.line };
    },
    sweep: (now) =>
      exclusive(() => {
        run("DELETE FROM letters WHERE state = 'sent' AND created <= ?", now - keptMs);
        for (const state of ['sent', 'dead'])
          run(
            'DELETE FROM letters WHERE state = ?1 AND id <= (SELECT id FROM letters WHERE state = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)',
            state,
            keptCount,
          );
      }),
  };
}
