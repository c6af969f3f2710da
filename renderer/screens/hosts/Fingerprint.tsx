import type { HostKey } from '../../../electron/contract/host.ts';
import { useWords } from '../../words/words.tsx';
import style from './Fingerprint.module.css';

const beginning = 'SHA256:';
const groupLength = 4;

/** A fingerprint in groups of four to be compared by eye; against another one, what differs is marked. Copied, it is one word. */
export function Fingerprint({ text, against }: { text: string; against?: string }) {
  const { t } = useWords();
  const letters = Array.from(text.slice(beginning.length));
  const others = against?.slice(beginning.length);
  const groups = Array.from({ length: Math.ceil(letters.length / groupLength) }, (_, index) =>
    letters.slice(index * groupLength, (index + 1) * groupLength),
  );
  return (
    <div className={style['fingerprint']} role="img" aria-label={`${t('key-step.fingerprint')} ${text}`}>
      <span className={style['beginning']}>{beginning}</span>
      <span className={style['groups']}>
        {groups.map((group, place) => (
          <span key={place} className={style['group']}>
            {group.map((letter, index) => (
              <span
                key={index}
                className={others !== undefined && others[place * groupLength + index] !== letter ? style['other'] : undefined}
              >
                {letter}
              </span>
            ))}
          </span>
        ))}
      </span>
    </div>
  );
}

/** What kind of key it is, as ssh-keygen says it. */
export const keyKind = ({ type }: HostKey): 'ED25519' | 'ECDSA' | 'RSA' =>
  type === 'ssh-ed25519' ? 'ED25519' : type === 'ssh-rsa' ? 'RSA' : 'ECDSA';

/** What a server says about its own key of that kind. */
export const lookThere = (key: HostKey): string => `ssh-keygen -lf /etc/ssh/ssh_host_${keyKind(key).toLowerCase()}_key.pub`;
