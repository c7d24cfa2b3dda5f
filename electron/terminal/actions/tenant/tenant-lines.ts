import type { Tenant } from '../../../../shared/contract/tenant.ts';
import * as tenantWords from './words.ts';

/** How to reach a new tenant. */
export function tenantLines(made: Tenant): readonly string[] {
  return [
    tenantWords.client(made.client),
    tenantWords.port(made.port),
    tenantWords.urlPart(made.url, made.passwordSet ? tenantWords.withAPasswordInItsRedis : ''),
    ...(made.engine === undefined ? [] : [engineLine(made, made.engine)]),
    made.container === null
      ? tenantWords.runtimeWithoutItsOwnNetwork(made.runtime)
      : tenantWords.container(made.container),
  ];
}

function engineLine({ deployment, url }: Tenant, engine: string): string {
  if (deployment) return tenantWords.serviceOn(engine);
  const host = url === null ? 'localhost' : new URL(url).hostname;
  return host === 'localhost' ? tenantWords.engineOfNew(engine) : tenantWords.engineOfOpenPort(engine, host);
}
