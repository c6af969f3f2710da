import { useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import style from './CommandLine.module.css';
import { copyText } from './copy.ts';

/** A line to be typed elsewhere, with a button that copies it; `label` tells it from others where it is read out. */
export function CommandLine({ text, label }: { text: string; label?: string }) {
  const { t } = useWords();
  const [isCopied, setCopied] = useState(false);
  const word = t(isCopied ? 'common.copied' : 'common.copy');
  const copy = async () => setCopied(await copyText(text));
  return (
    <span className={style['line']}>
      <code className={style['text']}>{text}</code>
      <Button
        kind="quiet"
        onPress={() => void copy()}
        onBlur={() => setCopied(false)}
        {...(label === undefined ? {} : { 'aria-label': `${word}: ${label}` })}
      >
        {word}
      </Button>
    </span>
  );
}
