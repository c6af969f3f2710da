import { ConnectionCause } from '../../../electron/contract/outcome.ts';
import type { JobStatus } from '../../../electron/contract/requests.ts';
import { adviceSentence, causeSentence, outcomeWord, sentenceCase } from '../../../electron/contract/words/sentences.ts';
import { useAsk } from '../../bridge/questions.ts';
import { go } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { Fold } from '../../parts/Fold.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { Name } from '../../parts/Name.tsx';
import { Foot, Panel, Section } from '../../parts/Panel.tsx';
import { remedyOf } from '../../parts/remedy.ts';
import { Remedy } from '../../parts/Remedy.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { useWords } from '../../words/words.tsx';
import style from './FirstRun.module.css';

type Props = { job: JobStatus; onAgain: () => void; onFolder: () => void; onHost: (() => void) | undefined };

// What is mended with the host (its address, its key, its user, sudo) and not with the folder.
const ofHost = new Set<string>([...ConnectionCause.options, 'permission', 'files-not-saved']);

/** Why the first backup did not come to a good end, and every way on from here. */
export function BadResult({ job, onAgain, onFolder, onHost }: Props) {
  const { t } = useWords();
  const { last } = job;
  const { data: run } = useAsk('run.get', { run: last?.id ?? 1 }, { enabled: last !== null });
  if (!last) return null;
  const cause = causeSentence(t, last);
  const said = run?.evidence?.tail ?? [];
  // The others are here already, as buttons of their own.
  const hasRemedy = !['run', 'first-run', 'edit', 'log'].includes(remedyOf(job));
  return (
    <Panel>
      <Section>
        <div className={style['bad']} role="alert">
          <Glyph state="at-risk" size={18} label={outcomeWord(t, last)} />
          <div>
            <p className={style['cause']}>
              <Sentence text={cause === '' ? outcomeWord(t, last) : t('result.because', { cause: sentenceCase(cause) })} />
            </p>
            <p className={style['advice']}>
              <Sentence text={adviceSentence(t, last)} />
            </p>
          </div>
        </div>
        {said.length > 0 && (
          <Fold title={t('common.details')}>
            <pre className={style['said']}>
              {said.map((line, index) => (
                <div key={index}>
                  <Name text={line} whole />
                </div>
              ))}
            </pre>
          </Fold>
        )}
      </Section>
      <Foot
        note={
          <span className={style['log']}>
            <Button kind="quiet" onPress={() => go({ screen: 'run', run: last.id })}>
              {t('help.log')}
            </Button>
          </span>
        }
      >
        {hasRemedy && <Remedy job={job} />}
        {onHost && ofHost.has(last.outcome?.cause ?? '') ? (
          <Button onPress={onHost}>{t('first-run.change-host')}</Button>
        ) : (
          <Button onPress={onFolder}>{t('first-run.change-folder')}</Button>
        )}
        <Button kind="primary" onPress={onAgain}>
          {t('common.retry')}
        </Button>
      </Foot>
    </Panel>
  );
}
