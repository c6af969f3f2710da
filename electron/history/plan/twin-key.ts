import { textOf } from '../../contract/entry-path.ts';

const ascii = /^[\x00-\x7f]*$/;

/** The same for names that one folder cannot hold where neither case nor the Unicode form counts. The name is bytes, as latin1. */
export function twinKey(name: string): string {
  if (ascii.test(name)) return name.toLowerCase();
  return textOf(Buffer.from(name, 'latin1')).normalize('NFC').toLowerCase().normalize('NFC');
}
