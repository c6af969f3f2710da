import type { Host } from '../contract/host.ts';
import { writeSshFor } from '../ssh/ssh.ts';
import type { Files } from '../platform/ports.ts';
import { bootText } from './hand.ts';

/** Where a hand works: this machine, or a host. */
export type Machine = Host | null;

/** The ssh_config for hands; that of rdiff-backup stands beside it. */
export const handConfig = 'hand_config';

/**
 * The command line that starts a hand on a host: the Python that rdiff-backup needs there as well, as the same user. A constant, but for the
 * choice of who it is.
 */
const handCommand = ({ command }: Host): string => `${command.startsWith('sudo -n ') ? 'sudo -n ' : ''}python3 -I -u -c "${bootText}"`;

/** Writes what ssh needs to start hands on some hosts. */
export async function writeHandConfig(files: Files, folder: string, hosts: readonly Machine[]): Promise<void> {
  const some = [...new Map(hosts.flatMap((host) => (host ? [[host.id, host] as const] : []))).values()];
  await writeSshFor(
    files,
    folder,
    handConfig,
    some.map((host) => ({ host, remoteCommand: handCommand(host) })),
  );
}

/** How the script below names a machine. */
const nameOf = (machine: Machine): string => machine?.id ?? '-';

/** What a hand reads: its letter (`head`), and the plan behind it. */
export type Letter = { machine: Machine; head: string; plan: string };

// Everything that is not constant is a positional argument. A letter ends with the plan; what a reading hand says follows that of the
// writing one.
const script = `
python=$1 ssh=$2 boot=$3 config=$4; shift 4
hand() { if [ "$1" = - ]; then exec "$python" -I -u -c "$boot"; else exec "$ssh" -F "./$config" -- "$1"; fi; }
if [ $# = 3 ]; then cat -- "$2" "$3" | hand "$1"
else { cat -- "$2" "$3"; cat -- "$5" "$6" | hand "$4"; } | hand "$1"; fi
`;

/** The command that lets one hand work, or one write what another one reads; to be started in the folder that holds `handConfig`. */
export function handArguments(
  tools: { python: string; ssh: string | undefined },
  letter: Letter,
  reader: Letter | null = null,
): [string, ...string[]] {
  const parts = [letter, ...(reader ? [reader] : [])].flatMap(({ machine, head, plan }) => [nameOf(machine), head, plan]);
  return ['/bin/sh', '-c', script, 'modosu', tools.python, tools.ssh ?? 'ssh', bootText, handConfig, ...parts];
}
