import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '../../electron/contract/entry-path.ts';
import { withoutLinks } from './attributes.ts';
import { chosen } from './chosen.ts';
import { startClosedHost } from './closed-host.ts';
import { generatedIn } from './generated-repository.ts';
import { differences, type Manifest } from './manifest.ts';
import { wholeOf, type Whole } from './plain-restore.ts';
import type { Random } from './random.ts';
import { openRestoring, type Restored } from './restoring.ts';
import { scratch } from './scratch.ts';
import { startSshd } from './sshd.ts';

export const openWays = ['here', 'onto a host', 'from a host', 'from a host onto it'] as const;
/** The fifth way: from a host on which nothing but rdiff-backup may be started. */
export const closedWay = 'from a closed host';
export type Way = (typeof openWays)[number] | typeof closedWay;

/** The hosts that repositories lie on and are restored onto, and a folder for all. */
export async function openHosts() {
  const place = await scratch('modosu-round-trip');
  const dir = join(place.dir, 'sshd');
  mkdirSync(dir);
  const [standby, closed] = [await startSshd({ dir }), await startClosedHost(join(place.dir, 'closed'))];
  return {
    dir: place.dir,
    /** The program in a folder in which a repository was generated, which is in reach in every way. */
    async reach(room: string) {
      const { source, repository } = generatedIn(room);
      const restoring = openRestoring(room);
      await restoring.addHost('standby', standby);
      await closed.addTo(restoring, 'closed');
      for (const [name, host] of Object.entries({ here: '', there: 'standby:', closed: 'closed:' }))
        await restoring.adopt(name, source, `${host}${repository}`);
      let count = 0;
      return {
        repository,
        /** A folder that is not there yet. */
        newFolder: () => join(room, 'out', `target ${String((count += 1))}`),
        /** Restores some paths, which are bytes as latin1, to a folder. */
        restore: (way: Way, { time, paths, target }: { time: number; paths: readonly string[]; target: string }): Promise<Restored> => {
          const name = way === closedWay ? 'closed' : way.startsWith('from') ? 'there' : 'here';
          const to = way === 'onto a host' || way === 'from a host onto it' ? `standby:${target}` : target;
          const entries = paths.map((path) => textOf(Buffer.from(path, 'latin1')));
          return restoring.restore({ name, at: String(time), paths: entries, place: { kind: 'path', to } });
        },
        close: () => restoring.close(),
      };
    },
    async close() {
      await closed.dispose();
      await standby.dispose();
      await place.remove();
    },
  };
}

export type Hosts = Awaited<ReturnType<typeof openHosts>>;
export type Reach = Awaited<ReturnType<Hosts['reach']>>;

/** How a folder differs from the part of what was backed up that lies at some paths and above them. */
export async function differencesFrom({ manifest, attributes }: Whole, paths: readonly string[], target: string): Promise<string[]> {
  const found = await wholeOf(target);
  return [
    ...differences(found.manifest, chosen(manifest, paths)),
    ...differences(withoutLinks(found.attributes), withoutLinks(chosen(attributes, paths))),
  ];
}

/** A folder, one file, and a few entries of any kind. */
export function choices(manifest: Manifest, numbers: Random): { what: string; paths: string[] }[] {
  const paths = [...manifest.keys()].filter((path) => path !== '.');
  const of = (kind: string) => paths.filter((path) => manifest.get(path)?.startsWith(kind));
  const some = Array.from({ length: 4 }, () => numbers.pick(paths));
  const ones = Object.entries({ 'a folder': of('folder'), 'one file': of('file') });
  return [
    ...ones.flatMap(([what, list]) => (list.length > 0 ? [{ what, paths: [numbers.pick(list)] }] : [])),
    { what: 'some of each', paths: [...new Set(some)] },
  ];
}
