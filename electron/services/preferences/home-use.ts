import { join } from 'node:path';
import type { HomeUse } from '../../../shared/contract/preference.ts';
import { freeBytes } from '../platform/files/disk-space.ts';
import { folderBytes } from '../platform/files/folder-bytes.ts';
import { namesIn } from '../platform/files/names-in.ts';
import { desktopFolder, metricsFolder, shownPath } from '../platform/home/paths.ts';

/** The disk use of a home by part. Folders that a variable moved elsewhere are not in it. */
export async function homeUseOf(home: string, variable: string | null): Promise<HomeUse> {
  const desktop = desktopFolder(home);
  const roots = [
    join(home, 'redis'),
    ...namesIn(join(home, 'clients')).map((id) => join(home, 'clients', id, 'redis')),
  ];
  const sum = (paths: readonly string[]) => paths.reduce((bytes, path) => bytes + folderBytes(path), 0);
  const totalBytes = folderBytes(home);
  const backups = sum(roots.map((root) => join(root, 'backups')));
  const charts = folderBytes(metricsFolder(home));
  const deleted = folderBytes(join(desktop, 'destroyed'));
  const instances = sum(roots.map((root) => join(root, 'data')));
  const parts = [
    { part: 'instances', bytes: instances },
    { part: 'backups', bytes: backups },
    { part: 'charts', bytes: charts },
    { part: 'deleted', bytes: deleted },
    { part: 'records', bytes: Math.max(0, totalBytes - instances - backups - charts - deleted) },
  ] as const;
  return { path: shownPath(home), variable, freeBytes: await freeBytes(home), totalBytes, parts: [...parts] };
}
