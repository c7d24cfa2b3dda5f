import type { Environment } from '../../platform/home/environment.ts';
import type { Env } from '../../runtimes/docker/engine/endpoint.ts';
import type { NamedEngines } from '../../runtimes/engines/engine-router.ts';
import type { Runtimes } from '../../runtimes/runtime.ts';

export interface EngineDeps {
  readonly environment: Environment;
  readonly runtimes: Runtimes;
  readonly named: NamedEngines;
  readonly env: Env;
}
