import { kindCodes } from '../tables.ts';
import type { ContentWay, PlanSums } from './plan-order.ts';
import type { Planned, PlanOwners } from './plan-record.ts';

const setuidOrSetgid = 0o6000;
const { file, folder, link, device } = kindCodes;

export type Counted = Omit<PlanSums, 'owners' | 'splitLinks' | 'recorded' | 'unreadable' | 'quoted' | 'missing'>;

/** Sums up the chosen entries of a plan. */
export function createSums(owners: PlanOwners) {
  const sums: Counted = {
    entries: 0,
    files: 0,
    folders: 0,
    links: 0,
    devices: 0,
    special: 0,
    bytes: 0,
    unrecorded: 0,
    byWay: { m: 0, i: 0, t: 0 },
    caseTwins: 0,
  };
  const owned = new Set<number>();
  const chosenNames = new Map<string, number>();

  return {
    sums,
    /** How many names were chosen of each file that has several, by what they have in common. */
    chosenNames,
    owners: (): number => new Set([...owned].map((id) => `${owners.get(id)?.uid ?? ''} ${owners.get(id)?.gid ?? ''}`)).size,
    add: ({ state, sha1, way }: Planned) => {
      if (!state) return;
      sums.entries += 1;
      if (way in sums.byWay) sums.byWay[way as ContentWay] += 1;
      if (state.owner !== null) owned.add(state.owner);
      if (state.kind === folder) sums.folders += 1;
      else if (state.kind === link) sums.links += 1;
      else if (state.kind === device) sums.devices += 1;
      if (state.kind !== file) return;
      sums.files += 1;
      sums.bytes += state.size ?? 0;
      if (((state.mode ?? 0) & setuidOrSetgid) !== 0) sums.special += 1;
      if (sha1 === '') sums.unrecorded += 1;
      if (state.links !== null) chosenNames.set(state.links, (chosenNames.get(state.links) ?? 0) + 1);
    },
  };
}
