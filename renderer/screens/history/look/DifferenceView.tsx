import { useEffect, useMemo, useRef, useState } from 'react';
import { formatDate } from '../../../../electron/contract/words/format.ts';
import { Button } from '../../../parts/Button.tsx';
import { Segments } from '../../../parts/Segments.tsx';
import { Trouble } from '../../../parts/Trouble.tsx';
import { Waiting } from '../../../parts/Waiting.tsx';
import { useWords } from '../../../words/words.tsx';
import { sideRows, unifiedRows } from '../diff-rows.ts';
import { DiffRows } from './DiffRows.tsx';
import { hunksWithoutReturns } from './lines.ts';
import style from './Look.module.css';
import { noneWord } from './none-word.ts';
import { useDifference } from './use-taken-out.ts';
import { useIsWide } from './use-is-wide.ts';
import { useMore } from './use-more.ts';

const views = ['unified', 'sides'] as const;

/** What differs in a text between a session and now: one below the other, or side by side where there is room. */
export function DifferenceView({ name, path, from, to }: { name: string; path: string; from: number; to: number }) {
  const { t } = useWords();
  const { data, error, refetch } = useDifference(name, path, from, to);
  if (error) return <Trouble error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting>{t('browse.taking-out')}</Waiting>;
  const { content, after } = data;
  if (after === null && content.kind === 'none') return <p className={style['none']}>{t('browse.gone-now')}</p>;
  if (content.kind === 'none') return <p className={style['none']}>{t(noneWord(content.why, false))}</p>;
  if (content.hunks.length === 0) return <p className={style['none']}>{t('browse.same-text')}</p>;
  return <Hunks hunks={hunksWithoutReturns(content.hunks)} from={from} to={to} />;
}

type Props = { hunks: Parameters<typeof sideRows>[0]; from: number; to: number };

function Hunks({ hunks, from, to }: Props) {
  const { t, language } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const isWide = useIsWide(box, 760);
  const [view, setView] = useState<(typeof views)[number]>('unified');
  const shownView = isWide ? view : 'unified';
  const rows = useMemo(() => (shownView === 'sides' ? sideRows(hunks) : unifiedRows(hunks)), [hunks, shownView]);
  const { shown, end, showAll } = useMore(rows.length);
  const starts = useMemo(() => rows.flatMap((row, index) => (row.kind === 'changed' && row.isFirst ? [index] : [])), [rows]);
  const [change, setChange] = useState(-1);
  const lines = useMemo(() => hunks.flatMap((hunk) => hunk.lines), [hunks]);
  const count = (kind: 'old' | 'new') => lines.filter((line) => line.kind === kind).length;

  const step = (by: number) => {
    const next = Math.max(0, Math.min(starts.length - 1, change + by));
    const row = starts[next];
    if (row === undefined) return;
    if (row >= shown) showAll();
    setChange(next);
  };
  useEffect(() => {
    const row = starts[change];
    if (row !== undefined) box.current?.querySelector(`[data-row="${row}"]`)?.scrollIntoView({ block: 'center' });
  }, [change, starts]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== 'n' && event.key !== 'p') return;
      event.preventDefault();
      step(event.key === 'n' ? 1 : -1);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  });

  const date = (time: number) => formatDate(time * 1000, language);
  return (
    <div ref={box} className={style['difference']}>
      <div className={style['tools']}>
        <p className={style['sum']}>
          <span className={style['out']}>{t('browse.lines-out', { count: count('old') })}</span>
          <span className={style['come']}>{t('browse.lines-in', { count: count('new') })}</span>
        </p>
        <span className={style['position']} role="status">
          {change >= 0 && t('browse.change-of', { at: change + 1, count: starts.length })}
        </span>
        <Button onPress={() => step(-1)} isDisabled={change <= 0} aria-label={t('browse.previous-change')}>
          ↑
        </Button>
        <Button onPress={() => step(1)} isDisabled={change >= starts.length - 1} aria-label={t('browse.next-change')}>
          ↓
        </Button>
        {isWide && (
          <Segments
            label={t('browse.diff-view')}
            options={views.map((value) => ({ value, label: t(`browse.diff-${value}`) }))}
            value={view}
            onChange={setView}
          />
        )}
      </div>
      <div className={style['text']} role="region" tabIndex={0} aria-label={t('browse.diff-label')} data-view={shownView}>
        {shownView === 'sides' && (
          <div className={`${style['pair']} ${style['heads']}`}>
            <span>{date(from)}</span>
            <span>{t('browse.newest', { time: date(to) })}</span>
          </div>
        )}
        <DiffRows rows={rows.slice(0, shown)} view={shownView} current={starts[change]} />
        <div ref={end} />
      </div>
    </div>
  );
}
