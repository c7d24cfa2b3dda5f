import { existsSync, renameSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DamagedFile, RebuildResult } from '../../../shared/contract/recovery.ts';
import type { Catalogue } from '../instances/registry/catalogue.ts';
import { registerPort } from '../instances/registry/register-port.ts';
import type { OperationRunner } from '../operations/run/create-operations.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import { freeName } from '../platform/files/free-name.ts';
import { setAsideName } from '../platform/files/json-state.ts';
import { namesIn } from '../platform/files/names-in.ts';
import { parseJson } from '../platform/files/parse-json.ts';
import { previousPath, restorePrevious } from '../platform/files/previous-file.ts';
import { isDamaged, readStateBytesNow } from '../platform/files/state-file.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { desktopFolder } from '../platform/home/paths.ts';
import type { PortRegistry } from '../ports/port-registry.ts';
import type { Tenants } from '../tenants/tenants.ts';

/** The actions for state files that were damaged and set aside. */
export interface Recovery {
  /** Newest first. */
  damaged(): readonly DamagedFile[];
  /**
   * Moves the damaged files into `<home>/redis/desktop/recovery/<time>/` and rebuilds each from its previous content or
   * from the records of instances. A file that exists again stays as it is. One failure does not keep the others.
   */
  rebuild(): Promise<RebuildResult>;
}

export interface RecoveryDeps {
  readonly home: string;
  readonly bus: ChangeBus;
  /** Paths of the files that were set aside, relative to the home. */
  readonly setAsideFiles: () => readonly string[];
  readonly catalogue: Catalogue;
  readonly ports: PortRegistry;
  readonly tenants: Pick<Tenants, 'repair'>;
  readonly operations: Pick<OperationRunner, 'settled'>;
}

const PORT_REGISTRY = 'port-registry.json';
const tenantRecord = /^clients[\\/]([^\\/]+)[\\/]redis\.json$/;

export function createRecovery(deps: RecoveryDeps): Recovery {
  const { home } = deps;
  const aside = () =>
    deps.setAsideFiles().map((keptAs): DamagedFile => {
      const file = keptAs.replace(setAsideName, '');
      return { file, keptAs, at: timeOf(keptAs), rebuild: sourceOf(home, file) };
    });
  const inPlace = () =>
    derivedFiles(home)
      .filter((file) => isDamagedNow(join(home, file)))
      .map((file): DamagedFile => {
        const at = statSync(join(home, file)).mtime.toISOString();
        return { file, keptAs: file, at, rebuild: 'records' };
      });
  const damaged = () => [...aside(), ...inPlace()].toSorted((one, other) => (one.at < other.at ? 1 : -1));
  return {
    damaged,
    async rebuild() {
      const files: RebuildResult['files'] = [];
      // Writing a derived file sets its damaged one aside.
      for (const { file } of inPlace()) files.push(await rebuilt(deps, file));
      const found = aside();
      if (found.length === 0) return { folder: null, files };
      const stamp = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
      const parent = join(desktopFolder(home), 'recovery');
      const folder = join(parent, freeName(stamp, new Set(namesIn(parent))));
      ensureFolder(folder);
      for (const { keptAs } of found) renameSync(join(home, keptAs), join(folder, keptAs.replace(/[\\/]/g, '__')));
      const done = new Set(files.map(({ file }) => file));
      for (const file of new Set(found.map((one) => one.file))) {
        if (!done.has(file)) files.push(await rebuilt(deps, file));
      }
      deps.bus.emit({ noun: 'instances', id: null });
      return { folder: folder.slice(home.length + 1), files };
    },
  };
}

/** Files that nobody sets aside when they are read, because they are derived from others or have a repair of their own. */
function derivedFiles(home: string): readonly string[] {
  return [PORT_REGISTRY, ...namesIn(join(home, 'clients')).map((id) => join('clients', id, 'redis.json'))];
}

function isDamagedNow(path: string): boolean {
  try {
    const bytes = readStateBytesNow(path);
    return bytes !== null && parseJson(bytes.toString('utf8')) === null;
  } catch (error) {
    return isDamaged(error);
  }
}

function sourceOf(home: string, file: string): DamagedFile['rebuild'] {
  if (existsSync(join(home, file))) return 'nothing';
  if (file === PORT_REGISTRY || tenantRecord.test(file)) return 'records';
  return existsSync(previousPath(join(home, file))) ? 'previous' : 'nothing';
}

async function rebuilt(deps: RecoveryDeps, file: string): Promise<RebuildResult['files'][number]> {
  const path = join(deps.home, file);
  try {
    const [, tenant] = tenantRecord.exec(file) ?? [];
    if (tenant !== undefined && (!existsSync(path) || isDamagedNow(path))) {
      await deps.operations.settled(await deps.tenants.repair(tenant));
      return { file, how: 'records', message: null };
    }
    if (file === PORT_REGISTRY) {
      const all = await deps.catalogue.all();
      for (const { id } of all) await registerPort(deps.ports, deps.catalogue, id);
      return { file, how: 'records', message: null };
    }
    if (existsSync(path)) return { file, how: 'current', message: null };
    return { file, how: (await restorePrevious(path)) ? 'previous' : 'default', message: null };
  } catch (error) {
    return { file, how: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** The time in the name: `.damaged-20261128-194651`. */
function timeOf(keptAs: string): string {
  const [, day = '', time = ''] = /\.damaged-(\d{8})-(\d{6})/.exec(basename(keptAs)) ?? [];
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  return `${date}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}.000Z`;
}
