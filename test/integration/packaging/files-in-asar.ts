import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  /** The offset of a file's content, from the end of the header, and its length. */
  readonly offset?: string;
  readonly size?: number;
}

/**
 * The files in an asar archive by their paths, with `/` between folders.
 * @see https://github.com/electron/asar#format a size, then a JSON header between two more, then all contents
 */
export function filesInAsar(archive: Buffer): ReadonlyMap<string, Buffer> {
  const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as Entry;
  const contents = archive.subarray(8 + archive.readUInt32LE(4));
  return new Map(
    entriesOf(header, '').map(([path, { offset, size = 0 }]) => {
      const from = Number(offset);
      return [path, contents.subarray(from, from + size)];
    }),
  );
}

function entriesOf({ files }: Entry, folder: string): readonly (readonly [string, Entry])[] {
  return Object.entries(files ?? {}).flatMap(([name, entry]) =>
    entry.files ? entriesOf(entry, `${folder}${name}/`) : [[`${folder}${name}`, entry] as const],
  );
}

/** Writes them below a folder, for a Node.js that cannot read archives. */
export async function unpack(files: ReadonlyMap<string, Buffer>, folder: string): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
