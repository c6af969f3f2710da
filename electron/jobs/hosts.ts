import { Refusal } from '../contract/failure.ts';
import { KeyFile, type Host, type HostDraft, type SeenKey } from '../contract/host.ts';
import type { HostVerdict, HostView } from '../contract/requests.ts';
import type { Settings } from '../contract/settings.ts';
import { fingerprintOf, keyFileProblem, readingKeyLine, scanHostKey, testHost, type SshDeps } from '../ssh/ssh.ts';
import { hostNamed, jobsOfHost, withChangedHost, withHost } from './registry.ts';
import type { SettingsStore } from './settings-store.ts';

type Deps = SshDeps & { settings: SettingsStore; newId: () => string; now: () => number; versionHere: () => Promise<string | null> };

/** A host written anew; a second key that is left out stays as it is. */
type ChangedHost = Omit<HostDraft, 'readKeyFile'> & { readKeyFile?: string | null | undefined };

export type Hosts = {
  /** The key that answers at an address. Refuses with `host-unreachable` (and its cause), and a key file that cannot work. */
  scan(draft: HostDraft, was: string | null): Promise<SeenKey>;
  /** Keeps a host whose key still has the fingerprint that a person confirmed; else refuses with `fingerprint-differs`. */
  add(draft: HostDraft, fingerprint: string): Promise<HostView>;
  list(): Promise<HostView[]>;
  test(name: string): Promise<HostVerdict>;
  /** Pins another key, which a person confirmed, in the place of the old one. */
  trust(name: string, fingerprint: string): Promise<HostView>;
  /** Writes a host anew with the key that answers there now and that a person confirmed; else refuses as `add` does. */
  change(was: string, draft: ChangedHost, fingerprint: string): Promise<HostView>;
  /** Private keys in a folder that ssh would take, as paths. */
  keys(folder: string): Promise<string[]>;
  /** What stands in authorized_keys for a key that only reads files. Refuses with `invalid` where ssh would not take the key. */
  keyLine(keyFile: string): Promise<{ line: string }>;
  /** Refuses with `host-in-use` while a job speaks to it. */
  remove(name: string): Promise<HostView>;
};

/** The hosts a person has set up. */
export function createHosts(deps: Deps): Hosts {
  const view = (settings: Settings, host: Host): HostView => ({
    host,
    fingerprint: fingerprintOf(host.hostKey),
    jobs: jobsOfHost(settings, host).map((job) => job.name),
  });

  async function scanned(draft: Pick<HostDraft, 'address' | 'port' | 'user' | 'keyFile'>): Promise<SeenKey> {
    const scan = await scanHostKey(deps, draft);
    if ('seen' in scan) return scan.seen;
    throw new Refusal('host-unreachable', { cause: scan.cause, line: scan.line, address: draft.address, port: draft.port });
  }

  async function confirmed(draft: Pick<HostDraft, 'address' | 'port' | 'user' | 'keyFile'>, fingerprint: string): Promise<SeenKey> {
    const seen = await scanned(draft);
    if (seen.fingerprint !== fingerprint) throw new Refusal('fingerprint-differs', { given: fingerprint, seen: seen.fingerprint });
    return seen;
  }

  async function refuseTaken(name: string): Promise<void> {
    const { hosts } = await deps.settings.load();
    if (hosts.some((host) => host.name === name)) throw new Refusal('name-taken', { name });
  }

  async function checkKeyFiles({ keyFile, readKeyFile }: Pick<HostDraft, 'keyFile' | 'readKeyFile'>): Promise<void> {
    for (const [field, value] of Object.entries({ keyFile, readKeyFile })) {
      if (value === null) continue;
      const problem = await keyFileProblem(deps, value);
      if (problem) throw new Refusal('invalid', { field, reason: problem, value });
    }
  }

  return {
    scan: async (draft, was) => {
      if (draft.name !== was) await refuseTaken(draft.name);
      await checkKeyFiles(draft);
      return scanned(draft);
    },
    add: async (draft, fingerprint) => {
      await refuseTaken(draft.name);
      await checkKeyFiles(draft);
      const { hostKey } = await confirmed(draft, fingerprint);
      const host: Host = { ...draft, id: deps.newId(), hostKey, confirmedAt: deps.now(), version: null };
      return view(await deps.settings.change((settings) => withHost(settings, host)), host);
    },
    list: async () => {
      const settings = await deps.settings.load();
      return settings.hosts.map((host) => view(settings, host));
    },
    test: async (name) => {
      const host = hostNamed(await deps.settings.load(), name);
      const verdict = await testHost(deps, host, await deps.versionHere());
      const version = verdict.versionThere;
      if (version !== null && version !== host.version)
        await deps.settings.change((settings) => withChangedHost(settings, host.id, { version }));
      return verdict;
    },
    trust: async (name, fingerprint) => {
      const host = hostNamed(await deps.settings.load(), name);
      const { hostKey } = await confirmed(host, fingerprint);
      const trusted = { hostKey, confirmedAt: deps.now() };
      return view(await deps.settings.change((settings) => withChangedHost(settings, host.id, trusted)), { ...host, ...trusted });
    },
    change: async (was, { readKeyFile, ...rest }, fingerprint) => {
      const host = hostNamed(await deps.settings.load(), was);
      const draft = { ...rest, readKeyFile: readKeyFile === undefined ? host.readKeyFile : readKeyFile };
      if (draft.name !== was) await refuseTaken(draft.name);
      await checkKeyFiles(draft);
      // The same door with the key that is pinned already needs no second look: a host may be renamed while it is down.
      const isSame = draft.address === host.address && draft.port === host.port && fingerprint === fingerprintOf(host.hostKey);
      const { hostKey } = isSame ? host : await confirmed(draft, fingerprint);
      const changed: Host = { ...host, ...draft, hostKey, confirmedAt: hostKey.key === host.hostKey.key ? host.confirmedAt : deps.now() };
      return view(await deps.settings.change((settings) => withChangedHost(settings, host.id, changed)), changed);
    },
    keys: async (folder) => {
      const files = ((await deps.files.list(folder).catch(() => undefined)) ?? []).filter((file) => !file.endsWith('.pub')).slice(0, 100);
      const texts = await Promise.all(
        files.map(async (file) => {
          const path = `${folder}/${file}`;
          const start = await deps.files.read(path, 0, 40).catch(() => undefined);
          return start?.toString('latin1').startsWith('-----BEGIN ') === true && KeyFile.safeParse(path).success ? path : undefined;
        }),
      );
      return texts.filter((path) => path !== undefined).sort();
    },
    keyLine: async (keyFile) => {
      const line = await readingKeyLine(deps, keyFile);
      if ('problem' in line) throw new Refusal('invalid', { field: 'keyFile', reason: line.problem, value: keyFile });
      return line;
    },
    remove: async (name) => {
      const before = await deps.settings.load();
      const host = hostNamed(before, name);
      await deps.settings.change((settings) => {
        const user = jobsOfHost(settings, host)[0];
        if (user) throw new Refusal('host-in-use', { name, job: user.name });
        return { ...settings, hosts: settings.hosts.filter((other) => other.id !== host.id) };
      });
      return view(before, host);
    },
  };
}
