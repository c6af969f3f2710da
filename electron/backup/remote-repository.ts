import type { Location } from '../contract/location.ts';
import { causeOf, listCommand, parseListing, type RemoteListing } from '../rdiff-backup/rdiff-backup.ts';
import { halt, type Assignment, type BackupDeps, type Clearance, type Halt } from './context.ts';
import { isOurs, knowsNothing } from './identity.ts';

const listWithinMs = 120_000;

type Listed = { listing: RemoteListing; stderr: string };

/** Asks rdiff-backup for the sessions of a repository on a host: all that a key which may do nothing else can be asked. */
export async function listRemote({ processes }: BackupDeps, folder: string, repository: Location, tool: string): Promise<Listed> {
  const [file, ...args] = listCommand(tool, repository);
  const answer = await processes.run({ file, args, cwd: folder, timeoutMs: listWithinMs, startsSsh: true });
  if (answer.kind === 'timed-out') return { listing: { kind: 'unreadable' }, stderr: 'Connection timed out during banner exchange' };
  return { listing: parseListing(answer.code, answer.stdout, answer.stderr), stderr: answer.stderr };
}

/** Checks the repository of a push. What cannot be seen from here (room, other writers) the tool itself refuses later. */
export async function checkRemoteRepository(deps: BackupDeps, { job, folder, known }: Assignment, tool: string): Promise<Clearance | Halt> {
  const { listing, stderr } = await listRemote(deps, folder, job.repository, tool);
  const path = job.repository.path;
  const go: Clearance = {
    kind: 'go',
    tool,
    first: false,
    regress: false,
    newest: null,
    snapshotSize: null,
    lockable: false,
    lastSession: known.sessions[0] ?? null,
  };
  if (listing.kind === 'unreadable') {
    const known = causeOf(stderr);
    const line = known?.line ?? stderr.trim().split('\n').at(-1) ?? '';
    return known?.cause === 'writer' ? halt('writer', { line }, 'busy') : halt(known?.cause ?? 'unknown', { line });
  }
  if (listing.kind === 'none') return knowsNothing(known) ? { ...go, first: true } : halt('repository-missing', { path });

  // `-1 directory` and nothing else: two markers and no increment.
  if (listing.kind === 'interrupted' && listing.times.length === 0) return halt('dead-end', { path }, 'stuck');
  const ours = await isOurs(known, { times: listing.times, digestOf: () => Promise.resolve(null) });
  if (!ours && !(knowsNothing(known) && job.adopt)) return halt('repository-unknown', { path, sessions: listing.times.length });
  const newest = listing.times.at(-1) ?? null;
  const now = Math.floor(deps.clock.now() / 1000);
  if (newest !== null && newest > now) return halt('clock', { newest, now });
  if (newest === now) await deps.clock.sleep(1100);
  return { ...go, regress: listing.kind === 'interrupted', newest };
}
