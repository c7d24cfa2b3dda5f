import { createRouterClient } from '@orpc/server';
import type { Api } from '../../shared/contract/contract.ts';
import { createLogger, type Logger } from '../services/log/logger.ts';
import type { Services } from '../services/services.ts';
import { router } from './router.ts';

/** The contract called in process: the same checks and the same errors as over a wire. For the terminal. */
export function createLocalApi(services: Services, log: Logger = createLogger(services.environment.home)): Api {
  return createRouterClient(router, { context: { services, log } });
}
