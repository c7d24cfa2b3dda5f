import { createServices, type ServicesOptions } from '../../electron/services/create-services.ts';
import type { Services } from '../../electron/services/services.ts';

/** Services with their background work, as in a client that stays open. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const services = await createServices(options);
  services.startBackgroundWork();
  return services;
}
