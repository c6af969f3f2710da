import { useEffect, useRef, useState } from 'react';
import { Zone } from '../../../electron/contract/schedule.ts';
import { isSameZone } from '../../../electron/contract/words/zone-words.ts';
import { Button } from '../../parts/Button.tsx';
import { useMachineZone } from '../../parts/machine-zone.ts';
import { Suggest } from '../../parts/Suggest.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Schedule.module.css';

type Props = { zone: string; error: string | undefined; onChange: (zone: string) => void; onBlur: () => void };

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** Whose clock the times are: that of this machine, or of a zone that is named. */
export function ZoneLine({ zone, error, onChange, onBlur }: Props) {
  const { t } = useWords();
  const machine = useMachineZone();
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const isPressed = useRef(false);
  const isHere = zone === '' || (Zone.safeParse(zone).success && isSameZone(zone, machine));

  // Either of the two takes the place of the other, and the focus with it.
  useEffect(() => {
    if (isPressed.current) place.current?.querySelector<HTMLElement>('input, button')?.focus();
    isPressed.current = false;
  }, [isOpen, zone]);
  function turn(open: boolean): void {
    isPressed.current = true;
    setOpen(open);
    if (!open) onChange('');
  }

  if (isHere && !isOpen) {
    return (
      <div className={style['zone']} ref={place}>
        {t('when.zone-here', { zone: machine })}
        <Button kind="quiet" onPress={() => turn(true)}>
          {t('when.zone-other')}
        </Button>
      </div>
    );
  }
  return (
    <div className={style['elsewhere']} ref={place}>
      <Suggest
        label={t('when.zone')}
        suggestions={zones}
        value={zone}
        onChange={onChange}
        onBlur={onBlur}
        error={error}
        hint={t('when.zone-hint', { zone: machine })}
        placeholder={machine}
      />
      <Button onPress={() => turn(false)}>{t('when.zone-back')}</Button>
    </div>
  );
}
