import { createRouterClient } from '@orpc/server';
import type { Api } from '../../shared/contract/contract.ts';
import type { Services } from '../services/services.ts';
import { procedures } from './procedures.ts';

/** The contract called in process: the same checks and the same errors as over a wire. For the terminal. */
export function createLocalApi(services: Services): Api {
  return createRouterClient(procedures, { context: { services } });
}
