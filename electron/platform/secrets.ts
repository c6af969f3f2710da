import { join } from 'node:path';
import * as z from 'zod';
import { Refusal } from '../contract/failure.ts';
import type { Files, Secrets } from './ports.ts';

/** The keyring of a desktop session, which keeps the key and hands out sealed texts. */
export type Keyring = {
  /** Which one, for instance `gnome_libsecret`. */
  backend: string;
  isAvailable(): Promise<boolean>;
  encrypt(text: string): Promise<string>;
  decrypt(sealed: string): Promise<{ text: string; shouldReEncrypt: boolean }>;
};

const Kept = z.strictObject({
  version: z.literal(1),
  secrets: z.record(z.string(), z.strictObject({ place: z.enum(['keyring', 'file']), text: z.string() })),
});
type Kept = z.infer<typeof Kept>;

const maxBytes = 1024 * 1024;
const nothing: Kept = { version: 1, secrets: {} };

/**
 * Secrets in `folder/secrets.json`, which only this user reads: sealed by the keyring, or as they are where a person has chosen that. One that is
 * asked for at each start is never written. `keyring` is null where there is no desktop.
 */
export function createSecretStore({ files, folder, keyring }: { files: Files; folder: string; keyring: Keyring | null }): Secrets {
  const path = join(folder, 'secrets.json');
  const asked = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();

  const isThere = async () => (await keyring?.isAvailable().catch(() => false)) === true;

  /** What is kept; undefined when the file cannot be understood. */
  async function load(): Promise<Kept | undefined> {
    try {
      const text = await files.text(path, maxBytes);
      return text === undefined ? nothing : Kept.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }

  /** One change after the other, each on what the one before has left; a file that cannot be understood is kept beside. */
  function change(make: (secrets: Kept['secrets']) => Kept['secrets'] | undefined): Promise<void> {
    const next = last.then(async () => {
      const kept = await load();
      const secrets = make(kept?.secrets ?? {});
      if (!secrets) return;
      if (!kept) await files.rename(path, join(folder, `secrets.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}.json`));
      await files.write(path, `${JSON.stringify({ version: 1, secrets }, null, 2)}\n`);
    });
    last = next.catch(() => undefined);
    return next;
  }

  const put = (name: string, entry: Kept['secrets'][string]) => change((secrets) => ({ ...secrets, [name]: entry }));
  const takeOut = (name: string) =>
    change((secrets) =>
      Object.hasOwn(secrets, name) ? Object.fromEntries(Object.entries(secrets).filter(([key]) => key !== name)) : undefined,
    );

  async function seal(text: string): Promise<string> {
    if (!keyring || !(await isThere())) throw new Refusal('no-keyring');
    return keyring.encrypt(text).catch((cause: unknown) => {
      throw new Refusal('no-keyring', {}, { cause });
    });
  }

  /** A key that has been changed is used from now on, unless the secret has been changed meanwhile. */
  async function sealAnew(name: string, sealed: string, text: string): Promise<void> {
    const anew = await seal(text);
    await change((secrets) => (secrets[name]?.text === sealed ? { ...secrets, [name]: { place: 'keyring', text: anew } } : undefined));
  }

  return {
    places: async () => ({ keyring: await isThere(), backend: keyring?.backend ?? '' }),
    keep: async (name, value, place) => {
      if (place === 'ask') {
        await takeOut(name);
        asked.set(name, value);
        return;
      }
      await put(name, { place, text: place === 'keyring' ? await seal(value) : value });
      asked.delete(name);
    },
    read: async (name) => {
      await last;
      const secrets = (await load())?.secrets ?? {};
      // What is asked for is taken out of the file; a program beside this one may have put it there again.
      const entry = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
      if (!entry) return asked.get(name);
      if (entry.place === 'file') return entry.text;
      const opened = await keyring?.decrypt(entry.text).catch(() => undefined);
      if (opened?.shouldReEncrypt) await sealAnew(name, entry.text, opened.text).catch(() => undefined);
      return opened?.text;
    },
    forget: async (name) => {
      asked.delete(name);
      await takeOut(name);
    },
  };
}
