import type { Logger } from '../services/log/logger.ts';
import type { Services } from '../services/services.ts';

/** What every procedure is given beside its input. */
export interface RpcContext {
  readonly services: Services;
  /** Gets all of an error of which the face gets one sentence. */
  readonly log: Logger;
  /** Calls and streams open on this connection; left out in process, where nobody floods us. */
  readonly load?: { readonly open: number };
}
