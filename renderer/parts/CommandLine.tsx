import { useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import style from './CommandLine.module.css';

/** A line to be typed elsewhere, with a button that copies it. */
export function CommandLine({ text }: { text: string }) {
  const { t } = useWords();
  const line = useRef<HTMLElement>(null);
  const [isCopied, setCopied] = useState(false);

  async function copy(): Promise<void> {
    const isDone = await navigator.clipboard.writeText(text).then(
      () => true,
      () => copiedFrom(line.current),
    );
    setCopied(isDone);
  }

  return (
    <span className={style['line']}>
      <code ref={line} className={style['text']}>
        {text}
      </code>
      <Button kind="quiet" onPress={() => void copy()} onBlur={() => setCopied(false)}>
        {t(isCopied ? 'common.copied' : 'common.copy')}
      </Button>
    </span>
  );
}

/** Where a page may not write to the clipboard by itself (Electron, every permission denied), a selection still can be copied. */
function copiedFrom(element: HTMLElement | null): boolean {
  if (!element) return false;
  getSelection()?.selectAllChildren(element);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way that asks for no permission
  return document.execCommand('copy');
}
