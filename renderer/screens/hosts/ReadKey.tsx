import { KeyFile } from '../../../electron/contract/host.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useAsk } from '../../bridge/questions.ts';
import { CommandLine } from '../../parts/CommandLine.tsx';
import { Fold } from '../../parts/Fold.tsx';
import { useSettled } from '../../parts/settled.ts';
import { useWords } from '../../words/words.tsx';
import style from './OwnKey.module.css';

const make = 'ssh-keygen -t ed25519 -N "" -f ~/.ssh/modosu-read';
const lay = 'restrict,command="internal-sftp -R"';

/** What has to stand on the host for a second key, as soon as one is named that ssh would take. */
export function ReadKeyLine({ keyFile, user }: { keyFile: string | null; user: string }) {
  const { t } = useWords();
  const settled = useSettled(keyFile, 400);
  const isPath = settled !== null && KeyFile.safeParse(settled).success;
  const { data } = useAsk('key.line', { keyFile: isPath ? settled : '/' }, { enabled: isPath });
  if (!data || settled !== keyFile) return null;
  return (
    <div className={style['line']}>
      <p>{t('host-form.read-key-line', { user: visible(user) })}</p>
      <CommandLine text={data.line} label={t('host-form.read-key')} />
    </div>
  );
}

/** How to make a second key that reads files and does nothing else, behind its title. */
export function MakeReadKey({ user }: { user: string }) {
  const { t } = useWords();
  return (
    <Fold title={t('read-key.title')}>
      <ol className={style['steps']}>
        <li>
          <p>{t('read-key.make')}</p>
          <CommandLine text={make} />
        </li>
        <li>
          <p>{t('read-key.lay', { user: user === '' ? 'backup' : visible(user) })}</p>
          <CommandLine text={lay} />
        </li>
        <li>
          <p>{t('read-key.name')}</p>
        </li>
      </ol>
    </Fold>
  );
}
