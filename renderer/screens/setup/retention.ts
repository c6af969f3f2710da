import { Retention } from '../../../electron/contract/job.ts';
import type { Language } from '../../../electron/contract/words/format.ts';
import { formatRetention } from '../job/retention.ts';

/** The lengths of time that are offered. */
export const offered = ['30D', '3M', '1Y', '2Y'] as const;

/** `18M` as `18 months`; undefined when it is no length of time. */
export const retentionWords = (text: string, language: Language): string | undefined =>
  Retention.safeParse(text).success ? formatRetention(text, language) : undefined;
