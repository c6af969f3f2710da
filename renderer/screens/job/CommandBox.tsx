import { useRef, useState } from 'react';
import { Button } from '../../parts/Button.tsx';
import { copyText } from '../../parts/copy.ts';
import { Name } from '../../parts/Name.tsx';
import { useWords } from '../../words/words.tsx';
import style from './JobFacts.module.css';

/** A long line that scrolls inside itself, with a button that copies it. Where that is not allowed it is selected, to be copied by hand. */
export function CommandBox({ text, label }: { text: string; label: string }) {
  const { t } = useWords();
  const line = useRef<HTMLPreElement>(null);
  const [result, setResult] = useState<'common.copied' | 'copy.selected' | 'common.copy'>('common.copy');

  async function copy(): Promise<void> {
    if (await copyText(text)) {
      setResult('common.copied');
      return;
    }
    if (line.current) getSelection()?.selectAllChildren(line.current);
    setResult('copy.selected');
  }

  return (
    <div className={style['box']}>
      <pre ref={line} className={style['command']} tabIndex={0} aria-label={label} role="region">
        <Name text={text} whole />
      </pre>
      <div className={style['copy']}>
        <Button kind="quiet" onPress={() => void copy()} onBlur={() => setResult('common.copy')}>
          <span aria-live="polite">{t(result)}</span>
        </Button>
      </div>
    </div>
  );
}
