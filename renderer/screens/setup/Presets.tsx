import { PresetName } from '../../../electron/contract/job.ts';
import { Check } from '../../parts/Check.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Presets.module.css';

/** Ready-made exclusions, each with what it leaves out in words. */
export function Presets({ chosen, onChange }: { chosen: readonly PresetName[]; onChange: (chosen: PresetName[]) => void }) {
  const { t } = useWords();
  return (
    <div className={style['presets']}>
      {PresetName.options.map((name) => (
        <Check
          key={name}
          label={t(`preset.${name}`)}
          hint={t(`preset.${name}-hint`)}
          isSelected={chosen.includes(name)}
          onChange={(isChosen) => onChange(PresetName.options.filter((other) => (other === name ? isChosen : chosen.includes(other))))}
        />
      ))}
    </div>
  );
}
