import type {
  Connection,
  InstallPreview,
  InstanceStatus,
  KillPreview,
  OtherClients,
  StopPreview,
} from '../../../shared/contract/instance.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { EndOptions } from './lifecycle/stop-instance.ts';

export interface InstallOptions {
  readonly runtime?: RuntimeKind | undefined;
  readonly port?: number | undefined;
  /** `maxmemory` as Redis writes it. */
  readonly memory?: string | undefined;
  readonly image?: string | undefined;
  /** Path of a file made by `docker save`. */
  readonly imageArchive?: string | undefined;
  /** The memory limit of its container in bytes; null or left out: by `maxmemory`; 0: none. */
  readonly containerMemory?: number | null | undefined;
  /** Whether its container reaches other computers. */
  readonly outgoing?: boolean | undefined;
}

/**
 * The managed Redis servers. What takes long is begun and returned as an operation; what can be refused is
 * refused before that, by an `AppError`.
 */
export interface Instances {
  list(): Promise<readonly InstanceStatus[]>;
  status(id: string): Promise<InstanceStatus>;
  connection(id: string, options: { readonly reveal: boolean }): Promise<Connection>;
  /** @param port left out: the one a new installation gets */
  installPreview(port?: number): Promise<InstallPreview>;
  install(options: InstallOptions): Promise<OperationOf<'install'>>;
  uninstall(
    id: string,
    options: { readonly removeData: boolean },
  ): Promise<OperationOf<'uninstall' | 'destroy-client'>>;
  start(id: string): Promise<OperationOf<'start'>>;
  /** Clients beside this app that are connected now. */
  otherClients(id: string): Promise<OtherClients>;
  /** What a stop or a restart would lose. */
  stopPreview(id: string): Promise<StopPreview>;
  /**
   * @throws AppError BAD_VALUE when it holds keys in memory only and their loss is not accepted; SAVE_FAILED when the
   *   next start would not load what it holds
   */
  stop(id: string, options?: EndOptions): Promise<OperationOf<'stop'>>;
  killPreview(id: string): Promise<KillPreview>;
  kill(id: string): Promise<OperationOf<'stop'>>;
  restart(id: string, options?: EndOptions): Promise<OperationOf<'restart'>>;
}
