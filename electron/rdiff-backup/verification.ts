import type { Files } from '../platform/ports.ts';
import { scanLines } from './line-scan.ts';

/** What `verify` has said of the files of a session. Names are as it prints them. */
export type Verification = {
  verified: number;
  /** The last file that was right. */
  last: string | null;
  /** The first thousand files that were not, each with its recorded digest where the line has it. */
  wrong: { name: string; sha1: string | null }[];
  wrongCount: number;
  /** Files of which no digest is recorded. */
  unrecorded: number;
  /** It came to its end and found nothing wrong. */
  clean: boolean;
};

/** The beginning of the line of a file that is right. */
export const verifiedSign = '* Verified SHA1 digest of file ';
const wrongSign = 'WARNING: Computed SHA1 digest of file ';
const unrecordedSign = 'WARNING: Cannot find SHA1 digest for file ';
const allSign = 'NOTE: All files verified successfully';
const othersSign = 'NOTE: Verification found ';
const wrongLine = /^WARNING: Computed SHA1 digest of file (.*?)(?: '[0-9a-f]{40}' doesn't match recorded digest of '([0-9a-f]{40})'.*)?$/;
const others = /^NOTE: Verification found \d+ files without hash, all others could be verified successfully/;
const kept = 1000;

/** Reads what `verify` has said from its files: a server says everything on its error stream, a client says parts on either. */
export async function readVerification(files: Files, paths: readonly string[]): Promise<Verification> {
  const found: Verification = { verified: 0, last: null, wrong: [], wrongCount: 0, unrecorded: 0, clean: false };
  const take = (line: string) => {
    if (line.startsWith(verifiedSign)) {
      found.verified += 1;
      found.last = line.slice(verifiedSign.length);
    } else if (line.startsWith(unrecordedSign)) found.unrecorded += 1;
    else if (line.startsWith(wrongSign)) {
      const [, name = '', sha1 = null] = wrongLine.exec(line) ?? [];
      found.wrongCount += 1;
      if (found.wrong.length < kept) found.wrong.push({ name, sha1 });
    } else if (line.startsWith(allSign) || others.test(line)) found.clean = true;
  };
  for (const path of paths) await scanLines(files, path, [verifiedSign, wrongSign, unrecordedSign, allSign, othersSign], take);
  return found;
}

/** A path, given as its bytes, as it stands in a line of rdiff-backup: what is no text is replaced, and a newline ends the line. */
export const printedName = (path: Uint8Array): string => Buffer.from(path).toString('utf8').split('\n')[0] ?? '';
