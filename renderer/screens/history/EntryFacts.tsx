import type { EntryState } from '../../../electron/contract/history.ts';
import { Fold } from '../../parts/Fold.tsx';
import { Name } from '../../parts/Name.tsx';
import { useWords } from '../../words/words.tsx';
import { modeText } from './mode-text.ts';
import style from './VersionsPanel.module.css';

/** What else is recorded of an entry, folded away. */
export function EntryFacts({ state: { kind, mode, user, group, target, sha1 } }: { state: EntryState }) {
  const { t } = useWords();
  const owner = [user, group].filter((one) => one !== null).join(':');
  return (
    <div className={style['part']}>
      <Fold title={t('browse.facts')}>
        <dl className={style['list']}>
          <dt>{t('browse.fact-kind')}</dt>
          <dd>{t(`browse.kind-${kind}`)}</dd>
          {target !== null && (
            <>
              <dt>{t('browse.fact-target')}</dt>
              <dd>
                <Name text={target} />
              </dd>
            </>
          )}
          {mode !== null && (
            <>
              <dt>{t('browse.fact-mode')}</dt>
              <dd>
                <code>{modeText(mode)}</code>
              </dd>
            </>
          )}
          {owner !== '' && (
            <>
              <dt>{t('browse.fact-owner')}</dt>
              <dd>
                <Name text={owner} />
              </dd>
            </>
          )}
          {sha1 !== null && (
            <>
              <dt>SHA-1</dt>
              <dd>
                <code>{sha1}</code>
              </dd>
            </>
          )}
        </dl>
      </Fold>
    </div>
  );
}
