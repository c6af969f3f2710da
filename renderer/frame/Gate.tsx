import { useWords } from '../words/words.tsx';
import { Glyph } from '../parts/Glyph.tsx';
import style from './Gate.module.css';

/** What stands in the window before the engine has answered, or when it lets nobody in. */
export function Gate({ state }: { state: 'open' | 'closed' | 'refused' }) {
  const { t } = useWords();
  if (state === 'open') return <p className={style['quiet']}>{t('common.loading')}</p>;
  return (
    <main className={style['gate']} role="alert">
      <Glyph state={state === 'refused' ? 'at-risk' : 'working'} size={28} />
      <p>{t(`bridge.${state}`)}</p>
    </main>
  );
}
