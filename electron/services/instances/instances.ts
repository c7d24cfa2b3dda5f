import type {
  Connection,
  InstallPreview,
  InstanceStatus,
  KillPreview,
  OtherClients,
  StopPreview,
} from '../../../shared/contract/instance.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { InstallOptions } from './install/install.ts';
import type { EndOptions } from './lifecycle/stop-instance.ts';

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
