import type { Language } from '../../../electron/contract/words/format.ts';

const units: Record<string, string> = { D: 'day', W: 'week', M: 'month', Y: 'year' };

/** `10D`, `6M`, `1Y` as people say it: `10 days`, `6 months`, `1 year`. */
export function formatRetention(retention: string, language: Language): string {
  const unit = units[retention.slice(-1)];
  if (unit === undefined) return retention;
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Number(retention.slice(0, -1)));
}
