import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { writeDurably } from '../platform/files/durable-write.ts';
import { createFileCache } from '../platform/files/file-cache.ts';
import { parseState, readCachedState } from '../platform/files/json-state.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { desktopFolder, shownPath } from '../platform/home/paths.ts';

/** The format that this version reads and writes. */
const FORMAT = 1;

const entry = z.discriminatedUnion('how', [
  /** Encrypted by the keychain, as base64: the stored password as JSON. */
  z.object({ how: z.literal('keychain'), value: z.string() }),
  /** Readable for every client, because the user chose that. */
  z.object({ how: z.literal('file'), password: z.string(), besides: z.string().nullable() }),
]);
export type PasswordEntry = z.infer<typeof entry>;

const document = z.object({ format: z.number().int().min(1), passwords: z.record(z.string(), entry) });

/** The entries by instance. */
export type PasswordEntries = Readonly<Record<string, PasswordEntry>>;

export const passwordPath = (home: string) => join(desktopFolder(home), 'passwords.json');

const files = createFileCache((text, path) =>
  parseState(path, text, (value) => {
    const parsed = document.safeParse(value);
    if (parsed.success) return parsed.data;
    // A newer format is no damage: this version leaves the file alone.
    const format = z
      .object({
        format: z
          .number()
          .int()
          .min(FORMAT + 1),
      })
      .safeParse(value);
    return format.success ? { format: format.data.format, passwords: {} } : null;
  }),
);

/**
 * A damaged file is set aside: its passwords must be entered again.
 * @throws AppError FILE_UNREADABLE without read permission
 */
export async function readPasswordFile(home: string): Promise<PasswordEntries> {
  return (await readCachedState(files, passwordPath(home)))?.passwords ?? {};
}

/** Replaces the file, mode 0600. Does not keep its previous content: a forgotten password must be gone. */
export async function writePasswordFile(home: string, passwords: PasswordEntries): Promise<void> {
  const path = passwordPath(home);
  const format = (await readCachedState(files, path))?.format ?? FORMAT;
  if (format > FORMAT) {
    const message = `${shownPath(path)} was written by a newer version of this app (format ${format}; this version writes ${FORMAT}). Install that version to keep passwords.`;
    throw new AppError('CONFLICT', message, { what: 'passwords.json' });
  }
  ensureFolder(desktopFolder(home));
  await writeDurably(path, `${JSON.stringify({ format: FORMAT, passwords }, null, 2)}\n`);
}
