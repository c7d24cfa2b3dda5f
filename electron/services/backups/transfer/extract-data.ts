import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupContents } from '../../../../shared/contract/backup.ts';
import { syncFolder } from '../../platform/files/durable-write.ts';
import { readMembers, type TarReading } from './tar-members.ts';

/** What the extracted data is called, whatever it was called in the archive. */
export const extractedNames = { rdb: 'dump.rdb', aof: 'appendonly.aof', aofFolder: 'appendonlydir' } as const;

/** How Redis finds the AOF that was extracted; the folder is empty for an AOF of one file. */
export interface ExtractedAof {
  readonly folder: string;
  readonly name: string;
}

/**
 * Extracts exactly the data that a backup stands for into a folder, under the usual names.
 * @throws Error when the archive cannot be read, or does not hold it
 */
export async function extractData(
  archive: string,
  compressed: boolean,
  { form, path }: Pick<BackupContents, 'form' | 'path'>,
  to: string,
  reading: TarReading,
): Promise<ExtractedAof | null> {
  const inParts = form === 'aof' && path.endsWith('.manifest');
  const folder = posix.dirname(path);
  const target = (member: string): string | null => {
    if (!inParts) return member === path ? extractedNames[form] : null;
    const name = posix.basename(member);
    return posix.dirname(member) === folder && !name.startsWith('._') ? join(extractedNames.aofFolder, name) : null;
  };
  let found = false;
  await readMembers(
    archive,
    compressed,
    async (member, stream) => {
      const name = target(member.path);
      if (name === null) return;
      if (member.path === path) found = true;
      await mkdir(dirname(join(to, name)), { recursive: true, mode: 0o700 });
      // One name twice: the later one counts.
      await pipeline(stream, createWriteStream(join(to, name), { flags: 'w', mode: 0o600 }));
    },
    reading,
  );
  if (!found) throw new Error(`it does not hold ${path} any more`);
  await syncFolder(to);
  if (form === 'rdb') return null;
  return inParts
    ? { folder: extractedNames.aofFolder, name: posix.basename(path).replace(/\.manifest$/, '') }
    : { folder: '', name: extractedNames.aof };
}
