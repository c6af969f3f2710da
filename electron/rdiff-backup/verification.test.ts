import { expect, it } from 'vitest';
import { fakeFiles } from '../platform/fakes.testing.ts';
import { printedName, readVerification } from './verification.ts';

const read = (out: string, err = '') =>
  readVerification(
    fakeFiles(
      new Map([
        ['/out', out],
        ['/err', err],
      ]),
    ),
    ['/out', '/err'],
  );
const digest = (digit: string) => digit.repeat(40);

it('what verify says of files is counted and named, on whichever stream it stands (rdiff-backup 12.20)', async () => {
  const right = '* Verified SHA1 digest of file a\n* Verified SHA1 digest of file new\nline\n';
  const wrong =
    `WARNING: Computed SHA1 digest of file d/it's '${digest('a')}' doesn't match recorded digest of '${digest('b')}'. Your backup\n` +
    `WARNING: Computed SHA1 digest of file cut\noff '${digest('a')}' doesn't match recorded digest of '${digest('b')}'.\n`;
  const none = 'WARNING: Cannot find SHA1 digest for file f, perhaps because this feature was added in v1.1.1\n';
  expect(await read(right, wrong + none)).toEqual({
    verified: 2,
    last: 'new',
    wrong: [
      { name: "d/it's", sha1: digest('b') },
      { name: 'cut', sha1: null },
    ],
    wrongCount: 2,
    unrecorded: 1,
    clean: false,
  });
  expect(await read('', right)).toMatchObject({ verified: 2, last: 'new' });
});

it.each([
  ['NOTE: All files verified successfully', true],
  ['NOTE: Verification found 461 files without hash, all others could be verified successfully', true],
  ['ERROR: Verification found 2 potentially corrupted files', false],
  ['* Verified SHA1 digest of file NOTE: All files verified successfully', false],
])('%s', async (line, clean) => {
  expect((await read(`${line}\n`)).clean).toBe(clean);
});

it('a name as it is printed', () => {
  expect([printedName(Buffer.from('a/b')), printedName(Buffer.from('x\ny')), printedName(Buffer.from([0x61, 0xff]))]).toEqual([
    'a/b',
    'x',
    'a\ufffd',
  ]);
});
