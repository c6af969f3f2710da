import type { Host } from '../contract/host.ts';
import { writeSshFor } from '../ssh/ssh.ts';
import type { Files } from '../platform/ports.ts';
import { bootOptions, bootText } from './hand.ts';

/** Where a hand works: this machine, or a host. */
export type Machine = Host | null;

/** The ssh_config for hands; that of rdiff-backup stands beside it. */
export const handConfig = 'hand_config';

/**
 * The command line that starts a hand on a host: the Python that rdiff-backup needs there as well, as the same user. A constant, but for the
 * choice of who it is.
 */
const handCommand = ({ command }: Host): string =>
  `${command.startsWith('sudo -n ') ? 'sudo -n ' : ''}python3 ${bootOptions.join(' ')} -c "${bootText}"`;

/** Writes what ssh needs to start hands on some hosts; nothing where all work on this machine. */
export async function writeHandConfig(files: Files, folder: string, hosts: readonly Machine[]): Promise<void> {
  const some = [...new Map(hosts.flatMap((host) => (host ? [[host.id, host] as const] : []))).values()];
  if (some.length === 0) return;
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
// writing one. A host that has staged waits for a word, which follows once what it said of that is in our file: whoever ends what was cut off
// knows of everything that was placed there, but for a loss of power here at that moment. Where no word can be given it places nothing, and
// where the reading hand has not come to its end none is waited for.
const script = `
python=$1 ssh=$2 boot=$3 config=$4 waits=$5; shift 5
hand() { if [ "$1" = - ]; then exec "$python" ${bootOptions.join(' ')} -c "$boot"; else exec "$ssh" -F "./$config" -- "$1"; fi; }
letters() { cat -- "$2" "$3"; if [ $# = 6 ]; then cat -- "$5" "$6" | hand "$4"; fi; }
if [ "$waits" = no ] || ! { rm -f ./word && mkfifo -m 600 ./word; }; then letters "$@" | hand "$1"; exit; fi
exec 3<>./word
{ letters "$@" && head -n 1 <&3; } | hand "$1" | {
  while IFS= read -r line; do
    printf '%s\\n' "$line"
    case $line in '{"staged"'*) echo go >&3;; esac
  done
  echo >&3
}
`;

/**
 * The command that lets one hand work, or one write what another one reads; to be started in the folder that holds `handConfig`. `waits`: the
 * hand waits for a word between staging and placing.
 */
export function handArguments(
  tools: { python: string; ssh: string | undefined },
  letter: Letter,
  { reader, waits = false }: { reader?: Letter | undefined; waits?: boolean } = {},
): [string, ...string[]] {
  const parts = [letter, ...(reader ? [reader] : [])].flatMap(({ machine, head, plan }) => [nameOf(machine), head, plan]);
  const fixed = [tools.python, tools.ssh ?? 'ssh', bootText, handConfig, waits ? 'yes' : 'no'];
  return ['/bin/sh', '-c', script, 'modosu', ...fixed, ...parts];
}
