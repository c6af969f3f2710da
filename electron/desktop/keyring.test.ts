import { expect, it } from 'vitest';
import { safeStorageKeyring, type SafeStorage } from './keyring.ts';

const storage = (change: Partial<SafeStorage> = {}): SafeStorage => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(`v11${text}\0\xff`, 'latin1')),
  decryptStringAsync: (sealed) => Promise.resolve({ result: sealed.toString('latin1').slice(3, -2), shouldReEncrypt: true }),
  getSelectedStorageBackend: () => 'kwallet6',
  ...change,
});

it('what is sealed crosses as base64, every byte kept, and the wish to seal it anew with it', async () => {
  const keyring = safeStorageKeyring(storage(), 'linux');
  const sealed = await keyring.encrypt('secret');
  expect([sealed, await keyring.decrypt(sealed)]).toEqual(['djExc2VjcmV0AP8=', { text: 'secret', shouldReEncrypt: true }]);
});

it.each(['basic_text', 'unknown'])('%s on Linux is no keyring, whatever Electron says (N10)', async (name) => {
  const keyring = safeStorageKeyring(storage({ getSelectedStorageBackend: () => name }), 'linux');
  expect([keyring.backend, await keyring.isAvailable()]).toEqual([name, false]);
});

it('is there when Electron can seal, and is asked for its name only on Linux', async () => {
  const unasked = storage({ getSelectedStorageBackend: () => expect.unreachable() });
  const closed = storage({ isAsyncEncryptionAvailable: () => Promise.resolve(false) });
  expect([
    await safeStorageKeyring(storage(), 'linux').isAvailable(),
    await safeStorageKeyring(closed, 'linux').isAvailable(),
    await safeStorageKeyring(unasked, 'darwin').isAvailable(),
    safeStorageKeyring(unasked, 'darwin').backend,
  ]).toEqual([true, false, true, 'darwin']);
});

it('names the keyring that is chosen once Electron is ready, not the one before', () => {
  let name = 'unknown';
  const keyring = safeStorageKeyring(storage({ getSelectedStorageBackend: () => name }), 'linux');
  name = 'gnome_libsecret';
  expect(keyring.backend).toBe('gnome_libsecret');
});
