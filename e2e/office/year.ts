import { Buffer } from 'node:buffer';
import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { growHistory, type Session } from './history.ts';
import { png } from './png.ts';
import { changeWebRoot, writeWebRoot } from './web-root.ts';

const fortnightSeconds = 14 * 86_400;
export const yearSessions = 26;

/** A year of a small web site: its source and its repository, with a session every fortnight. */
export type Year = { source: string; repository: string; sessions: readonly Session[] };

/** What a style sheet holds before a session (from 0): two lines of it are others every time. */
export const styleSheet = (session: number): string =>
  Array.from({ length: 80 }, (_, rule) =>
    rule === 7 ? `  width: ${session * 10}px;` : rule === 40 ? `  color: rgb(${session}, 0, 0);` : `.rule-${rule} { margin: ${rule}px; }`,
  ).join('\n') + '\n';

/** Names that a list must neither obey nor lose: bytes that are no text, an override of the direction, a line break, an option, a very long one. */
export const hostileNames: readonly Buffer[] = [
  Buffer.from('caf\xe9.txt', 'latin1'),
  ...['evil\u202etxt.exe', 'line\nbreak.txt', '-rf', `${'x'.repeat(200)}.txt`, '<img src=x onerror=alert(1)>.txt'].map((name) =>
    Buffer.from(name),
  ),
];

/** The last session that has `old-news.html`, the first that has `later.txt`, the last that has the folder `before/`. */
export const turns = { oldNews: 11, later: 20, before: 17 };

/** Grows it in an empty folder, with `dir/site` as the source. The last session is of yesterday. */
export async function growYear(dir: string): Promise<Year> {
  const source = join(dir, 'site');
  const repository = join(dir, 'year');
  await mkdir(source, { recursive: true });
  await writeWebRoot(source, { seed: 1 });
  const put = async (name: string | Buffer, text: string | Buffer, day: number) => {
    const file = Buffer.concat([Buffer.from(`${source}/`), Buffer.from(name)]);
    await writeFile(file, text);
    // Otherwise a file of the same length and second would be taken for the same.
    await utimes(file, 1_700_000_000 + day * fortnightSeconds, 1_700_000_000 + day * fortnightSeconds);
  };
  await mkdir(join(source, 'empty folder'));
  await mkdir(join(source, 'before'));
  await put('style.css', styleSheet(0), 0);
  await put(
    'square.png',
    png(48, 48, (x, y) => [x * 5, y * 5, 120]),
    0,
  );
  await put('data.bin', Buffer.from([0, 1, 2, 0, 255]), 0);
  await put('old-news.html', '<p>old</p>\n', 0);
  await put('before/2026年度 会計.txt', '会計\n', 0);
  await symlink('/etc/hostname', join(source, 'elsewhere'));
  for (const name of hostileNames) await put(name, name, 0);

  const change = async (root: string, day: number) => {
    await changeWebRoot(root, { seed: 1, day });
    await put('style.css', styleSheet(day), day);
    if (day === turns.oldNews + 1) await rm(join(root, 'old-news.html'));
    if (day === turns.before + 1) await rename(join(root, 'before'), join(root, 'after'));
    if (day === turns.later) await put('later.txt', 'came later\n', day);
  };
  const now = new Date();
  const last = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 2, 30).getTime() / 1000;
  const firstTime = last - (yearSessions - 1) * fortnightSeconds;
  const sessions = await growHistory({
    source,
    repository,
    sessions: yearSessions,
    firstTime,
    stepSeconds: fortnightSeconds,
    seed: 1,
    change,
  });
  return { source, repository, sessions };
}
