import { createRouterClient } from '@orpc/server';
import type { Api } from '../../shared/contract/contract.ts';
import type { Services } from '../services/services.ts';
import { router } from './router.ts';

/** The contract called in process: the same checks and the same errors as over a wire. For the terminal. */
export function createLocalApi(services: Services): Api {
  return createRouterClient(router, { context: { services } });
}
