import { onTestFinished } from 'vitest';
import type { Services } from '../../electron/services/services.ts';
import { type CreateTenantInput, type Tenant, tenant } from '../../shared/contract/tenant.ts';
import { startServices } from './start-services.ts';
import { createTestHome, type TestHome, type TestHomeOptions } from './test-home.ts';

/** Services on a separate home; both are disposed when the test ends. */
export async function servicesOnHome(options: TestHomeOptions = {}): Promise<{ home: TestHome; services: Services }> {
  const home = await createTestHome(options);
  onTestFinished(home.dispose);
  const services = await startServices({ env: home.env, client: 'browser' });
  onTestFinished(() => services.close());
  return { home, services };
}

/** Creates a tenant and waits until it is running. */
export async function newTenant(
  services: Services,
  input: Partial<CreateTenantInput> & { id: string },
): Promise<Tenant> {
  const begun = await services.tenants.create({ generatePassword: false, ...input });
  return tenant.parse((await services.operations.settled(begun.id)).result);
}
