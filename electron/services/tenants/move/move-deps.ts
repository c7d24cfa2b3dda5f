import type { TenantDeps } from '../tenant-deps.ts';
import type { PlaceDeps } from './move-place.ts';

export interface MoveDeps extends TenantDeps, PlaceDeps {}
