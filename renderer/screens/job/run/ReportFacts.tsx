import type { ReactNode } from 'react';
import type { RestoreReport } from '../../../../electron/contract/restore.ts';
import type { Run } from '../../../../electron/contract/run.ts';
import { formatBytes, formatDate, formatDuration, formatNumber, formatTimeExact } from '../../../../electron/contract/words/format.ts';
import type { Word } from '../../../../electron/contract/words/en.ts';
import { measurable } from '../../../../electron/contract/words/restore-lines.ts';
import { CommandLine } from '../../../parts/CommandLine.tsx';
import { useWords } from '../../../words/words.tsx';
import { ReportPaths } from './ReportPaths.tsx';
import style from './RestoreReport.module.css';

/** What was restored, verified or tried, as of when, where it went, how long that took, and how it was checked. */
export function ReportFacts({ run, report }: { run: Run; report: RestoreReport }) {
  const { t, language } = useWords();
  const { session, path, to, bytes, ms, copyMs, verified, ofFiles, unrecorded, leftOut, leftLinks, unset, split, sessions } = report;
  const isUndo = run.action === 'undo';
  // A place on a host says which one; here the path is the whole truth.
  const place = to !== null && !to.startsWith('/') ? to : (path ?? to);
  const at = session * 1000;
  const number = (value: number) => formatNumber(value, language);
  const counts = useCounts();
  const checked = [
    t('restored.checked-files', { good: number(verified), files: number(ofFiles) }),
    unrecorded > 0 && t('restored.unrecorded', { count: unrecorded, formatted: number(unrecorded) }),
  ].filter((said) => said !== false);
  const left = [
    leftOut > 0 && t('restored.left-out-text', { count: leftOut, formatted: number(leftOut) }),
    leftLinks > 0 && t('restored.left-links', { count: leftLinks, formatted: number(leftLinks) }),
  ].filter((said) => said !== false);
  const speed = bytes >= measurable && copyMs > 0 ? (bytes / copyMs) * 1000 : 0;
  return (
    <dl className={style['facts']}>
      {!isUndo && run.restore && (
        <Fact label="restored.what">
          <ReportPaths order={run.restore} />
          {sessions !== null && <p>{t('restored.sessions', { count: sessions, formatted: number(sessions) })}</p>}
        </Fact>
      )}
      <Fact label={run.action === 'restore' ? 'restored.as-of' : 'restored.of-session'}>
        <time dateTime={new Date(at).toISOString()} title={formatTimeExact(at, language)}>
          {formatDate(at, language)}
        </time>
      </Fact>
      {place !== null && run.action !== 'verify' && run.action !== 'drill' && (
        <Fact label="restored.where">
          <CommandLine text={place} label={t('restored.the-path')} />
        </Fact>
      )}
      {!isUndo && ofFiles > 0 && <Fact label="restored.checked">{checked.join(t('restored.joint'))}</Fact>}
      {counts.placed(report, isUndo) !== '' && <Fact label="restored.placed">{counts.placed(report, isUndo)}</Fact>}
      {!isUndo && counts.ways(report) !== '' && <Fact label="restored.came-from">{counts.ways(report)}</Fact>}
      {left.length > 0 && <Fact label="restored.left-out">{left.join(t('restored.joint'))}</Fact>}
      {run.action === 'restore' && unset > 0 && (
        <Fact label="restored.unset">{t('restored.unset-text', { count: unset, formatted: number(unset) })}</Fact>
      )}
      {run.action === 'restore' && split > 0 && (
        <Fact label="restored.split">{t('restored.split-text', { count: split, formatted: number(split) })}</Fact>
      )}
      <Fact label="restored.took">
        {formatDuration(ms, language)}
        {copyMs > 0 && !isUndo && (
          <small className={style['quiet']}>
            {speed === 0
              ? formatBytes(bytes, language)
              : t('restored.copied', {
                  bytes: formatBytes(bytes, language),
                  time: formatDuration(copyMs, language),
                  speed: formatBytes(speed, language),
                })}
          </small>
        )}
      </Fact>
    </dl>
  );
}

/** Numbers of a report as one line each; those that are nought are left out. */
function useCounts() {
  const { t, language } = useWords();
  const line = (counted: readonly (readonly [Word, number])[]): string =>
    counted
      .filter(([, count]) => count > 0)
      .map(([word, count]) => t(word, { formatted: formatNumber(count, language) }))
      .join(t('restored.joint'));
  return {
    placed: ({ created, replaced, removed, same }: RestoreReport, isUndo: boolean) =>
      line([
        ['restored.created', created],
        [isUndo ? 'restored.back' : 'restored.replaced', replaced],
        [isUndo ? 'restored.taken-away' : 'restored.removed', removed],
        ['restored.same', same],
      ]),
    ways: ({ byWay: { mirror, increments, tool } }: RestoreReport) =>
      line([
        ['restored.mirror', mirror],
        ['restored.increments', increments],
        ['restored.tool', tool],
      ]),
  };
}

const Fact = ({ label, children }: { label: Word; children: ReactNode }) => {
  const { t } = useWords();
  return (
    <div>
      <dt>{t(label)}</dt>
      <dd>{children}</dd>
    </div>
  );
};
