import { Button } from 'react-aria-components';
import { useAsk } from '../../bridge/questions.ts';
import { Page } from '../../parts/Page.tsx';
import { CommandLine } from '../../parts/CommandLine.tsx';
import { Warning } from '../../parts/Warning.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Doors.module.css';
import type { Door } from './plan.ts';

const install = 'sudo apt install rdiff-backup';
const drawn: Record<Door, string> = {
  server: 'M4 5.5h16v5.5H4zM4 13h16v5.5H4zM7.5 8.2h.1M7.5 15.8h.1M11 8.2h5.5M11 15.8h5.5',
  here: 'M3.5 6.5h6l2 2.5h9v9.5h-17zM12 11.2v4.6M9.8 13.8l2.2 2.2 2.2-2.2',
};

/** Where a new job begins: what is to be protected? */
export function Doors({ isFirst, onChoose }: { isFirst: boolean; onChoose: (door: Door) => void }) {
  const { t } = useWords();
  const { data: about } = useAsk('program.about', {});
  return (
    <Page title={t(isFirst ? 'welcome.title' : 'welcome.new')} under={t(isFirst ? 'welcome.text' : 'welcome.new-text')}>
      {about?.rdiffBackup === null && (
        <Warning>
          <p>{t('welcome.no-tool')}</p>
          <div className={style['line']}>
            <CommandLine text={install} />
          </div>
        </Warning>
      )}
      <div className={style['doors']}>
        {(['server', 'here'] as const).map((door) => (
          <Button
            key={door}
            className={style['door'] ?? ''}
            onPress={() => onChoose(door)}
            aria-labelledby={`door-${door}`}
            aria-describedby={`door-${door}-text`}
          >
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
              <path d={drawn[door]} />
            </svg>
            <span>
              <strong id={`door-${door}`}>{t(`welcome.${door}`)}</strong>
              <small id={`door-${door}-text`}>{t(`welcome.${door}-text`)}</small>
            </span>
          </Button>
        ))}
      </div>
    </Page>
  );
}
