import type { Host } from '../../contract/host.ts';
import type { FetchDeps, Unread } from '../../ssh/ssh.ts';
import type { Shelf } from '../shelf.ts';
import type { Unbrought } from './bring-data.ts';
import { bringMetadata } from './bring-metadata.ts';
import { keepMetadata } from './keep-metadata.ts';
import type { Unbegun } from './metadata-files.ts';

type How = { anew: boolean; tell: (share: number) => void; isWanted: () => boolean };

/** Why there is no copy. */
export type Uncopied = Unread | Unbrought | Unbegun;

/** Brings the kept copy of the metadata of a repository on a host up to date, in the way that its shelf says. */
export function keepCopy(
  deps: FetchDeps,
  { job, host, data, by }: Shelf & { host: Host },
  { anew, tell, isWanted }: How,
): Promise<{ kind: 'kept' } | Uncopied> {
  const repository = { host, path: job.repository.path, folder: data, anew };
  return by === 'files' ? keepMetadata(deps, { ...repository, tell }) : bringMetadata(deps, { ...repository, isWanted });
}
