import type { Hunk } from '../../../electron/contract/history.ts';

/** A line of one side: its number there, its text, and what of it differs from the line beside it (from, to). */
export type Side = { number: number; text: string; part?: [from: number, to: number] };
/** A line of a difference. `gap`: so many lines that are the same were left out here; `kept` has both sides. */
export type DiffRow =
  | { kind: 'gap'; count: number }
  | { kind: 'kept'; old: Side; new: Side }
  | { kind: 'changed'; old: Side | null; new: Side | null; isFirst: boolean };

/** A difference side by side: what was taken out stands beside what came in its place. `isFirst` begins a change. */
export function sideRows(hunks: readonly Hunk[]): DiffRow[] {
  let next = 1;
  return hunks.flatMap((hunk) => {
    const count = hunk.oldStart - next;
    next = hunk.oldStart + hunk.lines.filter(({ kind }) => kind !== 'new').length;
    return [...(count > 0 ? [{ kind: 'gap', count } as const] : []), ...rowsOf(hunk)];
  });
}

function rowsOf({ oldStart, newStart, lines }: Hunk): DiffRow[] {
  const rows: DiffRow[] = [];
  let [oldNumber, newNumber] = [oldStart, newStart];
  let [out, come]: [Side[], Side[]] = [[], []];
  const flush = () => {
    for (let index = 0; index < Math.max(out.length, come.length); index += 1) {
      const [old, fresh] = marked(out[index] ?? null, come[index] ?? null);
      rows.push({ kind: 'changed', old, new: fresh, isFirst: index === 0 });
    }
    [out, come] = [[], []];
  };
  for (const { kind, text } of lines) {
    if (kind === 'old') out.push({ number: oldNumber++, text });
    else if (kind === 'new') come.push({ number: newNumber++, text });
    else {
      flush();
      rows.push({ kind: 'kept', old: { number: oldNumber++, text }, new: { number: newNumber++, text } });
    }
  }
  flush();
  return rows;
}

/** A difference one below the other: of each change first what was taken out, then what came. */
export function unifiedRows(hunks: readonly Hunk[]): DiffRow[] {
  const unified: DiffRow[] = [];
  let change: DiffRow[] = [];
  const flush = () => {
    const out = change.flatMap((row) => (row.kind === 'changed' && row.old ? [{ ...row, new: null }] : []));
    const come = change.flatMap((row) => (row.kind === 'changed' && row.new ? [{ ...row, old: null }] : []));
    [...out, ...come].forEach((row, index) => unified.push({ ...row, isFirst: index === 0 }));
    change = [];
  };
  for (const row of sideRows(hunks)) {
    if (row.kind !== 'changed' || row.isFirst) flush();
    if (row.kind === 'changed') change.push(row);
    else unified.push(row);
  }
  flush();
  return unified;
}

/** What two lines that stand beside each other do not have in common, as long as they have enough in common to be the same line. */
function marked(old: Side | null, fresh: Side | null): [Side | null, Side | null] {
  if (!old || !fresh) return [old, fresh];
  const [a, b] = [old.text, fresh.text];
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  if (isHalf(a, head)) head -= 1;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  if (isHalf(a, a.length - tail)) tail -= 1;
  if (head + tail < shorter / 3) return [old, fresh];
  return [
    { ...old, part: [head, a.length - tail] },
    { ...fresh, part: [head, b.length - tail] },
  ];
}

/** Whether a text would be cut within a character. */
const isHalf = (text: string, at: number): boolean =>
  at > 0 && at < text.length && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
