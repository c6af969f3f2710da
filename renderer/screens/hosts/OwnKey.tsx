import { CommandLine } from '../../parts/CommandLine.tsx';
import { Fold } from '../../parts/Fold.tsx';
import { useWords } from '../../words/words.tsx';
import style from './OwnKey.module.css';

const make = 'ssh-keygen -t ed25519 -N "" -f ~/.ssh/modosu';
const lay = 'restrict,command="rdiff-backup server --restrict-path /var/www --restrict-mode read-only"';
const allow = (user: string) => `${user} ALL=(root) NOPASSWD: /usr/bin/rdiff-backup server`;

/** How to make a key that can do nothing but back up, behind its title. */
export function OwnKey({ user }: { user?: string }) {
  const { t } = useWords();
  return (
    <Fold title={t('own-key.title')}>
      <ol className={style['steps']}>
        <li>
          <p>{t('own-key.make')}</p>
          <CommandLine text={make} />
        </li>
        <li>
          <p>{t('own-key.lay')}</p>
          <CommandLine text={lay} />
        </li>
        <li>
          <p>{t('own-key.sudo')}</p>
          <CommandLine text={allow(user === undefined || user === '' ? 'backup' : user)} />
        </li>
      </ol>
    </Fold>
  );
}
