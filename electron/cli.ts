import { fileURLToPath } from 'node:url';
import { systemClock } from './platform/clock.ts';
import { runProgram } from './shell/shell.ts';

declare const MODOSU_VERSION: string | undefined;

const version = typeof MODOSU_VERSION === 'undefined' ? '0.0.0' : MODOSU_VERSION;

process.exitCode = await runProgram(process.argv.slice(2), version, async (engine, port) => {
  const { openDoor } = await import('./web/web.ts');
  return openDoor(engine, { port, clock: systemClock, window: fileURLToPath(new URL('./window', import.meta.url)) });
});
