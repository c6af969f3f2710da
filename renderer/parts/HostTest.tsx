import { useQueries, useQuery } from '@tanstack/react-query';
import type { HostVerdict, Reading } from '../../electron/contract/requests.ts';
import { formatBytes } from '../../electron/contract/words/format.ts';
import { hostFixSentence, hostVerdictSentence, readingSentence } from '../../electron/contract/words/sentences.ts';
import { ask } from '../bridge/bridge.ts';
import { useWords } from '../words/words.tsx';
import { CommandLine } from './CommandLine.tsx';
import { Glyph } from './Glyph.tsx';
import style from './HostTest.module.css';
import { Sentence } from './Sentence.tsx';
import { Trouble } from './Trouble.tsx';

/** The answer of a host test that begins now. It is asked once: a change elsewhere does not make it ask the host again. */
export const useHostTest = (name: string, isAsked = true) =>
  useQuery({
    queryKey: ['host.test', { name }],
    queryFn: () => ask('host.test', { name }),
    enabled: ({ state }) => isAsked && state.status === 'pending',
    gcTime: 0,
    staleTime: Infinity,
  });

/** The answers of the tests that were made on this screen, by host; none is asked for. */
export const useVerdicts = (names: readonly string[]): Map<string, HostVerdict> =>
  useQueries({
    queries: names.map((name) => ({
      queryKey: ['host.test', { name }],
      queryFn: () => ask('host.test', { name }),
      enabled: false,
      gcTime: 0,
    })),
    combine: (answers) => new Map(answers.flatMap(({ data }) => (data ? [[data.host, data] as const] : []))),
  });

/** Tests a host now and says what came of it, with what to do and the room there. */
export function HostTest({ name }: { name: string }) {
  const { t, language } = useWords();
  const { data, error, refetch, isFetching } = useHostTest(name);
  if (error) return <Trouble error={error} retry={() => void refetch()} />;
  if (!data || isFetching) {
    return (
      <p className={style['line']} role="status">
        <Glyph state="working" /> {t('host-test.asking', { host: name })}
      </p>
    );
  }
  const isOk = data.verdict === 'ok';
  return (
    <div className={style['result']} role="status">
      <p className={style['line']}>
        <Glyph state={isOk ? 'protected' : 'at-risk'} />
        <Sentence text={hostVerdictSentence(t, data)} />
      </p>
      {!isOk && (
        <p className={style['fix']}>
          <Sentence text={hostFixSentence(t, data)} />
        </p>
      )}
      {data.reading && <ReadingTest verdict={data} reading={data.reading} />}
      {data.space.length > 0 && (
        <ul className={style['space']}>
          {data.space.map(({ mount, free, size }) => (
            <li key={mount}>{t('host-test.space', { mount, free: formatBytes(free, language), size: formatBytes(size, language) })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Whether files can be read there. Only a second key that does not do what it is for is amiss: no backup needs it. */
function ReadingTest({ verdict, reading }: { verdict: HostVerdict; reading: Reading }) {
  const { t } = useWords();
  const isAmiss = reading.verdict !== 'ok' && (reading.verdict !== 'restricted' || reading.keyLine !== null);
  return (
    <>
      <p className={style[isAmiss ? 'line' : 'fix']}>
        {isAmiss && <Glyph state="attention" />}
        <Sentence text={readingSentence(t, verdict)} />
      </p>
      {isAmiss && reading.keyLine !== null && (
        <div className={style['paste']}>
          <p>{t('reading.line', { user: String(reading.facts['user']) })}</p>
          <CommandLine text={reading.keyLine} />
        </div>
      )}
    </>
  );
}
