import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { KeptIn, PasswordList } from '../../../shared/contract/password.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import { asHomeFailure } from '../platform/files/file-errors.ts';
import { underFileLock } from '../platform/files/under-file-lock.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { desktopFolder } from '../platform/home/paths.ts';
import { reuseBriefly } from '../platform/time/reuse-briefly.ts';
import type { Preferences } from '../preferences/preferences.ts';
import type { KeptPassword } from './kept-password.ts';
import type { Keychain, KeychainState } from './keychain.ts';
import {
  type PasswordEntries,
  type PasswordEntry,
  passwordPath,
  readPasswordFile,
  writePasswordFile,
} from './password-file.ts';

/** The passwords that the app stores. */
export interface PasswordStore {
  /** Null: none, or the keychain has not answered yet. Never fails: without it, the instance reports its problem. */
  of(id: string): Promise<KeptPassword | null>;
  /** Where passwords are stored, and of which instances. */
  list(): Promise<PasswordList>;
  /** Stores it as the preference says; until the app ends if that is not possible. */
  keep(id: string, password: KeptPassword): Promise<void>;
  forget(id: string): Promise<void>;
}

export interface PasswordStoreDeps {
  readonly home: string;
  readonly preferences: Pick<Preferences, 'get'>;
  /** Null for a client without one. */
  readonly keychain: Keychain | null;
  readonly bus: ChangeBus;
}

/** A keychain may ask the user first. Status must not wait for that. */
const PATIENCE_MS = 1000;
/** How long a keychain that refused is not asked again. */
const REFUSED_MS = 60_000;
/** One poll requests the passwords of all instances within this time. */
const REUSE_MS = 50;

const keptPassword = z.object({ password: z.string(), besides: z.string().nullable() });

type Opened = KeptPassword | 'refused';

export function createPasswordStore(deps: PasswordStoreDeps): PasswordStore {
  const { home, keychain, preferences, bus } = deps;
  /** Entered in this process, and stored nowhere else. */
  const session = new Map<string, KeptPassword>();
  /** Decrypted values by their encrypted text: the keychain is asked once for each. */
  const opened = new Map<string, Promise<Opened>>();

  /** Without a readable file there are no passwords, and the diagnosis reports the file. */
  const read = () => readPasswordFile(home).catch((): PasswordEntries => ({}));
  const recent = reuseBriefly(read, REUSE_MS);

  const change = async (edit: (entries: Record<string, PasswordEntry>) => void) => {
    try {
      ensureFolder(desktopFolder(home));
      await underFileLock(passwordPath(home), 'the passwords', async () => {
        const entries = { ...(await readPasswordFile(home)) };
        const before = JSON.stringify(entries);
        edit(entries);
        if (JSON.stringify(entries) !== before) await writePasswordFile(home, entries);
      });
    } catch (error) {
      throw asHomeFailure(error, home);
    } finally {
      recent.forget();
    }
  };

  const decrypt = async (id: string, value: string): Promise<Opened> => {
    try {
      const found = await keychain?.decrypt(Buffer.from(value, 'base64'));
      const kept = keptPassword.parse(JSON.parse(found?.text ?? ''));
      // The system has a new key: the next start must find the value encrypted with it.
      if (found?.isOutdated) await encryptEntry(id, kept).catch(() => false);
      return kept;
    } catch {
      return 'refused';
    }
  };

  const open = (id: string, value: string): Promise<Opened> => {
    const key = `${id} ${value}`;
    const before = opened.get(key);
    if (before) return before;
    const opening = decrypt(id, value).then((found) => {
      // The user may unlock the keychain meanwhile.
      if (found === 'refused') setTimeout(() => opened.delete(key), REFUSED_MS).unref();
      bus.emit({ noun: 'instances', id });
      return found;
    });
    opened.set(key, opening);
    return opening;
  };

  const stateOfKeychain = async (): Promise<KeychainState | null> =>
    (await keychain?.state().catch(() => null)) ?? null;

  /** @returns false if the keychain refuses */
  const encryptEntry = async (id: string, kept: KeptPassword): Promise<boolean> => {
    const bytes = await keychain?.encrypt(JSON.stringify(kept)).catch(() => null);
    if (!bytes) return false;
    const value = bytes.toString('base64');
    await change((entries) => {
      entries[id] = { how: 'keychain', value };
    });
    opened.set(`${id} ${value}`, Promise.resolve(kept));
    return true;
  };

  const destination = async (): Promise<KeptIn> => {
    if (preferences.get('passwords') === 'file') return 'file';
    return (await stateOfKeychain())?.protects ? 'keychain' : 'session';
  };

  /** After the user has chosen the keychain, no readable password stays in the file. */
  const leaveFile = async (id: string, kept: KeptPassword): Promise<KeptPassword> => {
    if ((await destination()) === 'keychain' && (await encryptEntry(id, kept))) return kept;
    session.set(id, kept);
    await change((entries) => void delete entries[id]);
    return kept;
  };

  return {
    async of(id) {
      const own = session.get(id);
      if (own) return own;
      const entry = (await recent.get())[id];
      if (entry === undefined) return null;
      if (entry.how === 'file') {
        const kept = { password: entry.password, besides: entry.besides };
        return preferences.get('passwords') === 'file' ? kept : await leaveFile(id, kept).catch(() => null);
      }
      if (keychain === null) return null;
      const found = await Promise.race([open(id, entry.value), sleep(PATIENCE_MS, 'refused' as const, { ref: false })]);
      return found === 'refused' ? null : found;
    },
    async list() {
      const entries = await read();
      const items = Object.entries(entries).map(async ([id, entry]): Promise<PasswordList['items'][number]> => {
        if (session.has(id)) return { id, keptIn: 'session', problem: null };
        if (entry.how === 'file') return { id, keptIn: 'file', problem: null };
        if (keychain === null) return { id, keptIn: 'keychain', problem: 'desktop-only' };
        const found = await Promise.race([
          open(id, entry.value),
          sleep(PATIENCE_MS, 'silent' as const, { ref: false }),
        ]);
        return { id, keptIn: 'keychain', problem: typeof found === 'string' ? found : null };
      });
      const only = [...session.keys()].filter((id) => entries[id] === undefined);
      const keptIn = await destination();
      const state = await stateOfKeychain();
      return {
        keptIn,
        backend: state?.backend ?? null,
        problem: keptIn === 'session' ? whyOnlySession(keychain, state) : null,
        items: [
          ...(await Promise.all(items)),
          ...only.map((id) => ({ id, keptIn: 'session' as const, problem: null })),
        ],
      };
    },
    async keep(id, kept) {
      // Even if the keychain and the disk fail, the instance works until the app ends.
      session.set(id, kept);
      bus.emit({ noun: 'instances', id });
      const keptIn = await destination();
      if (keptIn === 'keychain' && (await encryptEntry(id, kept))) session.delete(id);
      else if (keptIn === 'file') {
        await change((entries) => {
          entries[id] = { how: 'file', ...kept };
        });
        session.delete(id);
      }
    },
    async forget(id) {
      const wasEntered = session.delete(id);
      // Most have none, and need not wait for the lock. The change itself reports an unreadable file.
      const entries = await readPasswordFile(home).catch(() => null);
      const isKept = entries === null || id in entries;
      if (isKept) await change((kept) => void delete kept[id]);
      if (isKept || wasEntered) bus.emit({ noun: 'instances', id });
    },
  };
}

function whyOnlySession(keychain: Keychain | null, state: KeychainState | null): PasswordList['problem'] {
  if (keychain === null) return 'no-keychain';
  return state === null ? 'unavailable' : 'unprotected';
}
