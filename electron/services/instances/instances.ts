import type {
  Connection,
  InstallPreview,
  InstanceStatus,
  KillPreview,
  OtherClients,
  StopPreview,
} from '../../../shared/contract/instance.ts';
import type { Operation } from '../../../shared/contract/operation.ts';
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
  install(options: InstallOptions): Promise<Operation>;
  uninstall(id: string, options: { readonly removeData: boolean }): Promise<Operation>;
  start(id: string): Promise<Operation>;
  /** Clients beside this app that are connected now. */
  otherClients(id: string): Promise<OtherClients>;
  /** What a stop or a restart would lose. */
  stopPreview(id: string): Promise<StopPreview>;
  /**
   * @throws AppError BAD_VALUE when it holds keys in memory only and their loss is not accepted; SAVE_FAILED when the
   *   next start would not load what it holds
   */
  stop(id: string, options?: EndOptions): Promise<Operation>;
  killPreview(id: string): Promise<KillPreview>;
  kill(id: string): Promise<Operation>;
  restart(id: string, options?: EndOptions): Promise<Operation>;
}
