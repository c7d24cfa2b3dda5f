import type { Operation } from '../../../shared/contract/operation.ts';
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
  create(input: CreateTenantInput): Promise<Operation>;
  describe(id: string, description: TenantDescription): Promise<Tenant>;
  destroyPreview(id: string): Promise<DestroyPreview>;
  destroy(id: string): Promise<Operation>;
  destroyed(): Promise<readonly DestroyedTenant[]>;
  undoDestroy(safetyBackup: string): Promise<Operation>;
  repair(id: string): Promise<Operation>;
  proveIsolation(): Promise<Operation>;
  isolation(): Promise<IsolationProof | null>;
}
