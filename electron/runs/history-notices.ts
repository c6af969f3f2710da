import type { Notice } from '../contract/requests.ts';
import type { Files } from '../platform/ports.ts';

/** The run histories that lie set aside in the home because they could not be read. */
export async function historyNotices(files: Files, home: string): Promise<Notice[]> {
  const aside = ((await files.list(home)) ?? []).filter((file) => /^history\.damaged-.*\.db$/.test(file));
  return aside.map((file) => ({ kind: 'history-aside', facts: { file } }));
}
