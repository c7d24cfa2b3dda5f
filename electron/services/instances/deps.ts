import type { Environment } from '../home/environment.ts';
import type { OperationRunner } from '../operations/create-operations.ts';
import type { Catalogue, Runtimes } from './catalogue.ts';
import type { Observer } from './observer.ts';

/** What the instances service is made of. */
export interface InstanceDeps {
  readonly environment: Environment;
  readonly runtimes: Runtimes;
  readonly catalogue: Catalogue;
  readonly observer: Observer;
  readonly operations: OperationRunner;
  /** Whether a restart takes REDIS_PORT and REDIS_PASSWORD from the environment: in a terminal, where the user has just set them. */
  readonly appliesEnvironment: boolean;
}
