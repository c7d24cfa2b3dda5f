import type { OperationOf } from '../../../shared/contract/operations.ts';
import type {
  CreateTenantInput,
  DestroyedTenant,
  DestroyPreview,
  IdCheck,
  IsolationProof,
  Tenant,
  TenantPorts,
} from '../../../shared/contract/tenant.ts';

/** What is said of a tenant; left out: stays as it was. */
export interface TenantDescription {
  readonly group?: string | null | undefined;
  readonly notes?: string | null | undefined;
}

/**
 * One isolated Redis per client project. Starting and stopping one is the instances service's work; here are
 * creation, destruction with a safety copy, repair and the proof of isolation.
 */
export interface Tenants {
  /** By port. One engine list and one INFO each, at the same time. */
  list(): Promise<readonly Tenant[]>;
  get(id: string): Promise<Tenant>;
  /** The range of tenants, and which of it are free now. */
  ports(): Promise<TenantPorts>;
  checkId(id: string): Promise<IdCheck>;
  create(input: CreateTenantInput): Promise<OperationOf<'create-client'>>;
  describe(id: string, description: TenantDescription): Promise<Tenant>;
  destroyPreview(id: string): Promise<DestroyPreview>;
  destroy(id: string): Promise<OperationOf<'destroy-client'>>;
  destroyed(): Promise<readonly DestroyedTenant[]>;
  undoDestroy(safetyBackup: string): Promise<OperationOf<'undo-destroy'>>;
  repair(id: string): Promise<OperationOf<'repair'>>;
  proveIsolation(): Promise<OperationOf<'isolation-proof'>>;
  isolation(): Promise<IsolationProof | null>;
}
