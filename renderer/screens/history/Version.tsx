import { useEffect, useRef } from 'react';
import type { PathVersion } from '../../../electron/contract/history.ts';
import { formatBytes, formatDate } from '../../../electron/contract/words/format.ts';
import { Button } from '../../parts/Button.tsx';
import { useWords } from '../../words/words.tsx';
import style from './VersionsPanel.module.css';

type Props = {
  version: PathVersion;
  isHeld: boolean;
  onSession: () => void;
  onPreview: () => void;
  onDifference: () => void;
  /** Absent where it is being restored already. */
  onRestore: (() => void) | undefined;
};

/** One state of a file: since when, in how many sessions, how large; and the ways to look at it. */
export function Version({ version, isHeld, onSession, onPreview, onDifference, onRestore }: Props) {
  const { t, language } = useWords();
  const { state, first, last, sessions, isNow } = version;
  const place = useRef<HTMLLIElement>(null);
  // The one that the session on screen has is what was asked for.
  useEffect(() => {
    if (isHeld) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isHeld]);
  const date = (time: number) => formatDate(time * 1000, language);
  return (
    <li ref={place} className={style['version']} {...(isHeld ? { 'data-held': true, 'aria-current': true } : {})}>
      <p className={style['since']}>
        <span className={style['dot']} aria-hidden="true" />
        <strong>{date(first)}</strong>
        {isHeld && <span className={style['tag']}>{t('browse.in-session')}</span>}
      </p>
      <p className={style['facts']}>
        {state.kind === 'file' && state.size !== null && <span>{formatBytes(state.size, language)}</span>}
        <span>
          {sessions === 1
            ? t('browse.version-once')
            : isNow
              ? t('browse.version-now', { count: sessions })
              : t('browse.version-until', { count: sessions, time: date(last) })}
        </span>
      </p>
      {state.modified !== null && <p className={style['quiet']}>{t('browse.version-modified', { time: date(state.modified) })}</p>}
      <div className={style['ways']}>
        {state.kind === 'file' && (
          <>
            <Button kind="quiet" onPress={onPreview}>
              {t('browse.preview')}
            </Button>
            {!isNow && (
              <Button kind="quiet" onPress={onDifference}>
                {t('browse.difference')}
              </Button>
            )}
          </>
        )}
        {onRestore && (
          <Button kind="quiet" onPress={onRestore}>
            {t('door.restore')}
          </Button>
        )}
        {!isHeld && (
          <Button kind="quiet" onPress={onSession}>
            {t('browse.go-there')}
          </Button>
        )}
      </div>
    </li>
  );
}
