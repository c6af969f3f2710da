import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Refusal } from '../contract/failure.ts';
import { localFiles } from './files.ts';
import { createSecretStore, type Keyring } from './secrets.ts';

const secret = 'Passwort 秘密';

/** A keyring that seals with its key's number; what another key has sealed it cannot open. */
function fakeKeyring(change: Partial<Keyring> = {}) {
  const state = { key: 1, rotated: false, available: true };
  const seal = (text: string) => Buffer.from(`${state.key}:${text}`).toString('base64');
  const keyring: Keyring = {
    backend: 'gnome_libsecret',
    isAvailable: () => Promise.resolve(state.available),
    encrypt: (text) => Promise.resolve(seal(text)),
    decrypt: (sealed) => {
      const [, key, text] = /^(\d+):([\s\S]*)$/.exec(Buffer.from(sealed, 'base64').toString()) ?? [];
      if (Number(key) !== state.key && !state.rotated) return Promise.reject(new Error('cannot be opened'));
      return Promise.resolve({ text: text ?? '', shouldReEncrypt: Number(key) !== state.key });
    },
    ...change,
  };
  return { state, keyring };
}

function setup(keyring: Keyring | null = fakeKeyring().keyring) {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const open = (other = keyring) => createSecretStore({ files: localFiles, folder, keyring: other });
  const path = join(folder, 'secrets.json');
  return { folder, path, open, secrets: open(), onDisk: () => readFileSync(path, 'utf8') };
}

const refusal = (error: unknown) => (error instanceof Refusal ? error.kind : error);

describe('a secret is kept where a person wants it (fault row N10)', () => {
  it('in the keyring: sealed on disk, there after a new start', async () => {
    const { secrets, open, onDisk } = setup();
    await secrets.keep('mail', secret, 'keyring');
    expect(await open().read('mail')).toBe(secret);
    expect(onDisk()).not.toContain(secret);
    expect(JSON.parse(onDisk())).toEqual({
      version: 1,
      secrets: { mail: { place: 'keyring', text: Buffer.from(`1:${secret}`).toString('base64') } },
    });
  });
  it('in a file that nobody else reads', async () => {
    const { secrets, open, path } = setup(null);
    await secrets.keep('mail', secret, 'file');
    expect([await open().read('mail'), statSync(path).mode & 0o777]).toEqual([secret, 0o600]);
  });
  it('asked for at each start: never on disk, gone with the program', async () => {
    const { secrets, open, folder } = setup(null);
    await secrets.keep('mail', secret, 'ask');
    expect([await secrets.read('mail'), await open().read('mail'), readdirSync(folder)]).toEqual([secret, undefined, []]);
    expect(JSON.stringify(secrets)).toBe('{}');
  });
  it('in one place only', async () => {
    const { secrets, open, onDisk } = setup();
    await secrets.keep('other', 'x', 'file');
    for (const place of ['file', 'ask', 'keyring', 'ask', 'file'] as const) {
      await secrets.keep('mail', `${secret} ${place}`, place);
      expect([place, await secrets.read('mail')]).toEqual([place, `${secret} ${place}`]);
      expect(onDisk().includes('"mail"')).toBe(place !== 'ask');
    }
    await secrets.forget('mail');
    expect([await secrets.read('mail'), await open().read('mail'), await open().read('other')]).toEqual([undefined, undefined, 'x']);
  });
  it('and the newest one counts, though another program has kept it', async () => {
    const { secrets, open } = setup();
    await secrets.keep('mail', 'old', 'ask');
    await open().keep('mail', 'new', 'file');
    expect(await secrets.read('mail')).toBe('new');
  });
  it('changes made at once are all kept', async () => {
    const { secrets, open } = setup();
    const names = Array.from({ length: 20 }, (_, index) => `s${index}`);
    await Promise.all(names.map((name) => secrets.keep(name, name, 'file')));
    expect(await Promise.all(names.map((name) => open().read(name)))).toEqual(names);
  });
});

describe('a keyring that fails', () => {
  it('that is not there is refused, and what was kept stays', async () => {
    const { keyring, state } = fakeKeyring();
    const { secrets, open } = setup(keyring);
    await secrets.keep('mail', 'old', 'file');
    state.available = false;
    const broken = fakeKeyring({ encrypt: () => Promise.reject(new Error('locked')) }).keyring;
    const silent = fakeKeyring({ isAvailable: () => Promise.reject(new Error('no bus')) }).keyring;
    for (const other of [keyring, null, broken, silent])
      expect(await open(other).keep('mail', 'new', 'keyring').catch(refusal)).toBe('no-keyring');
    expect(await secrets.read('mail')).toBe('old');
    expect([await secrets.places(), await open(null).places(), await open(silent).places()]).toEqual([
      { keyring: false, backend: 'gnome_libsecret' },
      { keyring: false, backend: '' },
      { keyring: false, backend: 'gnome_libsecret' },
    ]);
  });
  it('that is another one now leaves a secret to be entered again, without an error', async () => {
    const { keyring, state } = fakeKeyring();
    const { secrets, open } = setup(keyring);
    await secrets.keep('mail', secret, 'keyring');
    state.key = 2;
    expect([await secrets.read('mail'), await open(null).read('mail')]).toEqual([undefined, undefined]);
    await secrets.keep('mail', 'again', 'keyring');
    expect(await open().read('mail')).toBe('again');
  });
  it('that has changed its key gets the secret sealed anew', async () => {
    const { keyring, state } = fakeKeyring();
    const { secrets, open } = setup(keyring);
    await secrets.keep('mail', secret, 'keyring');
    Object.assign(state, { key: 2, rotated: true });
    expect(await secrets.read('mail')).toBe(secret);
    state.rotated = false;
    expect(await open().read('mail')).toBe(secret);
  });
});

describe('a damaged secrets.json', () => {
  it.each([
    ['rubbish', 'rubbish'],
    ['half of it', '{ "version": 1, "secrets": {'],
    ['of a newer program', '{ "version": 2, "secrets": {} }'],
    ['of another shape', '{ "version": 1, "secrets": { "mail": "x" } }'],
  ])('(%s) gives no secret, and is kept aside when a new one is written (fault row F2)', async (_, text) => {
    const { secrets, folder, path, onDisk } = setup();
    writeFileSync(path, text);
    expect([await secrets.read('mail'), onDisk()]).toEqual([undefined, text]);
    await secrets.keep('mail', secret, 'file');
    const aside = readdirSync(folder).filter((name) => name.startsWith('secrets.damaged-'));
    expect([await secrets.read('mail'), aside.map((name) => readFileSync(join(folder, name), 'utf8'))]).toEqual([secret, [text]]);
  });
  it('that is a link is not followed', async () => {
    const { secrets, folder, path } = setup();
    writeFileSync(join(folder, 'elsewhere'), '{ "version": 1, "secrets": { "mail": { "place": "file", "text": "x" } } }');
    symlinkSync('elsewhere', path);
    expect(await secrets.read('mail')).toBeUndefined();
  });
});
