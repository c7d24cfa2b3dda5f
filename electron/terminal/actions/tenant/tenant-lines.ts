import type { Tenant } from '../../../../shared/contract/tenant.ts';
import * as tenantWords from './words.ts';

/** How to reach a new tenant. */
export function tenantLines(made: Tenant): readonly string[] {
  return [
    tenantWords.client(made.client),
    tenantWords.port(made.port),
    tenantWords.urlPart(made.url, made.passwordSet ? tenantWords.withAPasswordInItsRedis : ''),
    ...(made.engine === undefined
      ? []
      : [made.deployment ? tenantWords.serviceOn(made.engine) : tenantWords.engineOfNew(made.engine)]),
    made.container === null
      ? tenantWords.runtimeWithoutItsOwnNetwork(made.runtime)
      : tenantWords.container(made.container),
  ];
}
