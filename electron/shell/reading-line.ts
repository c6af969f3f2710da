import { formatPercent } from '../contract/words/format.ts';
import type { Shell } from './context.ts';

const clearLine = '\r\u001b[K';
const patienceMs = 500;

/** Answers as `work` does. On a terminal one line says how far the history is read when that takes a while; `job` null: that of any job. */
export async function whileReading<T>({ engine, t, language, live }: Shell, job: string | null, work: () => Promise<T>): Promise<T> {
  if (!live) return work();
  let isShown = false;
  let share: number | null = null;
  const show = () => {
    const part = share === null ? '' : ` ${formatPercent(share, language)}`;
    process.stderr.write(`${clearLine}${t('past.reading')}${part}`);
  };
  const off = engine.on('history.changed', (state) => {
    if (job !== null && state.name !== job) return;
    share = state.share;
    if (isShown) show();
  });
  const timer = setTimeout(() => {
    isShown = true;
    show();
  }, patienceMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    off();
    process.stderr.write(clearLine);
  }
}
