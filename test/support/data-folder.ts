import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFiles } from '../../electron/services/redis/data/data-files.ts';

/** The data files of an instance that saves snapshots. */
export const someDataFiles: DataFiles = {
  ...{ rdb: 'dump.rdb', aofFolder: 'appendonlydir', aof: 'appendonly.aof' },
  ...{ usesAof: false, saves: true, databases: 16 },
};

/** The files of a data folder with their content, without those of a restore. */
export function dataOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return Object.fromEntries(
    paths
      .filter((path) => !path.startsWith('.restore-'))
      .toSorted()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}
