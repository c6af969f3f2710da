import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { attributesOf, withoutLinks } from './attributes.ts';
import { differences, manifestOf, type Manifest } from './manifest.ts';
import { rdiffBackup } from './rdiff-backup.ts';
import { removeTree } from './scratch.ts';

export type RestoreCheck = {
  repository: string;
  /** Epoch seconds. */
  time: number;
  manifest: Manifest;
  /** Owners, access control lists and extended attributes, where they are to be the same, too. */
  attributes?: Manifest;
  /** An existing folder with room for one restored copy, which is deleted afterwards. */
  scratchDir: string;
};

/** Restores the repository as it was at `time` with plain rdiff-backup and tells how it differs from `manifest`. */
export async function restoredDifferences({ repository, time, manifest, attributes, scratchDir }: RestoreCheck): Promise<string[]> {
  const dir = await mkdtemp(join(scratchDir, 'restored-'));
  try {
    const target = join(dir, 'tree');
    await rdiffBackup(['restore', '--at', String(time), '--', repository, target]);
    const others = attributes ? differences(withoutLinks(attributes), withoutLinks(await attributesOf(target))) : [];
    return [...differences(manifest, await manifestOf(target)), ...others];
  } finally {
    await removeTree(dir);
  }
}
