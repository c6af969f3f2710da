import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes } from '../tables.ts';
import { bytesAsText } from './choice.ts';
import type { Way } from './plan-order.ts';
import type { PlannedState } from './walk.ts';

export type PlanOwner = { uid: string; gid: string; user: string; group: string };
export type PlanOwners = ReadonlyMap<number, PlanOwner>;

/**
 * A record of a plan before it is written; texts are bytes, as latin1. `sha1` is also that of another name of the file. `target`: where a link
 * points to, the number of a device, and of anything else its `recordedText`.
 */
export type Planned = { path: string; state: PlannedState | null; sha1: string; target: string; way: Way };

const letters = new Map(Object.entries({ file: 'f', folder: 'd', link: 'l', device: 'c', fifo: 'p', socket: 's' } as const));
const letterOf = new Map(Object.entries(kindCodes).map(([kind, code]) => [code, letters.get(kind) ?? '']));
const nobody: PlanOwner = { uid: '', gid: '', user: '', group: '' };
const deviceNumber = /^[bc] \d{1,10} \d{1,10}$/;

/** The owners of an index, as a plan names them. */
export function ownersOf(index: IndexFile): PlanOwners {
  const rows = index.prepare('SELECT id, uid, gid, user, "group" FROM owner').all();
  // A zero byte ends a field: no name holds one.
  const name = (text: unknown) => (typeof text === 'string' && !text.includes('\0') ? Buffer.from(text).toString('latin1') : '');
  return new Map(
    rows.map(({ id, uid, gid, user, group }) => [
      Number(id),
      { uid: numberText(uid), gid: numberText(gid), user: name(user), group: name(group) },
    ]),
  );
}

const numberText = (value: unknown): string => (typeof value === 'number' ? String(value) : '');

/** Where a link points to, or the number of a device; empty where nothing that could be is recorded. */
export function targetOf({ kind, target }: PlannedState): string {
  const text = target === null ? '' : bytesAsText(target);
  if (kind === kindCodes.device) return deviceNumber.test(text) ? text : '';
  return kind === kindCodes.link && !text.includes('\0') ? text : '';
}

/** A record as it is written: thirteen fields, each ended by a zero byte. */
export function recordText({ path, state, sha1, target, way }: Planned, owners: PlanOwners): string {
  if (!state) return `d\0${path}${'\0'.repeat(11)}${way}\0`;
  const { uid, gid, user, group } = (state.owner === null ? undefined : owners.get(state.owner)) ?? nobody;
  const [size, modified, mode] = [numberText(state.size), numberText(state.modified), numberText(state.mode)];
  const kind = letterOf.get(state.kind) ?? '';
  return `${kind}\0${path}\0${size}\0${sha1}\0${modified}\0${mode}\0${uid}\0${gid}\0${user}\0${group}\0${target}\0${state.links ?? ''}\0${way}\0`;
}
