import type { Language } from '../../../electron/contract/words/format.ts';
import { Retention } from '../../../electron/contract/job.ts';

/** The lengths of time that are offered. */
export const offered = ['30D', '3M', '1Y', '2Y'] as const;
const units = { D: 'day', W: 'week', M: 'month', Y: 'year' } as const;

/** `18M` as `18 months`; undefined when it is no length of time. */
export function retentionWords(text: string, language: Language): string | undefined {
  if (!Retention.safeParse(text).success) return undefined;
  const unit = units[text.at(-1) as keyof typeof units];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Number(text.slice(0, -1)));
}
