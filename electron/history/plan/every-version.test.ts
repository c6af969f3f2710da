import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { textOf } from '../../contract/entry-path.ts';
import { localFiles } from '../../platform/files.ts';
import { openIndexFile } from '../../platform/index-file.ts';
import { file, fillIndex, folder, link, treeOf, type PlainSession } from '../questions/index.testing.ts';
import { writeVersions } from './every-version.ts';
import { printedFiles } from './printed-files.ts';

function indexFileOf(sessions: readonly PlainSession[]): string {
  const place = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => {
    rmSync(place, { recursive: true });
  });
  fillIndex(join(place, 'index.db'), sessions).close();
  return join(place, 'index.db');
}

const sha1 = (digit: string) => digit.repeat(40);
const at = (time: number, entries: Parameters<typeof treeOf>[0], state: PlainSession['state'] = 'good'): PlainSession => ({
  time,
  state,
  tree: treeOf(entries),
});

it('every state that the newest session has no more, the newest first, by the last session that can be asked about (I2)', async () => {
  const index = indexFileOf([
    at(10, { a: file(1, { sha1: sha1('1') }), 'd/x\udcff': file(5), gone: link('a'), same: file(7), turned: file(3) }),
    at(20, { a: file(2, { sha1: sha1('2') }), 'd/x\udcff': file(5), same: file(7), turned: folder() }),
    at(30, { a: file(3, { sha1: sha1('3') }), 'd/x\udcff': file(5), same: file(7), turned: folder() }, 'damaged'),
    at(40, { a: file(4, { sha1: sha1('4') }), same: file(7), 'turned/in': file(9) }),
  ]);
  const into = `${index}.versions`;
  const sums = await writeVersions({ files: localFiles, open: openIndexFile }, { file: index, into });
  expect(sums).toEqual({ states: 4, paths: 3, bytes: 11, sessions: 3, damaged: [30] });
  const fields = textOf(readFileSync(into)).split('\0');
  const records = Array.from({ length: sums.states }, (_, place) => fields.slice(place * 4, place * 4 + 4));
  expect([records.sort(), fields.length]).toEqual([
    [
      ['a', '10', '1', sha1('1')],
      ['a', '20', '2', sha1('2')],
      ['d/x\udcff', '20', '5', ''],
      ['turned', '10', '3', ''],
    ],
    17,
  ]);
});

it('printed names are found again, with the file that a reading stopped at (rdiff-backup 12.20)', () => {
  const entries = { 'a\nb': file(1, { sha1: sha1('1') }), 'a\nc': file(1, { sha1: sha1('2') }), 'b\udcff': file(1, { sha1: sha1('3') }) };
  const path = indexFileOf([at(10, { ...entries, 'b\udcfe': file(1, { sha1: sha1('4') }), c: file(1), d: file(1, { sha1: sha1('5') }) })]);
  const index = openIndexFile(path, { readOnly: true });
  onTestFinished(() => {
    index.close();
  });
  const wrong = [
    { name: 'a', sha1: sha1('2') },
    { name: 'b\ufffd', sha1: sha1('4') },
    { name: 'nowhere', sha1: null },
  ];
  const found = printedFiles(index, { session: 10, wrong, stopped: null });
  expect(found).toEqual({ wrong: ['a\nc', 'b\udcfe', null], stoppedAt: null });
  const stopped = (name: string | null, count: number) =>
    printedFiles(index, { session: 10, wrong: [], stopped: { name, count } }).stoppedAt;
  // What has no recorded digest is never read.
  expect([stopped(null, 0), stopped('a', 1), stopped('a', 2), stopped('b\ufffd', 4), stopped('d', 6)]).toEqual([
    ...['a\nb', 'a\nc'],
    // Bytes in their order: fe stands before ff.
    ...['b\udcfe', 'd', null],
  ]);
});
