import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { host } from './host.ts';

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;

const backends: Readonly<Record<string, Backend>> = {
  basic: 'basic_text',
  'gnome-libsecret': 'gnome_libsecret',
  kwallet: 'kwallet',
  kwallet5: 'kwallet5',
  kwallet6: 'kwallet6',
};
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The keyring is a file beside the app's data. A test can delete or replace it, as a person can lose a keyring. Without
 * `--password-store`, a machine without a desktop uses `basic_text`.
 */
const keyPath = () => join(app.getPath('userData'), 'stand-in-keyring');

function keyOf(creates: boolean): Buffer {
  try {
    return readFileSync(keyPath());
  } catch (error) {
    if (!creates) throw error;
    mkdirSync(app.getPath('userData'), { recursive: true });
    writeFileSync(keyPath(), randomBytes(32), { mode: 0o600 });
    return readFileSync(keyPath());
  }
}

function requireReady(): void {
  if (!host.isReady) throw new Error('safeStorage cannot be used before app is ready');
}

export const safeStorage = {
  getSelectedStorageBackend: (): Backend =>
    host.isReady ? (backends[app.commandLine.getSwitchValue('password-store')] ?? 'basic_text') : 'unknown',
  isAsyncEncryptionAvailable: async (): Promise<boolean> => {
    requireReady();
    return safeStorage.getSelectedStorageBackend() !== 'basic_text';
  },
  encryptStringAsync: async (plainText: string): Promise<Buffer> => {
    requireReady();
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', keyOf(true), iv);
    const content = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), content]);
  },
  /** @throws Error if the key has changed or is gone */
  decryptStringAsync: async (encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> => {
    requireReady();
    const decipher = createDecipheriv('aes-256-gcm', keyOf(false), encrypted.subarray(0, IV_BYTES));
    decipher.setAuthTag(encrypted.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(encrypted.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return { shouldReEncrypt: false, result: text.toString('utf8') };
  },
};
