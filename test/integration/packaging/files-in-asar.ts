interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
}

/**
 * The paths of the files in an asar archive, with `/` between folders.
 * @see https://github.com/electron/asar#format a size, then a JSON header between two more
 */
export function filesInAsar(archive: Buffer): readonly string[] {
  const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as Entry;
  return pathsOf(header, '');
}

function pathsOf({ files }: Entry, folder: string): readonly string[] {
  return Object.entries(files ?? {}).flatMap(([name, entry]) =>
    entry.files ? pathsOf(entry, `${folder}${name}/`) : [`${folder}${name}`],
  );
}
