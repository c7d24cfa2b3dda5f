import type { Services } from '../services/services.ts';

/** What every procedure receives besides its input. */
export interface RpcContext {
  readonly services: Services;
  /** Open calls and streams of this connection; omitted in process, where floods cannot occur. */
  readonly load?: { readonly open: number };
}
