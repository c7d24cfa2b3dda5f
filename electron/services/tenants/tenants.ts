import type { OperationOf } from '../../../shared/contract/operations.ts';
import type {
  CreateBranchInput,
  CreateTenantInput,
  DestroyedTenant,
  DestroyPreview,
  ExpiredBranch,
  IdCheck,
  IsolationProof,
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
  /** Destroys branches as they expire. @returns a function that stops it */
  start(): () => void;
  describe(id: string, description: TenantDescription): Promise<Tenant>;
  destroyPreview(id: string): Promise<DestroyPreview>;
  destroy(id: string): Promise<OperationOf<'destroy-client'>>;
  destroyed(): Promise<readonly DestroyedTenant[]>;
  undoDestroy(safetyBackup: string): Promise<OperationOf<'undo-destroy'>>;
  repair(id: string): Promise<OperationOf<'repair'>>;
  proveIsolation(): Promise<OperationOf<'isolation-proof'>>;
  isolation(): Promise<IsolationProof | null>;
}
