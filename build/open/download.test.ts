import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { downloadElectron, reasonIn } from './download.mjs';

const folder = mkdtempSync(join(tmpdir(), 'modosu-download-test-'));
const waits = { first: 1_500, next: 1_000, whole: 10_000, look: 50, say: 200 };
const fetching = "require('node:fs').mkdirSync(process.env.TMPDIR + '/x'); const zip = process.env.TMPDIR + '/x/electron.zip';";

afterAll(() => rmSync(folder, { recursive: true }));

async function downloadWith(script: string, patience = waits) {
  const installer = join(folder, 'install.cjs');
  writeFileSync(installer, script);
  const said: string[] = [];
  const why = await downloadElectron((line) => said.push(line), installer, patience);
  return { why, said };
}

it('is content when the installer is', async () => {
  expect((await downloadWith('')).why).toBeUndefined();
});

it('answers with what the installer had to say', async () => {
  expect((await downloadWith("console.error(new TypeError('fetch failed').stack); process.exit(1)")).why).toBe('fetch failed');
});

it('gives up on a network that does not answer, and leaves nothing behind', async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('modosu-electron-'));
  const begun = performance.now();
  expect((await downloadWith('setInterval(() => {}, 1000)')).why).toBe('no answer');
  expect(performance.now() - begun).toBeLessThan(6_000);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('modosu-electron-'))).toEqual(before);
});

it('gives up on a download that stands still', async () => {
  const { why } = await downloadWith(`${fetching} require('node:fs').writeFileSync(zip, 'some'); setInterval(() => {}, 1000)`);
  expect(why).toBe('the download stood still');
});

it('tells how far it is, and gives up in the end', async () => {
  const grow = "setInterval(() => require('node:fs').appendFileSync(zip, Buffer.alloc(1e6)), 50)";
  const { why, said } = await downloadWith(`${fetching} ${grow}`, { ...waits, whole: 2_500 });
  expect(why).toBe('it took too long');
  expect(
    said.some((line) => /^ {2}\d+ MB so far\.$/.test(line)),
    said.join('\n'),
  ).toBe(true);
});

it.each([
  ['HTTPError: Response code 404 (Not Found) for https://x.test/e.zip\n    at a', 'Response code 404 (Not Found) for https://x.test/e.zip'],
  ['node:internal\n  throw err;\nError [ERR_X]: nothing there\n', 'nothing there'],
  ['Killed\n', 'Killed'],
  ['', 'it ended without a word'],
])('finds the reason in %j', (log, reason) => {
  expect(reasonIn(log)).toBe(reason);
});
