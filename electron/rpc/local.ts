import { createRouterClient } from '@orpc/server';
import type { Api } from '../../shared/contract/contract.ts';
import type { Services } from '../services/services.ts';
import { procedures } from './procedures.ts';

/** The contract called in process, for the CLI: with the same checks and errors as over a wire. */
export function createLocalApi(services: Services): Api {
  return createRouterClient(procedures, { context: { services } });
}
