import type { Services } from '../services/services.ts';

/** What every procedure is given beside its input. */
export interface RpcContext {
  readonly services: Services;
  /** Calls and streams open on this connection; left out in process, where nobody floods us. */
  readonly load?: { readonly open: number };
}
