import type { MailVerdict } from '../../../electron/contract/alerts.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { fieldSentence, type Translate } from '../../../electron/contract/words/sentences.ts';
import type { Errors } from '../../parts/errors.ts';
import { filled, type MailField, type MailText } from './mail-text.ts';

const fieldOfTrouble: Partial<Record<MailVerdict['verdict'], MailField>> = {
  'name-not-found': 'host',
  'timed-out': 'host',
  certificate: 'host',
  refused: 'port',
  'tls-mode': 'tls',
  'no-starttls': 'tls',
  login: 'password',
  'password-missing': 'password',
  'sender-refused': 'from',
};

/** The field that a test mail in vain is about; undefined when it is about none, and for one that was sent. */
export function troubledField({ verdict, facts }: MailVerdict, { to }: MailText): MailField | undefined {
  if (verdict !== 'recipient-refused') return fieldOfTrouble[verdict];
  const found = to.find(({ address }) => address.trim() === facts['to']);
  return found && `to ${found.id}`;
}

/** The field that a refusal of the engine is about, with its words; undefined when it is about none. */
export function refusedMailField(t: Translate, failure: Failure, text: MailText): Errors<MailField> | undefined {
  if (failure.kind === 'no-keyring') return { place: fieldSentence(t, failure) };
  if (failure.kind !== 'invalid') return undefined;
  const [, name = '', index = ''] = /^(?:mail\.)?(\w+)(?:\.(\d+))?$/.exec(String(failure.facts['field'])) ?? [];
  const fields: readonly string[] = ['host', 'port', 'user', 'password', 'from'];
  if (name === 'to') return { [`to ${filled(text)[Number(index)]?.id ?? text.to[0]?.id ?? 0}`]: fieldSentence(t, failure) };
  return fields.includes(name) ? { [name]: fieldSentence(t, failure) } : undefined;
}
