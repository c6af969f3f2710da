import type { ReactNode } from 'react';
import type { JobStatus } from '../../../electron/contract/requests.ts';
import { formatBytes, formatDuration, formatNumber, formatTimeExact } from '../../../electron/contract/words/format.ts';
import { formatIn, zoneHere } from '../../../electron/contract/words/zone-words.ts';
import { go } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { CommandLine } from '../../parts/CommandLine.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { Name } from '../../parts/Name.tsx';
import { useNow } from '../../parts/now.ts';
import { Foot, Panel, Section } from '../../parts/Panel.tsx';
import { When } from '../../parts/When.tsx';
import { useWords } from '../../words/words.tsx';
import style from './FirstRun.module.css';

const command = (job: string) => `modosu run ${/[^\p{L}\p{N}._-]/u.test(job) ? `"${job}"` : job}`;

/** What is protected now. */
export function GoodResult({ job, onAnother }: { job: JobStatus; onAnother: () => void }) {
  const { t, language } = useWords();
  const session = job.lastGood?.session;
  const took = job.last?.startedAt && job.last.endedAt ? job.last.endedAt - job.last.startedAt : 0;
  return (
    <Panel>
      <Section>
        <div className={style['good']}>
          <Glyph state="protected" size={28} label={t('level.protected')} />
          <dl className={style['facts']}>
            <Fact name={t('first-run.from')}>
              <Name text={job.from} />
            </Fact>
            <Fact name={t('first-run.kept-in')}>
              <Name text={job.to} />
            </Fact>
            {job.lastGood && (
              <Fact name={t('first-run.ended')}>
                <When at={job.lastGood.endedAt} />
              </Fact>
            )}
            {session && (
              <>
                <Fact name={t('first-run.files')}>{formatNumber(session.files, language)}</Fact>
                <Fact name={t('first-run.data')}>{formatBytes(session.bytes, language)}</Fact>
                <Fact name={t('first-run.took')}>{formatDuration(took, language)}</Fact>
              </>
            )}
          </dl>
        </div>
      </Section>
      <Section>
        <Again job={job} />
      </Section>
      <Foot>
        <Button onPress={onAnother}>{t('first-run.another')}</Button>
        <Button kind="primary" onPress={() => go({ screen: 'overview' })} autoFocus>
          {t('first-run.overview')}
        </Button>
      </Foot>
    </Panel>
  );
}

/** When the next backup comes, and what it takes. */
function Again({ job: { name, next } }: { job: JobStatus }) {
  const { t, language } = useWords();
  const now = useNow();
  if (next === null) {
    return (
      <div className={style['again']}>
        <p>{t('first-run.again')}</p>
        <CommandLine text={command(name)} />
      </div>
    );
  }
  return (
    <div className={style['again']}>
      <p title={formatTimeExact(next, language)}>{t('first-run.again-by-itself', { when: formatIn(zoneHere(), next, now, language) })}</p>
    </div>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
