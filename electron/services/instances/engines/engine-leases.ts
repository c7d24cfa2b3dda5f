import { hostname } from 'node:os';
import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { EngineLeases } from '../../operations/locks/engine-lease.ts';
import type { Environment } from '../../platform/home/environment.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { DockerRuntime } from '../../runtimes/docker/docker-runtime.ts';
import { readTenant } from '../registry/tenant-record.ts';

export interface LeaseDeps {
  readonly environment: Environment;
  readonly engineAt: (engine: string | null) => Pick<DockerRuntime, 'takeLease'>;
  readonly log: Logger;
}

/**
 * The leases of tenants on named engines: several computers may share a home, and a pid does not name its computer.
 */
export function engineLeases({ environment, engineAt, log }: LeaseDeps): EngineLeases {
  return {
    async take(id) {
      if (id === MAIN) return null;
      // The status of the tenant reports an unreadable record.
      const record = await readTenant(environment, id).catch(() => null);
      if (record?.engineName === undefined) return null;
      try {
        const taken = await engineAt(record.engineName).takeLease(id, record.image, hostname());
        if ('release' in taken) return taken;
        throw busy(id, taken);
      } catch (error) {
        if (isAppError(error, 'BUSY')) throw error;
        // The operation itself reports an unreachable engine.
        log.info(`${id} has no lease on ${record.engineName}: ${error instanceof Error ? error.message : error}`);
        return null;
      }
    },
  };
}

function busy(id: string, { host, since }: { readonly host: string; readonly since: string }): AppError<'BUSY'> {
  const message = `${id} is busy: the app on ${host} works on it. Wait until it has finished; a minute after that computer is gone, this one can continue.`;
  return new AppError('BUSY', message, { id, operation: 'another operation', face: 'desktop', pid: 0, since });
}
