import { useWords } from '../words/words.tsx';
import { Glyph } from '../parts/Glyph.tsx';
import { Trouble } from '../parts/Trouble.tsx';
import style from './Gate.module.css';

type Props = { state: 'open' | 'closed' | 'refused'; error: unknown; retry: () => void };

/** What stands in the window before the engine has answered, when it cannot, or when it lets nobody in. */
export function Gate({ state, error, retry }: Props) {
  const { t } = useWords();
  if (state === 'open' && error instanceof Error) {
    return (
      <main className={style['gate']}>
        <Trouble error={error} retry={retry} />
      </main>
    );
  }
  if (state === 'open') return <p className={style['quiet']}>{t('common.loading')}</p>;
  return (
    <main className={style['gate']} role="alert">
      <Glyph state={state === 'refused' ? 'at-risk' : 'working'} size={28} />
      <p>{t(`bridge.${state}`)}</p>
    </main>
  );
}
