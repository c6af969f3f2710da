import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { ask } from '../../../bridge/bridge.ts';
import type { Read } from './log-chunk.ts';
import { createLogReader, type LogReader, type LogState } from './log-reader.ts';

export type LogPart = 'output' | 'errors';

const lookEveryMs = 1000;

/** One stream of a run's log, opened at its end; looked at again every second while the run is at work. */
export function useLog(run: number, part: LogPart, isActive: boolean): { reader: LogReader; read: Read; state: LogState } {
  const { reader, read } = useMemo(() => {
    const ofRun: Read = (offset) => ask('run.log', { run, part, offset });
    return { reader: createLogReader(ofRun), read: ofRun };
  }, [run, part]);
  const state = useSyncExternalStore(reader.subscribe, reader.state);

  useEffect(() => {
    void reader.open();
    return () => reader.close();
  }, [reader]);

  useEffect(() => {
    // The last lines of a run that has just ended count as well.
    void reader.look();
    if (!isActive) return undefined;
    const timer = setInterval(() => void reader.look(), lookEveryMs);
    return () => clearInterval(timer);
  }, [reader, isActive]);

  return { reader, read, state };
}
