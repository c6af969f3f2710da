import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApart } from '../office/index-child.ts';
import { removeTree } from '../office/scratch.ts';
import { addSyntheticSession, writeSyntheticRepository } from '../office/synthetic-repository.ts';
import { versionsIn } from './history-index.ts';
import { measureQuestions } from './history-questions.ts';
import { measureHistoryWindow } from './history-window.ts';
import type { Row } from './row.ts';

const sessions = 30;
const share = 0.005;
const sizes = [
  { files: 100_000, rounds: 3 },
  { files: 1_000_000, rounds: 2 },
];
const limits = { firstSeconds: 12, firstMB: 400, forwardSeconds: 5, bytesPerVersion: 150 };

/** The index of large repositories: how it is made, brought forward and asked, beside what rdiff-backup takes for the same. */
export async function measureHistory(say: (line: string) => void, show: (row: Row) => void, of = sizes): Promise<void> {
  for (const { files, rounds } of of) {
    const dir = await mkdtemp(join(tmpdir(), 'modosu-bench-history-'));
    try {
      say(`      writing the records of ${files} files and ${sessions} sessions`);
      for (const row of await measureOne(dir, files, rounds)) show(row);
    } finally {
      await removeTree(dir);
    }
  }
}

async function measureOne(dir: string, files: number, rounds: number): Promise<Row[]> {
  const options = { repository: join(dir, 'repository'), files, sessions, share, seed: 1 };
  const file = join(dir, 'index.db');
  const made = await writeSyntheticRepository(options);
  const name = `${files.toLocaleString('en-US')} files × ${sessions} sessions`;

  const first = [];
  for (let round = 0; round < rounds; round += 1) first.push(await buildApart(made.repository, file, { rebuild: true }));
  const best = first.reduce((a, b) => (a.seconds < b.seconds ? a : b));
  const megabytes = Math.max(...first.map(({ peakMB }) => peakMB));
  const versions = versionsIn(file);
  const perVersion = (await stat(file)).size / versions;

  const rows: Row[] = [
    {
      what: `first index, ${name}, best of ${rounds}`,
      measured: `${best.seconds.toFixed(1)} s, CPU ${best.cpuSeconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`,
      limit: `<= ${limits.firstSeconds} s and <= ${limits.firstMB} MB`,
      within: best.seconds <= limits.firstSeconds && megabytes <= limits.firstMB,
      unit: 's',
      values: { seconds: first.map((one) => one.seconds), cpu: first.map((one) => one.cpuSeconds), peakMB: first.map((one) => one.peakMB) },
    },
    {
      what: `bytes of the index per version, ${versions.toLocaleString('en-US')} versions`,
      measured: `${perVersion.toFixed(1)} bytes`,
      limit: `<= ${limits.bytesPerVersion} bytes`,
      within: perVersion <= limits.bytesPerVersion,
      unit: 'bytes',
      values: { perVersion: [perVersion] },
    },
    ...(await measureQuestions({ dir, file, made, name })),
    ...(await measureHistoryWindow({ home: join(dir, 'home'), made, name })),
  ];

  await addSyntheticSession(options);
  const forward = await buildApart(made.repository, file, { rebuild: false });
  if (forward.how !== 'forward') throw new Error(`the index was ${forward.how}`);
  rows.push({
    what: `index brought forward by one session, ${name}`,
    measured: `${forward.seconds.toFixed(2)} s, ${forward.peakMB.toFixed(0)} MB`,
    limit: `<= ${limits.forwardSeconds} s`,
    within: forward.seconds <= limits.forwardSeconds,
    unit: 's',
    values: { seconds: [forward.seconds] },
  });
  return rows;
}
