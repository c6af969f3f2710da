import { Button } from '../../parts/Button.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { useSecretDo } from './secret.ts';

/** Asks before mail is given up and its password forgotten. */
export function RemoveMail({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const remove = useSecretDo('mail.set');
  return (
    <Sheet
      title={t('mail-set.remove-title')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="danger"
            isPending={remove.isPending}
            onPress={() => remove.mutate({ mail: null, password: null }, { onSuccess: onClose })}
          >
            {t('mail-set.remove-do')}
          </Button>
        </>
      }
    >
      <p>{t('mail-set.remove-text')}</p>
      {remove.error && <Trouble error={remove.error} />}
    </Sheet>
  );
}
