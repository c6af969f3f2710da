import { useEffect, useRef, useState } from 'react';
import { byteOfLine, type Read } from './log-chunk.ts';
import type { LogReader } from './log-reader.ts';
import { findInLog } from './log-search.ts';
import { spotOf, type Spot } from './log-view.ts';

export type Find = {
  text: string;
  /** The byte at which the line that was found begins. */
  hit: number | undefined;
  /** How much has been looked through while a search is at work; `nowhere` after one in vain. */
  progress: number | 'nowhere' | 'failed' | undefined;
  type(text: string): void;
  next(isBackwards: boolean): void;
  stop(): void;
};

const tellEveryMs = 200;

/** A search through a log: from place to place, in either direction; another text, or leaving, ends the one at work. */
export function useFind(read: Read, reader: LogReader, rows: number): Find {
  const [text, setText] = useState('');
  const [progress, setProgress] = useState<Find['progress']>();
  const [hit, setHit] = useState<Spot>();
  const search = useRef(0);
  useEffect(() => () => void (search.current += 1), []);

  function origin(isBackwards: boolean): Spot | undefined {
    const { view } = reader.state();
    if (hit || !view) return hit;
    // The lines on screen count: the first one, or upwards the last one, is looked at too.
    const spot = spotOf(view, isBackwards ? view.top + rows - 1 : view.top);
    return spot && { ...spot, line: spot.line + (isBackwards ? 1 : -1) };
  }

  async function next(isBackwards: boolean): Promise<void> {
    const from = origin(isBackwards);
    if (text === '' || !from) return;
    search.current += 1;
    const mine = search.current;
    const isOver = () => mine !== search.current;
    setProgress(undefined);
    let told = performance.now();
    const tell = (share: number) => {
      if (isOver() || performance.now() - told < tellEveryMs) return;
      told = performance.now();
      setProgress(share);
    };
    try {
      const found = await findInLog({ read, text, from, isBackwards, isOver, tell });
      if (isOver()) return;
      setProgress(found ? undefined : 'nowhere');
      setHit(found);
      if (found) reader.show(found.chunk, found.line);
    } catch {
      if (!isOver()) setProgress('failed');
    }
  }

  const stop = () => {
    search.current += 1;
    setProgress(undefined);
  };
  return {
    text,
    hit: hit && byteOfLine(hit.chunk, hit.line),
    progress,
    stop,
    next: (isBackwards) => void next(isBackwards),
    type: (typed) => {
      stop();
      setHit(undefined);
      setText(typed);
    },
  };
}
