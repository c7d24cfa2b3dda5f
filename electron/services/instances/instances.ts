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
  /** Memory limit of the container in bytes. Null or omitted: derived from `maxmemory`; 0: no limit. */
  readonly containerMemory?: number | null | undefined;
  /** Whether the container may connect to other computers. */
  readonly outgoing?: boolean | undefined;
}

/**
 * The managed Redis servers. A long action checks its preconditions, throws an `AppError` if one fails, and returns the
 * running operation.
 */
export interface Instances {
  list(): Promise<readonly InstanceStatus[]>;
  status(id: string): Promise<InstanceStatus>;
  connection(id: string, options: { readonly reveal: boolean }): Promise<Connection>;
  /** @param port omitted: the default port of a new installation */
  installPreview(port?: number): Promise<InstallPreview>;
  install(options: InstallOptions): Promise<OperationOf<'install'>>;
  uninstall(
    id: string,
    options: { readonly removeData: boolean },
  ): Promise<OperationOf<'uninstall' | 'destroy-client'>>;
  start(id: string): Promise<OperationOf<'start'>>;
  /** Number of connected clients, without those of this app. */
  otherClients(id: string): Promise<OtherClients>;
  /** The data that a stop or restart would lose. */
  stopPreview(id: string): Promise<StopPreview>;
  /**
   * @throws AppError BAD_VALUE if keys exist in memory only and their loss is not accepted; SAVE_FAILED if the next
   *   start would not load the current keys
   */
  stop(id: string, options?: EndOptions): Promise<OperationOf<'stop'>>;
  killPreview(id: string): Promise<KillPreview>;
  kill(id: string): Promise<OperationOf<'stop'>>;
  restart(id: string, options?: EndOptions): Promise<OperationOf<'restart'>>;
}
