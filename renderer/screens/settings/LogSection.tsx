import { Alerts } from '../../../electron/contract/alerts.ts';
import { formatBytes } from '../../../electron/contract/words/format.ts';
import { reasonAgainst } from '../../parts/errors.ts';
import { Field } from '../../parts/Field.tsx';
import { Section } from '../../parts/Panel.tsx';
import { Select } from '../../parts/Select.tsx';
import { Switch } from '../../parts/Switch.tsx';
import { useWords } from '../../words/words.tsx';
import { useLogChange } from './change.ts';
import { Saved } from './Saved.tsx';
import style from './SettingsScreen.module.css';
import { useTyped } from './typed.ts';

type Log = Alerts['log'];
type Props = { log: Log; home: string };

const sizes = [100_000, 1_000_000, 10_000_000, 100_000_000];
const { path: Path, keep: Keep } = Alerts.shape.log.shape;
const numberOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);

/** The log for scripts and for people who are used to one: where it is and how much of it is kept. */
export function LogSection({ log, home }: Props) {
  const { t, language } = useWords();
  const ofPath = useLogChange();
  const ofSize = useLogChange();
  const ofKeep = useLogChange();
  const ofJournal = useLogChange();
  const path = useTyped({
    value: log.path ?? '',
    wrong: (text) => reasonAgainst(t, Path, text === '' ? null : text),
    save: (text, then) => ofPath.change({ path: text === '' ? null : text }, then),
  });
  const keep = useTyped({
    value: String(log.keep),
    wrong: (text) => reasonAgainst(t, Keep, numberOf(text)),
    save: (text, then) => ofKeep.change({ keep: numberOf(text) }, then),
  });
  const size = ofSize.chosen.maxBytes ?? log.maxBytes;
  const offered = [...new Set([...sizes, size])].toSorted((a, b) => a - b);
  return (
    <Section title={t('log-file.title')} hint={t('log-file.text')}>
      <div className={style['entry']}>
        <Field
          label={t('log-file.path')}
          {...path.field}
          mono
          placeholder={`${home}/backup.log`}
          hint={t('log-file.path-hint', { path: `${home}/backup.log` })}
        />
        <Saved state={ofPath.state} isSaidByField />
      </div>
      <div className={style['entry']}>
        <div className={style['two']}>
          <Select
            label={t('log-file.size')}
            value={String(size)}
            onChange={(chosen) => ofSize.change({ maxBytes: Number(chosen) })}
            hint={t('log-file.size-hint')}
            options={offered.map((bytes) => ({ id: String(bytes), label: formatBytes(bytes, language) }))}
          />
          <Field label={t('log-file.keep')} {...keep.field} inputMode="numeric" />
        </div>
        <Saved state={ofSize.state} />
        <Saved state={ofKeep.state} isSaidByField />
      </div>
      <div className={style['line']}>
        <Switch
          label={t('log-file.journal')}
          hint={t('log-file.journal-hint')}
          isSelected={ofJournal.chosen.journal ?? log.journal}
          onChange={(journal) => ofJournal.change({ journal })}
        />
        <Saved state={ofJournal.state} />
      </div>
    </Section>
  );
}
