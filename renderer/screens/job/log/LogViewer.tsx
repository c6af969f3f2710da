import { useRef, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { formatBytes } from '../../../../electron/contract/words/format.ts';
import { useAsk } from '../../../bridge/questions.ts';
import { Segments } from '../../../parts/Segments.tsx';
import { useWords } from '../../../words/words.tsx';
import { FindStatus, LogFind } from './LogFind.tsx';
import { LogPane } from './LogPane.tsx';
import style from './LogViewer.module.css';
import { useFind } from './use-find.ts';
import { useLog, type LogPart } from './use-log.ts';

const beyond = Number.MAX_SAFE_INTEGER;

type Props = { run: number; isActive: boolean; prefersErrors: boolean };

/** Everything that a run printed: two streams, followed while it works, searched, and never held in memory as a whole. */
export function LogViewer({ run, isActive, prefersErrors }: Props) {
  const output = useAsk('run.log', { run, part: 'output', offset: beyond }).data?.total;
  const errors = useAsk('run.log', { run, part: 'errors', offset: beyond }).data?.total;
  const [chosen, setChosen] = useState<LogPart>();
  // What went wrong stands among the errors, when there are any.
  const part = chosen ?? (prefersErrors && errors !== undefined && errors > 0 ? 'errors' : 'output');
  if (prefersErrors && errors === undefined) return <div className={style['viewer']} />;
  return <Log key={part} run={run} part={part} sizes={{ output, errors }} isActive={isActive} onPart={setChosen} />;
}

type LogProps = {
  run: number;
  part: LogPart;
  sizes: Record<LogPart, number | undefined>;
  isActive: boolean;
  onPart: (part: LogPart) => void;
};

function Log({ run, part, sizes, isActive, onPart }: LogProps) {
  const { t, language } = useWords();
  const section = useRef<HTMLElement>(null);
  const { reader, read, state } = useLog(run, part, isActive);
  const [rows, setRows] = useState(1);
  const find = useFind(read, reader, rows);
  const size = (of: LogPart) => (of === part ? (state.view?.total ?? sizes[of]) : sizes[of]);

  const option = (of: LogPart) => ({
    value: of,
    label: (
      <>
        {t(`log.${of}`)} <small>{size(of) !== undefined && formatBytes(size(of) ?? 0, language)}</small>
      </>
    ),
  });
  return (
    <section
      ref={section}
      className={style['viewer']}
      aria-label={t('log.title')}
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return;
        event.preventDefault();
        section.current?.querySelector('input')?.focus();
      }}
    >
      <div className={style['tools']}>
        <Segments label={t('log.part')} options={[option('output'), option('errors')]} value={part} onChange={onPart} />
        <LogFind find={find} />
        {isActive && (
          <ToggleButton className={style['follow'] ?? ''} isSelected={state.follows} onChange={(on) => reader.follow(on)}>
            {t('log.follow')}
          </ToggleButton>
        )}
      </div>
      <div className={style['stage']}>
        <LogPane
          part={part}
          reader={reader}
          state={state}
          rows={rows}
          isActive={isActive}
          marked={find.text}
          hit={find.hit}
          onRows={(count) => {
            setRows(count);
            reader.setRows(count);
          }}
        />
        <FindStatus find={find} />
      </div>
    </section>
  );
}
