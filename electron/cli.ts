import { runProgram } from './shell/shell.ts';

declare const MODOSU_VERSION: string | undefined;

process.exitCode = await runProgram(process.argv.slice(2), typeof MODOSU_VERSION === 'undefined' ? '0.0.0' : MODOSU_VERSION);
