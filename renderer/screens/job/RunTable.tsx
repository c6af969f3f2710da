import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components';
import type { Run } from '../../../electron/contract/run.ts';
import { formatBytes, formatDuration, formatNumber } from '../../../electron/contract/words/format.ts';
import { outcomeWord } from '../../../electron/contract/words/sentences.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { When } from '../../parts/When.tsx';
import { useWords } from '../../words/words.tsx';
import style from './RunList.module.css';
import { momentOf, stateOfRun } from './run-state.ts';
import { runNote, runWord } from './run-words.ts';

type Props = { runs: readonly Run[]; none: string; onOpen: (run: Run) => void };

/** Runs as a table: arrow keys go from one to the next, Enter or a click opens it. */
export function RunTable({ runs, none, onOpen }: Props) {
  const { t, language } = useWords();
  const columns = ['outcome', 'when', 'duration', 'files', 'increment', 'cause'] as const;
  return (
    <Table
      className={style['table'] ?? ''}
      aria-label={t('run-list.title')}
      onRowAction={(key) => {
        const run = runs.find(({ id }) => id === key);
        if (run) onOpen(run);
      }}
    >
      <TableHeader>
        {columns.map((column) => (
          <Column key={column} id={column} isRowHeader={column === 'outcome'} className={style[column] ?? ''}>
            {t(`run-list.${column}`)}
          </Column>
        ))}
      </TableHeader>
      <TableBody items={runs} dependencies={[language]} renderEmptyState={() => <p className={style['none']}>{none}</p>}>
        {(run) => <RunRow run={run} />}
      </TableBody>
    </Table>
  );
}

function RunRow({ run }: { run: Run }) {
  const { t, language } = useWords();
  const { session, report, startedAt, endedAt } = run;
  const outcome = run.action === 'backup' ? outcomeWord(t, run) : t(`action.${run.action}`);
  const files = session?.files ?? (run.action === 'undo' ? undefined : report?.ofFiles);
  const note = runNote(t, language, run);
  return (
    <Row id={run.id} className={style['row'] ?? ''}>
      <Cell className={style['outcome'] ?? ''} textValue={runWord(t, language, run)}>
        <span className={style['state']}>
          <Glyph state={stateOfRun(run)} />
          <span title={outcome}>{outcome}</span>
        </span>
      </Cell>
      <Cell className={style['when'] ?? ''}>
        <When at={momentOf(run)} />
        <small className={style['trigger']}>{t(`trigger.${run.trigger}`)}</small>
      </Cell>
      <Cell className={style['duration'] ?? ''}>
        {startedAt !== null && endedAt !== null ? formatDuration(endedAt - startedAt, language) : '–'}
      </Cell>
      <Cell className={style['files'] ?? ''}>{files === undefined ? '–' : formatNumber(files, language)}</Cell>
      <Cell className={style['increment'] ?? ''}>{session ? formatBytes(session.incrementBytes, language) : '–'}</Cell>
      <Cell className={style['cause'] ?? ''}>
        <span title={note}>
          <Sentence text={note} />
        </span>
      </Cell>
    </Row>
  );
}
