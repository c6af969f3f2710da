import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { World } from '../office/world.ts';
import { median, secondsOf, type Row } from './row.ts';

const calls = 15;
const records = 2000;
const mostSeconds = 0.4;

/** How long `modosu status` takes from start to end, with two thousand run records behind it. */
export async function measureStatus({ shell }: World): Promise<Row> {
  const database = new DatabaseSync(join(shell.home, 'history.db'));
  database.exec('BEGIN');
  const copy = database.prepare(
    'INSERT INTO runs (job, active, good, session, ended, kind, record) SELECT job, active, good, session, ended, kind, record FROM runs WHERE active = 0 ORDER BY id LIMIT 1',
  );
  for (let record = 0; record < records; record += 1) copy.run();
  database.exec('COMMIT');
  database.close();

  const seconds: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    seconds.push(
      await secondsOf(async () => {
        const { code } = await shell.call('status');
        if (code !== 0) throw new Error(`status ended with ${code}`);
      }),
    );
  }
  return {
    what: `modosu status, ${records} run records, ${calls} calls`,
    measured: `${median(seconds).toFixed(3)} s`,
    limit: `<= ${mostSeconds} s`,
    within: median(seconds) <= mostSeconds,
    unit: 's',
    values: { seconds },
  };
}
