import type { MachineFigures } from '../../../shared/contract/machine.ts';
import type { DrainInput, DrainPreview, MovePreview, MoveTenantInput } from '../../../shared/contract/move.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import type {
  CreateBranchInput,
  CreateTenantInput,
  DestroyedTenant,
  DestroyPreview,
  ExpiredBranch,
  IdCheck,
  IsolationTest,
  Tenant,
  TenantPorts,
} from '../../../shared/contract/tenant.ts';

/** The user's description of a tenant; omitted fields do not change. */
export interface TenantDescription {
  readonly group?: string | null | undefined;
  readonly notes?: string | null | undefined;
}

/**
 * One isolated Redis per client project: creation, destruction with a safety copy, repair and the isolation test. The
 * instances service starts and stops tenants.
 */
export interface Tenants {
  /** Sorted by port. Lists each engine once and sends one INFO per tenant, in parallel. */
  list(): Promise<readonly Tenant[]>;
  get(id: string): Promise<Tenant>;
  /** The tenant port range and its free ports. */
  ports(): Promise<TenantPorts>;
  checkId(id: string): Promise<IdCheck>;
  create(input: CreateTenantInput): Promise<OperationOf<'create-client'>>;
  /** Creates a tenant with the data of an instance or a backup. @throws AppError NOT_FOUND, BAD_VALUE, BUSY, NO_RUNTIME */
  branch(input: CreateBranchInput): Promise<OperationOf<'branch'>>;
  /** Sets the expiry of a branch, in seconds from now; null keeps it. @throws AppError BAD_VALUE if it is no branch */
  setExpiry(id: string, expiresInSeconds: number | null): Promise<Tenant>;
  /** Destroys the expired branches. Those that are busy or cannot be saved now are left for the next time. */
  expireBranches(now: Date): Promise<readonly ExpiredBranch[]>;
  /** Destroys branches as they expire, and forwards the old ports of moved tenants. @returns a function that stops it */
  start(): () => void;
  describe(id: string, description: TenantDescription): Promise<Tenant>;
  destroyPreview(id: string): Promise<DestroyPreview>;
  destroy(id: string): Promise<OperationOf<'destroy-client'>>;
  destroyed(): Promise<readonly DestroyedTenant[]>;
  undoDestroy(safetyBackup: string): Promise<OperationOf<'undo-destroy'>>;
  /** @throws AppError BAD_VALUE, NOT_FOUND, NOT_RUNNING, IS_REPLICA, ENGINE_UNREACHABLE, NO_RUNTIME */
  movePreview(input: MoveTenantInput): Promise<MovePreview>;
  /** Moves a tenant to another machine while it runs. @throws AppError as `movePreview`, BUSY */
  move(input: MoveTenantInput): Promise<OperationOf<'move-client'>>;
  /** What the instances of each machine use, with a forecast from the recorded history. */
  machineFigures(): Promise<readonly MachineFigures[]>;
  /** @throws AppError BAD_VALUE */
  drainPreview(input: DrainInput): Promise<DrainPreview>;
  /** Moves all tenants of a machine, some at the same time. @throws AppError BAD_VALUE */
  drain(input: DrainInput): Promise<OperationOf<'drain-engine'>>;
  repair(id: string): Promise<OperationOf<'repair'>>;
  testIsolation(): Promise<OperationOf<'isolation-proof'>>;
  isolation(): Promise<IsolationTest | null>;
}
