import type { RequestName } from '../contract/requests.ts';
import type { Handlers } from '../platform/door.ts';
import type { Hosts } from './hosts.ts';
import type { SettingsStore } from './settings-store.ts';

type Own = Extract<RequestName, `host.${string}` | `key.${string}`>;

/** The answers about hosts and their keys; `keys` is the folder in which a person usually keeps them. */
export const hostAnswers = (hosts: Hosts, keys: string): Pick<Handlers, Own> => ({
  'host.scan': ({ was, ...draft }) => hosts.scan(draft, was),
  'host.add': ({ fingerprint, ...draft }) => hosts.add(draft, fingerprint),
  'host.list': () => hosts.list(),
  'host.test': ({ name }) => hosts.test(name),
  'host.trust': ({ name, fingerprint }) => hosts.trust(name, fingerprint),
  'host.remove': ({ name }) => hosts.remove(name),
  'host.change': ({ was, fingerprint, ...draft }) => hosts.change(was, draft, fingerprint),
  'key.list': () => hosts.keys(keys),
  'key.line': ({ keyFile }) => hosts.keyLine(keyFile),
});

/** The answers about what a person prefers; `changed` is called once something is another. */
export const preferenceAnswers = (
  settings: SettingsStore,
  changed: () => void,
): Pick<Handlers, Extract<RequestName, `preferences.${string}`>> => ({
  'preferences.get': async () => (await settings.load()).preferences,
  'preferences.change': async (change) => {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const { preferences } = await settings.change((current) => ({ ...current, preferences: { ...current.preferences, ...given } }));
    changed();
    return preferences;
  },
});
