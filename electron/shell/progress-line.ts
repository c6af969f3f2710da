import type { Progress, Run } from '../contract/run.ts';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '../contract/words/format.ts';
import type { Shell } from './context.ts';

const clearLine = '\r\u001b[K';

/** Keeps one line on the terminal up to date while a run goes on. */
export function showProgress({ engine, t, language }: Shell, run: Run): { end: () => void } {
  const show = ({ phase, share, files, bytes, remainingMs }: Progress) => {
    const parts = [
      t(`phase.${phase}`),
      share === null ? '' : formatPercent(share, language),
      files === 0 ? '' : formatNumber(files, language),
      bytes === undefined || bytes === 0 ? '' : formatBytes(bytes, language),
      remainingMs === null ? '' : t('progress.remaining', { time: formatDuration(remainingMs, language) }),
    ];
    process.stderr.write(`${clearLine}${parts.filter((part) => part !== '').join('  ')}`);
  };
  const off = engine.on('run.progress', (progress) => {
    if (progress.run === run.id) show(progress);
  });
  return {
    end: () => {
      off();
      process.stderr.write(clearLine);
    },
  };
}
