import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { TlsExported, TlsPlan, TlsRequest, TlsState } from '../../../shared/contract/tls.ts';

/** TLS of instances, with certificates from an authority of each instance. */
export interface Tls {
  /** @throws AppError NOT_FOUND */
  state(id: string): Promise<TlsState>;
  /** Changes nothing and issues nothing. @throws AppError BAD_VALUE, PORT_TAKEN */
  plan(id: string, request: TlsRequest): Promise<TlsPlan>;
  /** @throws AppError BAD_VALUE, PORT_TAKEN, BUSY */
  apply(id: string, request: TlsRequest, confirmed: boolean): Promise<OperationOf<'tls'>>;
  /** @throws AppError BAD_VALUE, NOT_FOUND, ALREADY_EXISTS */
  export(id: string, folder: string, overwrite: boolean): Promise<TlsExported>;
}
