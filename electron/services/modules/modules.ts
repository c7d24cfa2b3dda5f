import type { ModulesPlan, ModulesRequest, ModulesState } from '../../../shared/contract/modules.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';

/** Redis modules of instances: libraries that add commands and types of values to a server. */
export interface Modules {
  /** @throws AppError NOT_FOUND */
  state(id: string): Promise<ModulesState>;
  /** Changes nothing. @throws AppError BAD_VALUE, NOT_FOUND, NOT_RUNNING, ALREADY_EXISTS, FILE_UNREADABLE, NO_RUNTIME */
  plan(id: string, request: ModulesRequest): Promise<ModulesPlan>;
  /** @throws AppError BUSY, and everything that `plan` throws */
  apply(id: string, request: ModulesRequest, confirmed: boolean): Promise<OperationOf<'modules'>>;
}
