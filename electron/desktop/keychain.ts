import { app, safeStorage } from 'electron';
import type { Keychain } from '../services/passwords/keychain.ts';

/** What encrypts outside of Linux, where Electron does not report it. */
const SYSTEM_BACKEND = process.platform === 'darwin' ? 'Keychain' : 'DPAPI';

/** On Linux without a keyring: a key that is in Chromium's source. */
const FIXED_KEY = 'basic_text';

/** Lends `safeStorage` to the core, by its asynchronous functions: the system may ask the person first. */
export function createKeychain(): Keychain {
  return {
    async state() {
      // Before that, the backend is `unknown`.
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
