import type { PastSession } from '../../../electron/contract/history.ts';
import { formatBytes, formatNumber, formatSentences, type Language } from '../../../electron/contract/words/format.ts';
import type { Translate } from '../../../electron/contract/words/sentences.ts';
import type { State } from '../Glyph.tsx';
import { dateAs } from './dates.ts';
import { changesOf, isIncomplete, type Point } from './points.ts';

/** How a session stands, in a few words: `complete`, `3 not saved`, `interrupted`. */
export function stateOf(t: Translate, language: Language, session: PastSession): string {
  if (!isIncomplete(session)) return t(`timeline.state-${session.state}`);
  const count = session.errors ?? 0;
  return t('timeline.not-saved', { count, formatted: formatNumber(count, language) });
}

/** The glyph of the state that a session is in. */
export const glyphOf = (session: PastSession): State =>
  session.state === 'damaged' ? 'at-risk' : session.state === 'good' && !isIncomplete(session) ? 'protected' : 'attention';

/** What became of a point: how a session stands, how a run ended, why none was started. */
export function outcomeOf(t: Translate, language: Language, point: Point): string {
  if ('session' in point) return stateOf(t, language, point.session);
  const { mark } = point;
  return mark.kind === 'failed'
    ? t('timeline.failed', { outcome: t(`outcome.${mark.outcome}`) })
    : t('timeline.missed', { reason: t(`skip.${mark.reason}`) });
}

/** One point as it is read out: date, time, what became of it, files and bytes. `others` are drawn as one with it. */
export function reading(t: Translate, language: Language, point: Point, others = 0): string {
  const when = dateAs(point.at, 'day-time', language);
  const said = [
    t('timeline.read', { when, outcome: outcomeOf(t, language, point) }),
    'session' in point ? amounts(t, language, point.session) : '',
  ];
  if (others > 0) said.push(t('timeline.others', { count: others, formatted: formatNumber(others, language) }));
  return formatSentences(said, language);
}

function amounts(t: Translate, language: Language, session: PastSession): string {
  const files = changesOf(session);
  const parts = [
    files !== null && t('timeline.files-changed', { count: files, formatted: formatNumber(files, language) }),
    session.changedBytes !== null && formatBytes(session.changedBytes, language),
  ].filter((part) => part !== false);
  return parts.length === 0 ? '' : t('timeline.amounts', { amounts: parts.join(t('timeline.comma')) });
}
