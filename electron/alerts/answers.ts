import type { CheckTimer } from '../platform/ports.ts';
import type { Handlers } from '../platform/door.ts';
import type { AlertBook } from './alert-book.ts';
import type { Incidents } from './incidents.ts';
import type { Letters } from './letters.ts';

type Own = Extract<keyof Handlers, `${'alerts' | 'mail' | 'letter' | 'address' | 'watchdog' | 'incident'}.${string}`>;

/** The questions about incidents, about whom to tell and how, and about the check that looks after this program. */
export function alertAnswers(
  { book, incidents, letters }: { book: AlertBook; incidents: Incidents; letters: Letters },
  checkTimer: CheckTimer,
): Pick<Handlers, Own> {
  return {
    'incident.list': ({ open, limit }) => (open ? incidents.open().slice(0, limit) : incidents.list(limit)),
    'alerts.get': () => book.get(),
    'alerts.change': (change) => book.change(change),
    'mail.set': ({ mail, password }) => book.setMail(mail, password),
    'mail.test': ({ mail, password }) => book.testMail(mail, password),
    'mail.unlock': async ({ password }) => {
      await book.unlock(password);
      return {};
    },
    'letter.list': ({ unsent, limit }) => letters.list(limit, unsent),
    'letter.retry': ({ id }) => book.retry(id),
    'letter.discard': ({ id }) => {
      letters.discard(id);
      return {};
    },
    'address.test': ({ address, of }) => book.testAddress(address, of),
    'watchdog.get': () => checkTimer.look(),
    'watchdog.set': async ({ on }) => {
      await checkTimer.set(on);
      return checkTimer.look();
    },
  };
}
