import { join } from 'node:path';
import { tenantFolder } from '../../instances/registry/tenant-record.ts';
import { readableNamesIn } from '../../platform/files/names-in.ts';

/** The names of companion kinds, which are also the names of their folders. */
const namePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** The absolute paths of one companion. They are inside the tenant's folder and move with it. */
export interface CompanionPaths {
  readonly root: string;
  readonly record: string;
  readonly data: string;
  /** One file for each secret. */
  readonly secrets: string;
  /** Files that a container needs, such as /etc/passwd. */
  readonly config: string;
  /** Client programs read and write dumps here. */
  readonly exchange: string;
  readonly backups: string;
  readonly logFile: string;
}

/** The folder of a tenant's companions, one folder each. */
export function companionsFolder(home: string, client: string): string {
  return join(tenantFolder({ home }, client), 'companions');
}

export function companionPaths(home: string, client: string, name: string): CompanionPaths {
  const root = join(companionsFolder(home, client), name);
  return {
    root,
    record: join(root, 'companion.json'),
    data: join(root, 'data'),
    secrets: join(root, 'secrets'),
    config: join(root, 'config'),
    exchange: join(root, 'exchange'),
    backups: join(root, 'backups'),
    logFile: join(root, 'companion.log'),
  };
}

/** The names of the companion folders of a tenant, in order. None in a folder that cannot be read. */
export function companionNames(home: string, client: string): readonly string[] {
  // A tenant with a folder that cannot be read is listed with the problem, and the others as they are.
  return readableNamesIn(companionsFolder(home, client))
    .filter((name) => namePattern.test(name))
    .sort();
}

/** The files through which programs connect to the services of a tenant. */
export function connectionFiles(home: string, client: string): { readonly env: string; readonly compose: string } {
  const folder = tenantFolder({ home }, client);
  return { env: join(folder, '.env'), compose: join(folder, 'compose.yaml') };
}
