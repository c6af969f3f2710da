import type { Preferences } from '../../../electron/contract/preferences.ts';
import { Choice } from '../../parts/Choice.tsx';
import { useWords } from '../../words/words.tsx';

type Language = Preferences['language'];
type Props = { label: string; bare?: boolean; value: Language; onChange: (language: Language) => void };

/** A language, or that of the system; each is named in itself. */
export function LanguageChoice({ label, bare = false, value, onChange }: Props) {
  const { t } = useWords();
  return (
    <Choice
      label={label}
      bare={bare}
      inRow
      value={value}
      onChange={onChange}
      options={[
        { value: 'system', label: t('settings.as-system') },
        { value: 'en', label: <span lang="en">English</span> },
        { value: 'ja', label: <span lang="ja">日本語</span> },
      ]}
    />
  );
}
