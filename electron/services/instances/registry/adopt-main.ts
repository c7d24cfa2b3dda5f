import { can } from '../../../../shared/contract/runtimes.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { type InstancePaths, outsideLayout } from '../../platform/home/paths.ts';
import type { EngineAddress } from '../../runtimes/engine-address.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import { mainRecordNow, writeMainRecord } from './main-record.ts';

/** Main as its runtime reports it. */
interface Found {
  readonly entry: RuntimeEntry | null;
  readonly unreachable: unknown;
  readonly paths: InstancePaths;
}

/**
 * Completes the record of a main that an earlier version installed: from its container or process, else from the
 * current environment. Also updates the record if the engine has moved to another address.
 */
export function createAdoption({ home, naming }: Pick<Environment, 'home' | 'naming'>) {
  let failed = false;
  return async ({ entry, unreachable, paths }: Found, engine: EngineAddress | null): Promise<void> => {
    const record = mainRecordNow(home);
    if (failed || !record?.installed || unreachable !== null) return;
    if (entry && entry.runtime !== record.runtime) return;
    const moved = entry !== null && engine !== null && engine.host !== record.engine?.host;
    if (record.folders && !moved) return;
    const inEngine = can(record.runtime, 'engine') && {
      container: entry?.container ?? record.container ?? naming.mainContainer,
      network: entry?.network ?? record.network ?? naming.mainNetwork,
      ...(entry?.publishedOn && { publishOn: entry.publishedOn }),
      engine: engine ?? record.engine,
    };
    const adopted = { ...record, folders: record.folders ?? outsideLayout(home, paths), ...inEngine };
    await writeMainRecord(home, adopted).catch(() => {
      // The disk is full or read-only: stop trying in this process.
      failed = true;
    });
  };
}
