import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { HistoryState } from '../../../electron/contract/history.ts';
import { formatNumber, formatPercent } from '../../../electron/contract/words/format.ts';
import { useDo } from '../../bridge/questions.ts';
import { hrefOf } from '../../frame/screen.ts';
import { useWords } from '../../words/words.tsx';
import { Button } from '../Button.tsx';
import { CommandLine } from '../CommandLine.tsx';
import { Fold } from '../Fold.tsx';
import { Glyph, type State } from '../Glyph.tsx';
import { Name } from '../Name.tsx';
import { Trouble } from '../Trouble.tsx';
import { WorkBar } from '../WorkBar.tsx';
import style from './HistoryNotice.module.css';
import { useLook } from './use-history.ts';

/**
 * What stands in the way of a job's history, what to do about it, and the technical line; nothing when all of it can be asked about.
 * `hadSessions`: backups of this job were good once, so that an empty repository is none to be content with.
 */
export function HistoryNotice({ state, hadSessions = false }: { state: HistoryState; hadSessions?: boolean }) {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const open = useLook(state.name);
  const rebuild = useDo('history.rebuild');
  const button = (word: 'notice-retry' | 'notice-rebuild', isPending: boolean, press: () => void) => (
    <Button onPress={press} isPending={isPending}>
      {t(`timeline.${word}`)}
    </Button>
  );
  const lookAgain = button('notice-retry', open.isPending, open.look);
  const buildAnew = button('notice-rebuild', rebuild.isPending, () => {
    const onSuccess = (next: HistoryState) => queries.setQueryData(['history.open', { name: next.name }], next);
    rebuild.mutate({ name: state.name }, { onSuccess });
  });
  const error = open.error ?? rebuild.error;
  const trouble = error && <Trouble error={error} />;
  const hasSome = state.sessions > 0;
  switch (state.state) {
    case 'ready':
      if (state.damaged === 0) return null;
      return (
        <Notice
          glyph="attention"
          text={t('timeline.notice-damaged', { count: state.damaged, formatted: formatNumber(state.damaged, language) })}
          line={state.line}
        >
          {t('timeline.notice-damaged-text')}
        </Notice>
      );
    case 'empty':
      if (!hadSessions) return <Notice glyph="paused" text={t('timeline.notice-empty')} isQuiet />;
      return (
        <Notice glyph="attention" text={t('timeline.notice-gone')} action={lookAgain}>
          {t('timeline.notice-unreachable-text')}
          {trouble}
        </Notice>
      );
    case 'reading':
    case 'indexing':
      return (
        <Later>
          <Notice glyph="working" text={t(`timeline.notice-${state.state}`)} share={state.share} isQuiet>
            {t('timeline.notice-meanwhile')}
          </Notice>
        </Later>
      );
    case 'behind':
      return <Notice glyph="working" text={t('timeline.notice-behind')} isQuiet />;
    case 'restricted':
      return (
        <Notice glyph="attention" text={t('timeline.notice-restricted')} line={state.line} action={lookAgain}>
          {state.keyLine === null ? (
            <Fold title={t('timeline.notice-restricted-more')}>
              {t('timeline.notice-restricted-key')} <a href={hrefOf({ screen: 'hosts' })}>{t('nav.hosts')}</a>
            </Fold>
          ) : (
            <>
              {t('timeline.notice-restricted-line')}
              <CommandLine text={state.keyLine} label={t('timeline.notice-key-line')} />
            </>
          )}
          {trouble}
        </Notice>
      );
    case 'unreachable':
    case 'failed':
      return (
        <Notice
          glyph={hasSome ? 'attention' : 'at-risk'}
          text={t(`timeline.notice-${state.state}`)}
          line={state.line}
          action={state.state === 'failed' ? buildAnew : lookAgain}
        >
          {t(`timeline.notice-${state.state}-text`)} {hasSome && t('timeline.notice-known')}
          {trouble}
        </Notice>
      );
    default:
      return state.state satisfies never;
  }
}

const laterMs = 400;

/** An index mostly is brought up to date at once; then nothing moves. */
function Later({ children }: { children: ReactNode }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), laterMs);
    return () => clearTimeout(timer);
  }, []);
  return isLate && children;
}

type Props = {
  glyph: State;
  text: string;
  /** 0..1 while something is read; null when its length is not known. */
  share?: number | null;
  line?: string | null;
  action?: ReactNode;
  isQuiet?: boolean;
  children?: ReactNode;
};

function Notice({ glyph, text, share, line = null, action, isQuiet = false, children }: Props) {
  const { t, language } = useWords();
  const percent = share === undefined || share === null ? '' : formatPercent(share, language);
  return (
    <div className={`${style['notice']} ${isQuiet ? '' : style[glyph]}`}>
      <Glyph state={glyph} />
      <div className={style['words']}>
        <p>
          <span role="status">{text}</span> {percent !== '' && <b>{percent}</b>}
        </p>
        {share !== undefined && <WorkBar label={text} share={share} />}
        {children !== undefined && <div className={style['advice']}>{children}</div>}
        {line !== null && (
          <Fold title={t('timeline.notice-technical')}>
            <code className={style['line']}>
              <Name text={line} whole />
            </code>
          </Fold>
        )}
      </div>
      {action !== undefined && <div>{action}</div>}
    </div>
  );
}
