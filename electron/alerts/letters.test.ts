import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Letter, type MailTrouble } from '../contract/alerts.ts';
import { Refusal } from '../contract/failure.ts';
import { openDatabase } from '../platform/database.ts';
import { createLetters, letterTables, type Letters } from './letters.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const noon = Date.UTC(2026, 10, 22, 12);
const lease = 3 * minute;

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const open = () => {
    const database = openDatabase(join(folder, 'history.db'), [letterTables]);
    onTestFinished(() => database.close());
    return createLetters(database);
  };
  return { letters: open(), open };
}

const add = (letters: Letters, name: string, at = noon) =>
  letters.add({ messageId: `<${name}@example.org>`, to: `${name}@example.org`, subject: `about ${name}`, text: `text of ${name}`, at });

/** Tries the letter that is due and fails. */
function fail(letters: Letters, now: number, trouble: MailTrouble = 'refused'): number | undefined {
  const letter = letters.claim('me', now, lease);
  if (letter) letters.failed(letter.id, { trouble, line: 'no', now });
  return letter?.id;
}

/** Fails from `begin` on, whenever it is due, until it is given up or `end` has come; answers the times of the tries. */
function failUntil(letters: Letters, trouble: MailTrouble, end: number, begin = noon): number[] {
  const times: number[] = [];
  for (let now = begin; now <= end; now += minute) if (fail(letters, now, trouble) !== undefined) times.push((now - begin) / minute);
  return times;
}

const stateOf = (letters: Letters) => letters.list(99).map(({ state }) => state);
const refused = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error instanceof Refusal ? [error.kind, error.facts] : error;
  }
};

describe('a letter in the outbox', () => {
  it('waits whole, is due at once, and is there once, however often it is added', () => {
    const { letters, open } = setup();
    add(letters, 'a');
    letters.add({ messageId: '<a@example.org>', to: 'other@example.org', subject: 'other', text: 'other', at: noon + 1 });
    const waiting = { state: 'waiting', tries: 0, nextAt: noon, trouble: null, line: '' } as const;
    const a = { id: 1, messageId: '<a@example.org>', to: 'a@example.org', subject: 'about a', createdAt: noon, ...waiting };
    expect(open().list(9)).toEqual([a]);
    expect(Letter.parse(letters.list(9)[0])).toEqual(a);
    const mail = { messageId: '<a@example.org>', to: 'a@example.org', subject: 'about a', text: 'text of a' };
    expect(letters.claim('me', noon, lease)).toEqual({ id: 1, mail });
  });
  it('is sent once; the oldest goes first', () => {
    const { letters } = setup();
    add(letters, 'b', noon + 1);
    add(letters, 'a');
    const order: string[] = [];
    for (let one = letters.claim('me', noon + 2, lease); one; one = letters.claim('me', noon + 2, lease)) {
      order.push(one.mail.to);
      letters.sent(one.id);
    }
    expect([order, stateOf(letters)]).toEqual([
      ['a@example.org', 'b@example.org'],
      ['sent', 'sent'],
    ]);
  });
  it('that was sent is not undone by a late failure of somebody else (H4)', () => {
    const { letters } = setup();
    add(letters, 'a');
    letters.sent(1);
    letters.failed(1, { trouble: 'timed-out', line: '', now: noon });
    letters.dueNow(noon);
    expect([stateOf(letters), letters.retry(1, noon).state, letters.claim('me', noon + day, lease)]).toEqual([['sent'], 'sent', undefined]);
  });
});

describe('two programs on one home never send the same letter at once', () => {
  it('what one has claimed is not given to the other until the lease is over', () => {
    const { letters, open } = setup();
    const other = open();
    add(letters, 'a');
    add(letters, 'b');
    expect([letters.claim('one', noon, lease)?.id, other.claim('other', noon, lease)?.id, letters.claim('one', noon, lease)]).toEqual([
      1,
      2,
      undefined,
    ]);
    expect(other.claim('other', noon + lease - 1, lease)).toBeUndefined();
    expect(other.claim('other', noon + lease, lease)?.id).toBe(1);
  });
  it('and a clock that was set back does not keep a letter for ever', () => {
    const { letters } = setup();
    add(letters, 'a', noon + 3650 * day);
    letters.claim('gone', noon + 3650 * day, lease);
    expect(letters.claim('me', noon, lease)?.id).toBe(1);
    letters.failed(1, { trouble: 'refused', line: '', now: noon + 3650 * day });
    expect([letters.claim('me', noon, lease)?.id, stateOf(letters)]).toEqual([1, ['waiting']]);
  });
});

describe('a letter that does not leave is tried again (fault row H3)', () => {
  it('after 1, 5, 15 and 60 minutes, then every two hours, and given up after three days', () => {
    const { letters } = setup();
    add(letters, 'a');
    const times = failUntil(letters, 'refused', noon + 5 * day);
    expect(times.slice(0, 7)).toEqual([0, 1, 6, 21, 81, 201, 321]);
    expect(times.at(-1)).toBeGreaterThanOrEqual(72 * 60);
    expect(times.at(-1)).toBeLessThan(74 * 60);
    expect(letters.list(1)).toMatchObject([{ state: 'dead', tries: times.length, nextAt: null, trouble: 'refused', line: 'no' }]);
  });
  it.each(['login', 'no-starttls', 'certificate', 'password-missing', 'try-later'] as const)('%s is not given up before', (trouble) => {
    const { letters } = setup();
    add(letters, 'a');
    failUntil(letters, trouble, noon + 71 * hour);
    expect(stateOf(letters)).toEqual(['waiting']);
  });
  it.each(['rejected', 'recipient-refused', 'sender-refused'] as const)('%s is given up after three tries', (trouble) => {
    const { letters } = setup();
    add(letters, 'a');
    expect([failUntil(letters, trouble, noon + day), stateOf(letters)]).toEqual([[0, 1, 6], ['dead']]);
  });
  it('at once when something was mended; also what was given up in the last seven days, but not what is older', () => {
    const { letters } = setup();
    add(letters, 'old', noon - 8 * day);
    add(letters, 'young', noon - 6 * day);
    failUntil(letters, 'rejected', noon + hour);
    expect(stateOf(letters)).toEqual(['dead', 'dead']);
    add(letters, 'waits');
    fail(letters, noon + hour);
    const mended = noon + hour + 1000;
    expect(letters.claim('me', mended, lease)).toBeUndefined();
    letters.dueNow(mended);
    const due = [1, 2, 3].map(() => letters.claim('me', mended, lease)?.mail.to);
    expect(due).toEqual(['young@example.org', 'waits@example.org', undefined]);
  });
  it('or when a person wants it, from the beginning', () => {
    const { letters } = setup();
    add(letters, 'a');
    failUntil(letters, 'rejected', noon + hour);
    expect(letters.retry(1, noon + day)).toMatchObject({ state: 'waiting', tries: 0, nextAt: noon + day });
    expect([fail(letters, noon + day, 'rejected'), stateOf(letters)]).toEqual([1, ['waiting']]);
  });
  it('never, once it is discarded; one that is not there is refused', () => {
    const { letters } = setup();
    add(letters, 'a');
    letters.discard(1);
    const unknown = ['unknown-letter', { letter: 1 }];
    expect([letters.list(9), refused(() => letters.discard(1)), refused(() => letters.retry(1, noon))]).toEqual([[], unknown, unknown]);
  });
});

describe('alerts are not leaving', () => {
  const tries = (letters: Letters, count: number) => {
    add(letters, 'a');
    for (let done = 0, now = noon; done < count; now += minute) if (fail(letters, now, 'login') !== undefined) done += 1;
  };
  it('after three tries in vain, and no more once the letter has left', () => {
    const { letters } = setup();
    tries(letters, 2);
    expect(letters.troubled(noon + 10 * minute)).toBeUndefined();
    fail(letters, noon + 10 * minute, 'certificate');
    expect(letters.troubled(noon + 10 * minute)).toEqual({
      waiting: 1,
      dead: 0,
      since: noon,
      trouble: 'certificate',
      to: 'a@example.org',
      line: 'no',
    });
    letters.sent(1);
    expect(letters.troubled(noon + day)).toBeUndefined();
  });
  it('after half an hour when one try was in vain; a letter that nobody has tried yet is no trouble', () => {
    const { letters } = setup();
    add(letters, 'a');
    expect(letters.troubled(noon + day)).toBeUndefined();
    fail(letters, noon);
    expect([letters.troubled(noon + 29 * minute), letters.troubled(noon + 30 * minute)?.waiting]).toEqual([undefined, 1]);
  });
  it('as long as one is given up, with the newest reason and the oldest time', () => {
    const { letters } = setup();
    tries(letters, 3);
    add(letters, 'b', noon + hour);
    failUntil(letters, 'rejected', noon + 2 * hour, noon + hour);
    expect(letters.troubled(noon + 3 * hour)).toMatchObject({ dead: 2, since: noon, trouble: 'rejected' });
    letters.discard(1);
    expect(letters.troubled(noon + 3 * hour)).toMatchObject({ waiting: 0, dead: 1, since: noon + hour, to: 'b@example.org' });
  });
});

it('what was sent is kept for 30 days and 1000 letters, what waits for ever (fault row F10)', () => {
  const { letters } = setup();
  for (let index = 0; index < 1010; index += 1) {
    add(letters, `s${index}`, index < 3 ? noon - 31 * day : noon);
    letters.sent(index + 1);
  }
  add(letters, 'waits', noon - 400 * day);
  letters.sweep(noon);
  const kept = letters.list(2000);
  expect([kept.length, kept.at(-1)?.id, kept[0]?.state]).toEqual([1001, 11, 'waiting']);
  letters.sweep(noon + 31 * day);
  expect(stateOf(letters)).toEqual(['waiting']);
});
