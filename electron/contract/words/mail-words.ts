import type { MailVerdict } from '../alerts.ts';
import type { Facts } from '../failure.ts';
import { sentenceCase, type Translate } from './sentences.ts';
import { visible } from './visible.ts';

/** What a server says ends in a full stop or not; the sentence that it stands in has its own. */
export const serverFacts = (facts: Facts): Record<string, string> => {
  const given = Object.entries(facts).map(([key, value]) => [key, visible(String(value)).replace(/[.。]$/, '')]);
  return { host: '', port: '', user: '', to: '', line: '', ...(Object.fromEntries(given) as Record<string, string>) };
};

/** What came of a test mail, and what to do about it. */
export function verdictSentence(t: Translate, { verdict, facts }: MailVerdict): string {
  const known = serverFacts(facts);
  if (verdict === 'sent') return t('mail-test.sent', known);
  return t('alert.body', { cause: sentenceCase(t(`mail-trouble.${verdict}`, known)), fix: t(`mail-fix.${verdict}`, known) });
}
