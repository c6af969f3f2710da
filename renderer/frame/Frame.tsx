import { useEffect, useRef, useState } from 'react';
import { headline } from '../../electron/contract/words/headline.ts';
import { useAsk } from '../bridge/questions.ts';
import { useNow } from '../parts/now.ts';
import { Screens } from '../screens/Screens.tsx';
import { useWords } from '../words/words.tsx';
import { Boundary } from './Boundary.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { hrefOf, useScreen } from './screen.ts';
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
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);

  // A new screen is read from its top, by eye and by screen reader.
  useEffect(() => {
    main.current?.scrollTo(0, 0);
  }, [address]);

  return (
    <div className={style['frame']}>
      <a className={style['skip']} href={address} onClick={() => main.current?.focus()}>
        {t('nav.skip')}
      </a>
      <Rail status={status} target={target} onFind={() => setFinding(true)} />
      <main ref={main} className={style['main']} tabIndex={-1}>
        {isCut && (
          <p className={style['cut']} role="status">
            {t('bridge.closed')}
          </p>
        )}
        <Boundary key={address}>
          <Screens target={target} status={status} />
        </Boundary>
      </main>
      {isFinding && <Palette status={status} onClose={() => setFinding(false)} />}
    </div>
  );
}
