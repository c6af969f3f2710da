import { useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import style from './CommandLine.module.css';
import { copyText } from './copy.ts';

/** A line to be typed elsewhere, with a button that copies it. */
export function CommandLine({ text }: { text: string }) {
  const { t } = useWords();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => setCopied(await copyText(text));
  return (
    <span className={style['line']}>
      <code className={style['text']}>{text}</code>
      <Button kind="quiet" onPress={() => void copy()} onBlur={() => setCopied(false)}>
        {t(isCopied ? 'common.copied' : 'common.copy')}
      </Button>
    </span>
  );
}
