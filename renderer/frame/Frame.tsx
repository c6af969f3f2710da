import { useEffect, useRef, useState } from 'react';
import { targetOf, type Target } from '../../electron/contract/wire.ts';
import { headline } from '../../electron/contract/words/headline.ts';
import { useAsk } from '../bridge/questions.ts';
import { useNow } from '../parts/now.ts';
import { Screens } from '../screens/Screens.tsx';
import { useWords } from '../words/words.tsx';
import { Boundary } from './Boundary.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { go, hrefOf, useScreen } from './screen.ts';
import style from './Frame.module.css';

/** The rail on the left, one screen on the right, and the palette over both. */
export function Frame({ isCut }: { isCut: boolean }) {
  const { t, language } = useWords();
  const target = useScreen();
  const { data: status } = useAsk('status', {});
  const now = useNow();
  const [isFinding, setFinding] = useState(false);
  const main = useRef<HTMLElement>(null);
  const address = hrefOf(target);

  useEffect(() => {
    document.title = status ? `${headline(t, language, status, now)} — Modosu` : 'Modosu';
  }, [t, language, status, now]);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setFinding(true);
      }
      if (event.key === 'Escape' && !event.defaultPrevented && !isBusy(event.target)) go(stepBack(targetOf(location.hash)));
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);

  // A new screen is read from its top, by eye and by screen reader. A run lies over its job, which stays where it was, and so do the history
  // around a folder and a restore around its session.
  const before = useRef(target.screen);
  useEffect(() => {
    const isOver = target.screen === 'run' || before.current === 'run';
    const isWithin = (target.screen === 'history' || target.screen === 'restore') && before.current === target.screen;
    before.current = target.screen;
    if (!isOver && !isWithin) main.current?.scrollTo(0, 0);
  }, [address, target.screen]);

  return (
    <div className={style['frame']}>
      <Rail status={status} target={target} onFind={() => setFinding(true)} onSkip={() => main.current?.focus()} />
      <main ref={main} className={style['main']} tabIndex={-1}>
        {isCut && (
          <p className={style['cut']} role="status">
            {t('bridge.closed')}
          </p>
        )}
        <Boundary key={target.screen === 'run' ? 'job' : target.screen} at={address}>
          <Screens target={target} status={status} />
        </Boundary>
      </main>
      {isFinding && <Palette status={status} onClose={() => setFinding(false)} />}
    </div>
  );
}

/** From the history or a restore of a job to the job, from everything else to the overview. */
const stepBack = (from: Target): Target =>
  from.screen === 'history' || from.screen === 'restore' ? { screen: 'job', job: from.job } : { screen: 'overview' };

/** Esc belongs to what lies over the screen, and to a field that is being filled in. */
const isBusy = (target: EventTarget | null): boolean =>
  document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]') !== null ||
  (target instanceof HTMLElement && target.matches('input:not([type=radio], [type=checkbox]), textarea'));
