import type { Damaged, Leaving, Proven, RestorePreview, RestoreReport, RestoreWarning } from '../restore.ts';
import type { Run } from '../run.ts';
import { formatAge, formatBytes, formatDuration, formatNumber, type Language } from './format.ts';
import type { Translate } from './sentences.ts';
import { visible } from './visible.ts';

/** What is said in; `when` names a session (epoch seconds), `path` shows an entry harmlessly. */
export type Lines = { t: Translate; language: Language; when: (session: number) => string; path: (entry: string) => string };

const namesShown = 10;

/** How much leaves its place with all that lies below it. */
export const counted = (list: readonly Leaving[]): number => list.reduce((sum, { below }) => sum + 1 + below, 0);

/** What a restore would do, a line for each part; the first one says what and where. */
export function previewLines(lines: Lines, preview: RestorePreview): string[] {
  const { t, language } = lines;
  const number = (value: number) => formatNumber(value, language);
  const bytes = (value: number) => formatBytes(value, language);
  const { create, replace, remove, same, needed, free } = preview;
  const names = (list: readonly Leaving[], total: number) => namesLine(lines, list, total);
  const missing = preview.missing.map((path) => ({ path, below: 0 }));
  return [
    t('would.title', { job: visible(preview.job), when: lines.when(preview.session), to: visible(preview.to) }),
    ...[
      t('would.amount', { count: preview.files, number: number(preview.files), bytes: bytes(preview.bytes) }),
      t('would.changes', { create: number(create), replace: number(replace), remove: number(remove), same: number(same) }),
      ...(replace === 0 ? [] : [t('would.replace', { names: names(preview.replaceNames, replace) })]),
      ...(remove === 0 ? [] : [t('would.remove', { names: names(preview.removeNames, remove) })]),
      ...(missing.length === 0 ? [] : [t('would.missing', { names: names(missing, missing.length) })]),
      free === null ? t('would.room-unknown', { needed: bytes(needed) }) : t('would.room', { needed: bytes(needed), free: bytes(free) }),
      ...(preview.estimatedMs === null ? [] : [t('would.time', { time: formatDuration(preview.estimatedMs, language) })]),
      ...preview.warnings.map((warning) => t('would.warning', { warning: warningSentence(t, language, warning) })),
    ].map((line) => `  ${line}`),
    ...(preview.obstacle === null
      ? []
      : [t('would.obstacle', { obstacle: t(`obstacle.${preview.obstacle}`, { repository: visible(preview.repository ?? '') }) })]),
  ];
}

/** What a preview warns of, in a sentence. */
export function warningSentence(t: Translate, language: Language, { kind, count, facts }: RestoreWarning): string {
  const { path = '' } = facts;
  return t(`restore-screen.warn-${kind}`, { ...facts, path: visible(String(path)), count, formatted: formatNumber(count, language) });
}

function namesLine({ t, language, path }: Lines, list: readonly Leaving[], total: number): string {
  const shown = list.slice(0, namesShown);
  const more = total - counted(shown);
  const spoken = shown
    .map(({ path: entry, below }) => {
      const name = entry === '' ? '.' : path(entry);
      const inside = t('restore-screen.below', { count: below, formatted: formatNumber(below, language) });
      return below === 0 ? name : `${name}/ ${inside}`;
    })
    .join(', ');
  return more > 0 ? t('would.names-more', { names: spoken, more: formatNumber(more, language) }) : spoken;
}

const damagedNamed = 20;
/** Of less (bytes) the speed says nothing. */
export const measurable = 1_000_000;

/** What came of a run that restored, put back, verified or tried, a line for each part; none without a report. */
export function reportLines(lines: Lines, run: Run): string[] {
  const { report } = run;
  if (report === null) return [];
  const { t } = lines;
  const when = lines.when(report.session);
  return [
    report.to === null ? t('restore-line.from', { when }) : t('restore-line.to', { when, to: visible(report.to) }),
    ...countedLines(lines, run.action, report),
    ...damagedLines(lines, report, damagedNamed),
    ...asideLines(lines, run, report),
  ];
}

/** The numbers of a report: what was verified and how long it took, what changed at the target, what was left out. */
export function countedLines(lines: Lines, action: Run['action'], report: RestoreReport): string[] {
  const { t, language } = lines;
  const number = (value: number) => formatNumber(value, language);
  const { created, replaced, removed, same, leftOut, leftLinks, unset, split, sessions } = report;
  const counts = { created: number(created), replaced: number(replaced), removed: number(removed), same: number(same) };
  const lost = (word: 'restored.unset-text' | 'restored.split-text', count: number) =>
    action === 'restore' && count > 0 ? [t(word, { count, formatted: number(count) })] : [];
  return [
    action === 'undo' ? t('restore-line.undone', counts) : verifiedLine(lines, report),
    ...(action === 'restore' ? [t('restore-line.changes', counts)] : []),
    ...(leftOut === 0 ? [] : [t('restore-line.left-out', { count: leftOut, number: number(leftOut) })]),
    ...(leftLinks === 0 ? [] : [t('restore-line.left-links', { count: leftLinks, number: number(leftLinks) })]),
    ...lost('restored.unset-text', unset),
    ...lost('restored.split-text', split),
    ...(sessions === null ? [] : [t('restore-line.sessions', { count: sessions, number: number(sessions) })]),
    ...(report.wholeMs === null ? [] : [t('restore-line.whole', { time: formatDuration(report.wholeMs, language) })]),
  ];
}

/** The damaged files of a report, so many of them by name. */
export function damagedLines(lines: Lines, { damaged, damagedCount, lostNames }: RestoreReport, named: number): string[] {
  const shown = damaged.slice(0, named);
  const hidden = damagedCount - shown.length;
  const more = hidden > 0 ? [lines.t('restore-line.damaged-more', { number: formatNumber(hidden, lines.language) })] : [];
  const all = lostNames === undefined ? [] : [lines.t('restored.damaged-all', { file: visible(lostNames) })];
  return [...shown.map((each) => damagedLine(lines, each)), ...more, ...all];
}

/** Where a report says that the former things are kept, and how they are put back. */
export function asideLines({ t }: Lines, run: Run, report: RestoreReport): string[] {
  return [
    ...(report.undo === 'done' && run.action === 'restore' ? [t('restore-line.undone-since')] : []),
    ...(report.aside === null || report.undo === 'done' ? [] : [t('restore-line.aside', { path: visible(report.aside) })]),
    ...(report.undo === 'possible' ? [t('restore-line.undo', { run: run.id })] : []),
  ];
}

function verifiedLine({ t, language }: Lines, { verified, ofFiles, unrecorded, bytes, copyMs, ms }: RestoreReport): string {
  const number = (value: number) => formatNumber(value, language);
  const rate = copyMs > 0 && bytes >= measurable ? [t('restore-line.rate', { bytes: formatBytes((bytes * 1000) / copyMs, language) })] : [];
  return [
    t('restore-line.verified', { verified: number(verified), files: number(ofFiles) }),
    ...(unrecorded === 0 ? [] : [t('restore-line.unrecorded', { number: number(unrecorded) })]),
    t('restore-line.amount', { bytes: formatBytes(bytes, language), time: formatDuration(ms, language) }),
    ...rate,
  ].join(' · ');
}

/** A damaged file, why it is, and the nearest session in which it is good, or may be. */
export function damagedLine({ t, when, path }: Lines, { path: entry, why, session, file, nearest }: Damaged): string {
  if (file !== undefined) {
    const lost = t('restored.why-list', { when: when(session ?? 0) });
    return t('restore-line.damaged', { path: visible(file), why: lost });
  }
  const then =
    session === undefined ? t(`restored.why-${why}`) : t('restored.why-then', { why: t(`restored.why-${why}`), when: when(session) });
  const facts = { path: entry !== '' ? path(entry) : why === 'metadata' ? t('restored.everything') : '.', why: then };
  if (nearest === null) return t('restore-line.damaged', facts);
  return t(`restore-line.${sideOf(nearest)}`, { ...facts, when: when(nearest.session) });
}

/** The end of the words for another version: on which side it is, and whether it is known to be good. */
export const sideOf = ({ older, proved }: NonNullable<Damaged['nearest']>) =>
  `${proved ? 'good' : 'nearest'}-${older ? 'older' : 'newer'}` as const;

/** The newest proof of a job: `Last proven 2 days ago: 1,240 files, all intact; everything takes about 11 min`. */
export function provenLine(t: Translate, language: Language, { at, files, ofFiles, damaged, wholeMs }: Proven, now: number): string {
  const formatted = formatNumber(files, language);
  const age = now - at < 60_000 ? t('age.now') : formatAge(now - at, language);
  const said =
    damaged > 0
      ? t('proven.damaged', { damaged: formatNumber(damaged, language), formatted, age })
      : files < ofFiles
        ? t('proven.partly', { formatted, all: formatNumber(ofFiles, language), age })
        : t('proven.good', { count: files, formatted, age });
  return wholeMs === null ? said : said + t('proven.whole', { time: formatDuration(wholeMs, language) });
}
