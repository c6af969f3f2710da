import { mkdir, writeFile } from 'node:fs/promises';

/** Names that a shell, an option parser, a pattern, rdiff-backup's locations or UTF-8 could stumble over. As bytes, in latin1. */
export const awkwardNames: readonly string[] = [
  'plain.txt',
  'a::b',
  'a:b',
  ';touch canary-1 #::x',
  'h;touch canary-2;#::y',
  '$(touch canary-3)',
  '`touch canary-4`',
  'back\\slash',
  '\\::z',
  'new\nline',
  'cr\r',
  'tab\tx',
  'not utf-8 \xff',
  '\x85nel',
  '-dash',
  '--force',
  '@list',
  '+ plus',
  '- minus',
  'glob[1]*?',
  'glob1xx',
  '**',
  'ignorecase:x',
  ' lead',
  'trail ',
  'name.2026-02-25T06:13:20Z.diff.gz',
  'name.2026-02-25T06:13:20Z.missing',
  Buffer.from('日本語.txt').toString('latin1'),
  'L'.repeat(240),
];

const bytes = (text: string) => Buffer.from(text, 'latin1');

/** Writes a file whose path is bytes, in latin1, with the folders above it. */
export async function writeBytewise(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(bytes(path.slice(0, path.lastIndexOf('/'))), { recursive: true });
  await writeFile(bytes(path), content);
}
