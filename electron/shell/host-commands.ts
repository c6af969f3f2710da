import type { HostDraft, SeenKey } from '../contract/host.ts';
import { visible } from '../contract/words/visible.ts';
import { asksYes, canBeAsked } from './ask-yes.ts';
import { must, ShellFailure, typedFile, type Shell } from './context.ts';
import { describeVerdict } from './describe.ts';
import { exit, say } from './say.ts';

export type HostOptions = {
  address: string;
  port: string;
  user: string;
  key: string;
  readKey?: string;
  fingerprint?: string;
  sudo?: boolean;
  command?: string;
};

/** First contact, the yes of a person, and the first test. */
export async function addHost(shell: Shell, name: string, options: HostOptions): Promise<number> {
  const { engine, t } = shell;
  const draft: HostDraft = {
    name,
    address: options.address,
    port: /^\d{1,5}$/.test(options.port) ? Number(options.port) : Number.NaN,
    user: options.user,
    keyFile: typedFile(options.key),
    readKeyFile: options.readKey === undefined ? null : typedFile(options.readKey),
    command: options.sudo === true ? 'sudo -n rdiff-backup' : (options.command ?? 'rdiff-backup'),
  };
  const seen = must(await engine.ask('host.scan', draft));
  const contact = t('host.first-contact', {
    address: draft.address,
    port: draft.port,
    type: seen.hostKey.type,
    fingerprint: seen.fingerprint,
  });
  const fingerprint = options.fingerprint ?? (await confirm(shell, contact, seen));
  const added = must(await engine.ask('host.add', { ...draft, fingerprint }));
  const verdict = must(await engine.ask('host.test', { name }));
  say(shell, { ...added, test: verdict }, [t('host.added', { name }), ...describeVerdict(shell, verdict)]);
  return exit.ok;
}

/** `readKey` is false where the second key is to be forgotten. */
export type HostChange = { key?: string; readKey?: string | false };

/** Names other keys for a host, which stays where it is and known by the same host key; then tests it. */
export async function changeHost(shell: Shell, name: string, { key, readKey }: HostChange): Promise<number> {
  const { engine, t } = shell;
  const kept = must(await engine.ask('host.list', {})).find(({ host }) => host.name === name);
  // The test of a host that is not there says so, with those that are.
  if (!kept) return testHost(shell, name);
  const { address, port, user, command, keyFile } = kept.host;
  const changed = must(
    await engine.ask('host.change', {
      ...{ was: name, name, address, port, user, command, fingerprint: kept.fingerprint },
      keyFile: key === undefined ? keyFile : typedFile(key),
      ...(readKey === undefined ? {} : { readKeyFile: readKey === false ? null : typedFile(readKey) }),
    }),
  );
  const verdict = must(await engine.ask('host.test', { name }));
  say(shell, { ...changed, test: verdict }, [t('host.changed', { name }), ...describeVerdict(shell, verdict)]);
  return exit.ok;
}

/** The yes of a person at a terminal; without one the fingerprint must be given. */
async function confirm(shell: Shell, question: string, seen: SeenKey): Promise<string> {
  if (!canBeAsked(shell)) {
    process.stderr.write(`${question}\n`);
    throw new ShellFailure('failure.needs-confirmation');
  }
  if (await asksYes(`${question}\n${shell.t('host.confirm')}`)) return seen.fingerprint;
  throw new ShellFailure('failure.not-confirmed');
}

export async function listHosts(shell: Shell): Promise<number> {
  const hosts = must(await shell.engine.ask('host.list', {}));
  const lines = hosts.map(({ host, fingerprint, jobs }) =>
    `${host.name}  ${host.user}@${host.address}:${String(host.port)}  ${fingerprint}  ${visible(jobs.join(', '))}`.trimEnd(),
  );
  say(shell, hosts, hosts.length === 0 ? [shell.t('host.none')] : lines);
  return exit.ok;
}

export async function testHost(shell: Shell, name: string): Promise<number> {
  const verdict = must(await shell.engine.ask('host.test', { name }));
  say(shell, verdict, describeVerdict(shell, verdict));
  return verdict.verdict === 'ok' ? exit.ok : exit.failed;
}

/** Pins a changed key after the same yes as at first contact. */
export async function trustHost(shell: Shell, name: string, given: string | undefined): Promise<number> {
  const { engine, t } = shell;
  let fingerprint = given;
  if (fingerprint === undefined) {
    const { seen, pinned } = must(await engine.ask('host.test', { name }));
    if (!seen) return testHost(shell, name);
    fingerprint = await confirm(shell, t('host.changed-contact', { name, pinned, fingerprint: seen.fingerprint }), seen);
  }
  const trusted = must(await engine.ask('host.trust', { name, fingerprint }));
  say(shell, trusted, [t('host.trusted', { name, fingerprint: trusted.fingerprint })]);
  return exit.ok;
}

export async function removeHost(shell: Shell, name: string): Promise<number> {
  const removed = must(await shell.engine.ask('host.remove', { name }));
  say(shell, removed, [shell.t('host.removed', { name })]);
  return exit.ok;
}
