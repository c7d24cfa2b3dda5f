import type { Problem } from '../../../../shared/contract/instance.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { Kind, Session } from '../kind/companion-kind.ts';
import type { CompanionPaths } from '../store/companion-paths.ts';
import type { CompanionRecord } from '../store/companion-record.ts';

/** A companion with its record. */
export interface Placed {
  readonly client: string;
  readonly kind: Kind;
  readonly paths: CompanionPaths;
  readonly record: CompanionRecord;
}

/** What its host knows about a companion without connecting to it. */
export interface HostedState {
  /** `missing`: its container was removed. */
  readonly state: 'missing' | 'stopped' | 'running';
  readonly problem: Problem | null;
}

/** What a host has found for a new companion. */
export type Provided = Pick<CompanionRecord, 'image' | 'container' | 'programs'>;

/** The network of a tenant's containers. */
export interface TenantPlace {
  readonly network: string | null;
  /** The name of the tenant's container. The names of its companions' containers are derived from it. */
  readonly container: string | null;
}

/** Where companions run: one host for containers and one for processes, as for instances. */
export interface CompanionHost {
  readonly runtime: RuntimeKind;
  /**
   * Finds or downloads the program.
   * @param before the record of an existing companion, whose image is kept
   * @throws AppError IMAGE_UNAVAILABLE, NO_RUNTIME, ENGINE_UNREACHABLE, DISK_FULL, CANCELLED
   */
  prepare(
    kind: Kind,
    place: TenantPlace,
    before: CompanionRecord | null,
    op: Pick<OperationContext, 'progress' | 'log' | 'signal'>,
  ): Promise<Provided>;
  /** Creates the container, or fills an empty data folder. Journals each change first. */
  create(placed: Placed, place: TenantPlace, op: Pick<OperationContext, 'undo' | 'signal'>): Promise<void>;
  /** @throws AppError ENGINE_UNREACHABLE */
  stateOf(placed: Placed): Promise<HostedState>;
  /** Returns when it has started; it may not accept connections yet. @throws AppError START_FAILED, PORT_TAKEN */
  start(placed: Placed): Promise<void>;
  /** Does nothing if it is stopped. @throws AppError TIMED_OUT, CANCELLED */
  stop(placed: Placed, options: { readonly timeoutMs: number; readonly signal: AbortSignal }): Promise<void>;
  kill(placed: Placed): Promise<void>;
  /** Removes its container or process, running or stopped; never its folders. */
  remove(placed: Placed): Promise<void>;
  session(placed: Placed): Session;
  /** The last lines of its output, oldest first. */
  output(placed: Placed, lines: number): Promise<readonly string[]>;
  /** Changes the owner of files that this app has written into its folders to its server's user. */
  giveFiles(path: string): Promise<void>;
}
