import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { RestoreKeysPreview, RestoreKeysRequest } from '../../../../shared/contract/restore-keys.ts';

/** Copies of chosen keys into an instance. */
export interface KeyRestores {
  preview(request: RestoreKeysRequest, signal?: AbortSignal): Promise<RestoreKeysPreview>;
  run(request: RestoreKeysRequest): Promise<OperationOf<'restore-keys'>>;
}
