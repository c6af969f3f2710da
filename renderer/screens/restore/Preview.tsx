import type { RestoreObstacle, RestorePreview } from '../../../electron/contract/restore.ts';
import { formatBytes } from '../../../electron/contract/words/format.ts';
import { warningSentence } from '../../../electron/contract/words/restore-lines.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Button } from '../../parts/Button.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { Warning } from '../../parts/Warning.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Preview.module.css';
import { PreviewFacts, type OnLeave } from './PreviewFacts.tsx';
import type { Previewed } from './use-preview.ts';

type Props = {
  previewed: Previewed;
  onLeave: OnLeave;
  isChosen: boolean;
  /** Chooses a new folder; undefined where that is chosen. */
  onNew: (() => void) | undefined;
  onFolder: () => void;
};

/** What would happen, before anything is written; what stands against it comes with a way out. */
export function Preview({ previewed: { preview, isWaiting, error, retry }, onLeave, isChosen, onNew, onFolder }: Props) {
  const { t, language } = useWords();
  return (
    <section className={style['preview']} aria-label={t('restore-screen.preview')} aria-busy={isWaiting}>
      {!isChosen && <p className={style['quiet']}>{t('restore-screen.preview-first')}</p>}
      {isWaiting && (
        <div className={`${style['waits']} ${preview ? style['over'] : ''}`}>
          <Waiting>{t('restore-screen.preview-waits')}</Waiting>
        </div>
      )}
      {error != null && (
        <>
          <Trouble error={error} />
          <div>
            <Button onPress={retry}>{t('common.retry')}</Button>
          </div>
        </>
      )}
      {preview && (
        <div className={style['answer']} {...(isWaiting ? { 'data-old': true } : {})}>
          {preview.obstacle && <Obstacle preview={preview} obstacle={preview.obstacle} onNew={onNew} onFolder={onFolder} />}
          {preview.obstacle !== 'nothing' && <PreviewFacts preview={preview} onLeave={onLeave} />}
          {preview.warnings.map((warning) => (
            <Warning key={warning.kind}>{warningSentence(t, language, warning)}</Warning>
          ))}
          {preview.obstacle === null && (
            <p className={style['quiet']}>{t(preview.exists ? 'restore-screen.promise-aside' : 'restore-screen.promise')}</p>
          )}
        </div>
      )}
    </section>
  );
}

type ObstacleProps = Pick<Props, 'onNew' | 'onFolder'> & { preview: RestorePreview; obstacle: RestoreObstacle };

function Obstacle({ preview: { to, needed, free, repository }, obstacle, onNew, onFolder }: ObstacleProps) {
  const { t, language } = useWords();
  const facts = {
    to: visible(to),
    repository: visible(repository ?? ''),
    needed: formatBytes(needed, language),
    free: formatBytes(free ?? 0, language),
  };
  const isPlain = obstacle === 'no-room' && free === null;
  return (
    <div role="alert">
      <Warning state="at-risk">
        <p>
          <Sentence text={t(isPlain ? 'restore-screen.stop-no-room-plain' : `restore-screen.stop-${obstacle}`, facts)} />
        </p>
        {(obstacle === 'nothing' || obstacle === 'no-room' || obstacle === 'no-inodes') && (
          <p className={style['way']}>{t(obstacle === 'nothing' ? 'restore-screen.way-nothing' : 'restore-screen.way-less')}</p>
        )}
        {obstacle !== 'nothing' && (
          <div className={style['way']}>
            <Button onPress={onNew ?? onFolder}>{t(onNew ? 'restore-screen.way-new' : 'restore-screen.way-folder')}</Button>
          </div>
        )}
      </Warning>
    </div>
  );
}
