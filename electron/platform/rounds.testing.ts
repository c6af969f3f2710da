/** Whether a test of many rounds runs them all, or a share that is always the same. */
export const everyRound = process.env['MODOSU_FULL'] === '1';
