import { parentOf, pathOf, trailOf } from '../history/place.ts';

/** The paths that are wanted, each with everything below it; none lies below another. '' is everything. */
export type Choice = ReadonlySet<string>;
export type Tick = 'all' | 'some' | 'none';

const below = (folder: string) => (path: string) => folder === '' || path.startsWith(`${folder}/`);

/** The chosen path by which this one is wanted: itself, or a folder above it. */
const holderOf = (choice: Choice, path: string): string | undefined => trailOf(path).find((above) => choice.has(above));

/** Whether something is wanted whole, in part, or not at all. */
export function tickOf(choice: Choice, path: string): Tick {
  if (holderOf(choice, path) !== undefined) return 'all';
  return [...choice].some(below(path)) ? 'some' : 'none';
}

/** Paths without those that lie below others of them. */
export function choiceOf(paths: Iterable<string>): Choice {
  const all = new Set(paths);
  return new Set([...all].filter((path) => path === '' || !trailOf(parentOf(path)).some((above) => all.has(above))));
}

/** Also this path, with everything below it. */
export const withPath = (choice: Choice, path: string): Choice => choiceOf([...choice, path]);

/** The folders whose entries must be known before this path can be left out of the choice, the uppermost first. */
export function partedBy(choice: Choice, path: string): string[] {
  const holder = holderOf(choice, path);
  if (holder === undefined || holder === path) return [];
  return trailOf(parentOf(path)).filter((folder) => folder === holder || below(holder)(folder));
}

/** Without this path and all below it: of a wanted folder above, the others in it are wanted instead. `namesIn`: the entries of `partedBy`. */
export function withoutPath(choice: Choice, path: string, namesIn: ReadonlyMap<string, readonly string[]>): Choice {
  const parted = partedBy(choice, path);
  const trail = new Set(trailOf(path));
  const others = parted.flatMap((folder) => (namesIn.get(folder) ?? []).map((name) => pathOf(folder, name)));
  const kept = [...choice].filter((chosen) => !trail.has(chosen) && !below(path)(chosen));
  return new Set([...kept, ...others.filter((other) => !trail.has(other))]);
}

/** The folders that must be open for the chosen paths to be seen in a tree; of very many, those of the first. */
export const foldersAbove = (choice: Choice): Set<string> =>
  new Set(['', ...[...choice].slice(0, 50).flatMap((path) => (path === '' ? [] : trailOf(parentOf(path))))]);
