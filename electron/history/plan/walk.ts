import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes } from '../tables.ts';
import { versionAt } from '../questions/state.ts';
import { bytesAsText, inOrder, type Choice } from './choice.ts';
import { twinKey } from './twin-key.ts';

/** What the index has of an entry at the session of a plan. */
export type PlannedState = {
  until: number;
  kind: number;
  size: number | null;
  modified: number | null;
  mode: number | null;
  owner: number | null;
  sha1: string | null;
  target: Uint8Array | null;
  links: string | null;
};

/** An entry of a plan. `path` is bytes, as latin1. `state` null: a folder above what was chosen, of which nothing is recorded. */
export type Walked = { path: string; state: PlannedState | null; isChosen: boolean; isTwin: boolean };

type Row = PlannedState & { id: number; name: Uint8Array };
/** A folder that is gone through: all that is in it, a page at a time, or the choices in it alone. */
type Frame = { path: string; folder: number; rows: Row[]; at: number; isLast: boolean; choices: Choice[] | null; names: Set<string> };
type Found = { name: string; state: PlannedState | null; folder: number; choice: Choice | null };

const pageRows = 2000;
const columns = `v.until, v.kind, v.size, v.modified, v.mode, v.owner,
  CASE WHEN v.sha1 IS NOT NULL THEN lower(hex(v.sha1)) END AS sha1, v.target, v.links`;

/** Goes through a choice at the session with this number, in the order of rdiff-backup: a folder right before what is in it. */
export function* walk(index: IndexFile, number: number, root: Choice): Generator<Walked> {
  const page = index.prepare(`
    SELECT e.id, e.name, ${columns} FROM entry e CROSS JOIN version v ON v.entry = e.id AND v.since <= ?1 AND v.until > ?1
    WHERE e.folder = ?2 AND e.name > ?3 ORDER BY e.name LIMIT ${String(pageRows)}`);
  const single = index.prepare(`SELECT ${columns} FROM version v WHERE ${versionAt('v', '?2', '?1')}`);
  const stateOf = (entry: number) => (single.get(number, entry) as PlannedState | undefined) ?? null;

  function next(frame: Frame): Found | undefined {
    if (frame.choices) {
      const choice = frame.choices[frame.at];
      frame.at += 1;
      return choice && { name: choice.name, state: stateOf(choice.entry), folder: choice.entry, choice };
    }
    if (frame.at === frame.rows.length && !frame.isLast) {
      frame.rows = page.all(number, frame.folder, frame.rows.at(-1)?.name ?? new Uint8Array()) as Row[];
      frame.isLast = frame.rows.length < pageRows;
      frame.at = 0;
    }
    const row = frame.rows[frame.at];
    frame.at += 1;
    return row && { name: bytesAsText(row.name), state: row, folder: row.id, choice: null };
  }

  const frameOf = (path: string, folder: number, choices: Choice[] | null): Frame => ({
    path,
    folder,
    rows: [],
    at: 0,
    isLast: false,
    choices,
    names: new Set(),
  });

  for (const frames = [frameOf('', 0, [root])]; frames.length > 0;) {
    const frame = frames.at(-1) as Frame;
    const found = next(frame);
    if (!found) {
      frames.pop();
      continue;
    }
    const { name, state, folder, choice } = found;
    const path = frame.path === '' ? name : `${frame.path}/${name}`;
    const key = twinKey(name);
    const isTwin = frame.names.has(key);
    frame.names.add(key);
    const isChosen = choice?.isWhole !== false;
    yield { path, state, isChosen, isTwin };
    if (!isChosen) frames.push(frameOf(path, folder, inOrder(choice)));
    else if (state?.kind === kindCodes.folder) frames.push(frameOf(path, folder, null));
  }
}
