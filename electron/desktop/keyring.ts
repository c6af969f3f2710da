import type { Keyring } from '../platform/secrets.ts';

/** What of Electron's `safeStorage` is needed. Its synchronous methods are deprecated. */
export type SafeStorage = {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
  getSelectedStorageBackend(): string;
};

// On Linux these seal with a key that everybody knows, or with none.
const unsafe: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

/** The keyring of this desktop session. Which one it is can be told once Electron is ready. */
export function safeStorageKeyring(storage: SafeStorage, platform: NodeJS.Platform): Keyring {
  const backend = () => (platform === 'linux' ? storage.getSelectedStorageBackend() : platform);
  return {
    get backend() {
      return backend();
    },
    isAvailable: async () => !unsafe.has(backend()) && (await storage.isAsyncEncryptionAvailable()),
    encrypt: async (text) => (await storage.encryptStringAsync(text)).toString('base64'),
    decrypt: async (sealed) => {
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(sealed, 'base64'));
      return { text: result, shouldReEncrypt };
    },
  };
}
