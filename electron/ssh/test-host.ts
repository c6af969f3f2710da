import type { Host } from '../contract/host.ts';
import { Version } from '../contract/host.ts';
import type { ConnectionCause } from '../contract/outcome.ts';
import type { HostVerdict } from '../contract/requests.ts';
import { runOnHost, scanHostKey, type SshDeps } from './ask-host.ts';
import { connectionCause } from './connection-messages.ts';
import { fingerprintOf } from './host-key.ts';
import { keyFileProblem } from './key-file.ts';
import { testReading } from './reading.ts';
import { parseSpace } from './remote-space.ts';

const mark = 'modosu-space';

/** True when our rdiff-backup 2.2 can speak to that version: 2.0 to 2.4 (measured; 2.5 and later end with a Security Violation). */
export function isCompatible(there: string): boolean {
  const [major, minor] = there.split('.').map(Number);
  return major === 2 && minor !== undefined && minor <= 4;
}

/**
 * Says which it is: a cause out of the closed list, or ok with version and free space.
 * The only texts sent to the host are constants and the closed set of commands.
 */
export async function testHost(deps: SshDeps, host: Host, versionHere: string | null): Promise<HostVerdict> {
  const verdict = await testTool(deps, host, versionHere);
  return verdict.verdict === 'ok' ? { ...verdict, reading: await testReading(deps, host) } : verdict;
}

async function testTool(deps: SshDeps, host: Host, versionHere: string | null): Promise<HostVerdict> {
  const blank: HostVerdict = {
    host: host.name,
    verdict: 'ok',
    facts: { address: host.address, port: host.port, user: host.user, keyFile: host.keyFile, command: host.command },
    versionHere,
    versionThere: null,
    restricted: false,
    space: [],
    pinned: fingerprintOf(host.hostKey),
    seen: null,
    reading: null,
  };
  const failed = (verdict: ConnectionCause, line = ''): HostVerdict => ({ ...blank, verdict, facts: { ...blank.facts, line } });

  const problem = await keyFileProblem(deps, host.keyFile);
  if (problem) return failed(problem);
  const answer = await runOnHost(deps, host, [`sh -c '${versionQuestion(host)}; code=$?; echo ${mark}; df -Pk; exit $code'`]);
  if (answer.kind === 'timed-out') return failed('timed-out');
  const known = connectionCause(answer.stderr);
  if (known?.cause === 'host-key-changed') return withSeenKey(deps, host, failed(known.cause, known.line));

  const [head = '', space] = answer.stdout.split(`${mark}\n`);
  const version = /^rdiff-backup (\S+)\s*$/.exec(head)?.[1];
  if (version !== undefined && answer.code === 0) {
    const there = Version.safeParse(version).success ? version : null;
    const found = { ...blank, versionThere: there, space: parseSpace(space ?? ''), facts: { ...blank.facts, version } };
    return there !== null && isCompatible(there) ? found : { ...found, verdict: 'version' };
  }
  if (/(?:^|\n)rdiff-backup \d/.test(head)) return failed('greeting', head.trim().split('\n')[0] ?? '');
  // A key that is tied to `rdiff-backup server` answers no question: the server itself starts, finds our input at its end, and says so.
  if (space === undefined && answer.code === 1 && answer.stderr.includes('ConnectionReadError')) return { ...blank, restricted: true };
  if (known) return failed(known.cause, known.line);
  return failed(answer.code === 255 ? 'connection-lost' : 'tool-missing', answer.stderr.trim().split('\n').at(-1) ?? '');
}

/** Asks for the version without needing more rights than a backup does: of sudo only whether it would allow the server. */
function versionQuestion({ command }: Host): string {
  const sudo = 'sudo -n ';
  if (!command.startsWith(sudo)) return `${command} --version`;
  const plain = command.slice(sudo.length);
  return `{ ${sudo}-l ${plain} server >/dev/null || { echo sudo: not allowed >&2; false; }; } && ${plain} --version`;
}

async function withSeenKey(deps: SshDeps, host: Host, verdict: HostVerdict): Promise<HostVerdict> {
  const scan = await scanHostKey(deps, host);
  return 'seen' in scan ? { ...verdict, seen: scan.seen } : verdict;
}
