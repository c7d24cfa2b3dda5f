import type { OperationRunner } from '../../operations/run/create-operations.ts';
import type { Environment } from '../../platform/home/environment.ts';
import type { Runtimes } from '../../runtimes/runtime.ts';
import type { Catalogue } from '../registry/catalogue.ts';
import type { CompanionHooks } from './companion-hooks.ts';
import type { Observer } from './observer.ts';

export interface InstanceDeps {
  readonly environment: Environment;
  readonly runtimes: Runtimes;
  readonly catalogue: Catalogue;
  readonly observer: Observer;
  readonly operations: OperationRunner;
  /** Whether a restart applies REDIS_PORT and REDIS_PASSWORD: only in a terminal, where the user has just set them. */
  readonly appliesEnvironment: boolean;
  /** The services beside the Redis of a tenant; omitted: there are none. */
  readonly companions?: CompanionHooks;
}
