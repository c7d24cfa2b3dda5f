import { createServices } from '../../electron/services/create-services.ts';
import type { Services } from '../../electron/services/services.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { createTestHome, type TestHome, type TestHomeOptions } from '../support/test-home.ts';

/** The product's services on a separate home, in this process. */
export interface BenchServices {
  readonly home: TestHome;
  readonly services: Services;
  readonly dispose: () => Promise<void>;
}

export async function benchServices(options?: TestHomeOptions): Promise<BenchServices> {
  const home = await createTestHome(options);
  const services = await createServices({ env: home.env, client: 'terminal' });
  const dispose = async () => {
    await services.close();
    await home.dispose();
  };
  return { home, services, dispose };
}

/** {@link benchServices} with main installed and running. */
export async function installedMain(runtime: RuntimeKind): Promise<BenchServices> {
  const bench = await benchServices();
  try {
    const { id } = await bench.services.instances.install({ runtime });
    await bench.services.operations.settled(id);
    return bench;
  } catch (error) {
    await bench.dispose();
    throw error;
  }
}
