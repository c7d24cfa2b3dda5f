import { app, safeStorage } from 'electron';
import type { Keychain } from '../services/passwords/keychain.ts';

/** Electron reports the backend only on Linux. */
const SYSTEM_BACKEND = process.platform === 'darwin' ? 'Keychain' : 'DPAPI';

/** On Linux without a keyring, Chromium uses a key from its own source code. */
const FIXED_KEY = 'basic_text';

/** Provides `safeStorage` to the core. Uses its asynchronous functions, because the system may ask the user first. */
export function createKeychain(): Keychain {
  return {
    async state() {
      // Until then the backend is `unknown`.
      await app.whenReady();
      const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : SYSTEM_BACKEND;
      if (backend === FIXED_KEY) return { backend, protects: false };
      if (!(await safeStorage.isAsyncEncryptionAvailable())) throw new Error(`${backend} is not available`);
      return { backend, protects: true };
    },
    async encrypt(text) {
      await app.whenReady();
      return safeStorage.encryptStringAsync(text);
    },
    async decrypt(bytes) {
      await app.whenReady();
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(bytes);
      return { text: result, isOutdated: shouldReEncrypt };
    },
  };
}
