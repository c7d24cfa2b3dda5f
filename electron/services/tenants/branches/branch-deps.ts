import type { BackupDeps } from '../../backups/store/backup-deps.ts';
import type { TenantDeps } from '../tenant-deps.ts';

/** Dependencies of branches: a tenant is created, and data is copied into it. */
export type BranchDeps = TenantDeps & BackupDeps;
