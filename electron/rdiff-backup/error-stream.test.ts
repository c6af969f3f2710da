import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localFiles } from '../platform/files.ts';
import type { Files } from '../platform/ports.ts';
import { readErrorStream } from './error-stream.ts';
import { isHarmless } from './messages.ts';

function setup(text: string | Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'backup.err');
  writeFileSync(path, text);
  return { path, read: () => readErrorStream(localFiles, path) };
}

const secret = "WARNING: ListError: 'data/secret' [Errno 13] Permission denied: b'data/secret'";
const notSaved = { kind: 'ListError', path: 'data/secret', reason: '[Errno 13] Permission denied' };

describe('an error stream (rdiff-backup 12.10, rdiff-backup 12.22)', () => {
  it('is taken apart into files not saved, warnings, and the text that is kept verbatim', async () => {
    const { read } = setup(
      `* Processing file a\n${secret}\nWARNING: odd\nERROR: bad\n\nTraceback (most recent call last):\n  File "x"\nOSError: y\n`,
    );
    const lines = [secret, 'WARNING: odd', 'ERROR: bad', 'Traceback (most recent call last):', '  File "x"', 'OSError: y'];
    expect(await read()).toEqual({
      notSaved: [notSaved],
      notSavedCount: 1,
      warnings: ['WARNING: odd', 'ERROR: bad'],
      tail: lines,
      printed: lines.join('\n'),
    });
  });

  it('names a file twice but counts it once', async () => {
    const { read } = setup(`${secret}\n${secret}\n${secret.replaceAll('secret', 'other')}\n`);
    expect(await read()).toMatchObject({ notSavedCount: 2, notSaved: [notSaved, { ...notSaved, path: 'data/other' }] });
  });

  it('that is empty or missing says nothing', async () => {
    const nothing = { notSaved: [], notSavedCount: 0, warnings: [], tail: [], printed: '' };
    expect(await setup('').read()).toEqual(nothing);
    expect(await readErrorStream(localFiles, '/nonexistent/backup.err')).toEqual(nothing);
  });

  it('without a newline at its end, or cut in the middle of a character, is read to the end', async () => {
    const { read } = setup(Buffer.concat([Buffer.from('WARNING: 日本'), Buffer.from('語').subarray(0, 2)]));
    expect((await read()).warnings).toEqual([expect.stringMatching(/^WARNING: 日本/)]);
  });

  it('counts all files but keeps the first hundred', async () => {
    const { read } = setup(Array.from({ length: 250 }, (_, index) => secret.replaceAll('secret', `f${index}`)).join('\n'));
    const stream = await read();
    expect([stream.notSavedCount, stream.notSaved.length, stream.notSaved.at(-1)?.path]).toEqual([250, 100, 'data/f99']);
  });

  it('shows a warning that nothing explains, however many harmless ones stand before it (I2)', async () => {
    const harmless = 'WARNING: Local version 2.2.2 does not match remote version 2.0.5\n';
    expect(isHarmless(harmless)).toBe(true);
    const { warnings } = await setup(`${harmless.repeat(300)}WARNING: Index a/b missing from CCPP cache\n`).read();
    expect(warnings.filter((line) => !isHarmless(line))).toEqual(['WARNING: Index a/b missing from CCPP cache']);
  });

  it('keeps its first and its last lines as what a cause is looked for in', async () => {
    const stream = await setup(Array.from({ length: 1000 }, (_, index) => `line ${index}`).join('\n')).read();
    const lines = stream.printed.split('\n');
    expect([lines.length, lines[0], lines[99], lines[100], lines.at(-1)]).toEqual([200, 'line 0', 'line 99', 'line 900', 'line 999']);
    expect([stream.tail.length, stream.tail[0]]).toEqual([40, 'line 960']);
  });
});

it('a flood of 50 MB in endless lines is read in bounded memory, and what matters is found in it (fault row D11)', async () => {
  const { path } = setup(`${'x'.repeat(25_000_000)}\nWARNING: in the middle\n${'x'.repeat(25_000_000)}\nWARNING: at the end`);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const held = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = held();
  let most = 0;
  let pieces = 0;
  const scan: Files['scan'] = (file, offset, maxBytes, take) =>
    localFiles.scan(file, offset, maxBytes, (piece) => {
      take(piece);
      pieces += 1;
      if (pieces % 50 === 0) most = Math.max(most, held() - before);
    });
  const stream = await readErrorStream({ ...localFiles, scan }, path);
  expect(stream.warnings).toEqual(['WARNING: in the middle', 'WARNING: at the end']);
  expect(stream.printed.length).toBeLessThan(100_000);
  expect([pieces > 100, most < 20_000_000]).toEqual([true, true]);
});

it('a message is found wherever the pieces of a long stream end', async () => {
  const line = 'WARNING: 日本語\n';
  const starts = Array.from({ length: 30 }, (_, index) => 65_510 + index);
  const read = starts.map((start) => setup(`${'x'.repeat(start - 1)}\n${line}`).read());
  expect((await Promise.all(read)).map(({ warnings }) => warnings)).toEqual(starts.map(() => [line.trim()]));
});
