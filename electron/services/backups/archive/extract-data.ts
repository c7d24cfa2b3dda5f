import { createWriteStream } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupContents } from '../../../../shared/contract/backup.ts';
import { syncFolder } from '../../platform/files/durable-write.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { readMembers, type TarReading } from './tar-members.ts';

/** The file names of extracted data, whatever its names in the archive. */
export const extractedNames = { rdb: 'dump.rdb', aof: 'appendonly.aof', aofFolder: 'appendonlydir' } as const;

/** Where Redis finds the extracted AOF. The folder is empty for a single-file AOF. */
export interface ExtractedAof {
  readonly folder: string;
  readonly name: string;
}

/**
 * Extracts the data set of a backup into a folder, under the default names.
 * @throws Error when the archive cannot be read or does not contain it
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
      ensureFolder(dirname(join(to, name)));
      // If a name occurs twice, the later entry applies.
      await pipeline(stream, createWriteStream(join(to, name), { flags: 'w', mode: 0o600 }));
    },
    reading,
  );
  if (!found) throw new Error(`it no longer contains ${path}`);
  await syncFolder(to);
  if (form === 'rdb') return null;
  return inParts
    ? { folder: extractedNames.aofFolder, name: posix.basename(path).replace(/\.manifest$/, '') }
    : { folder: '', name: extractedNames.aof };
}
