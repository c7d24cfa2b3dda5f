import type { Operation } from '../../../../shared/contract/operations.ts';
import type { ClientKind } from '../../../../shared/contract/values.ts';

/** Records ended operations. Never throws: a failure goes to the app's own log. */
export interface OperationRecorder {
  /** Called while the operation still holds its instance, and before the journal of one that has succeeded is deleted. */
  ended(operation: Operation): Promise<void>;
  /** Whether the operation of a journal is on record as succeeded: its process died before it could delete the journal. */
  hasSucceeded(journal: { readonly id: string; readonly instance: string }): Promise<boolean>;
  /** Records an operation whose process died and which the client `undoneBy` has undone or completed. */
  cutOff(
    journal: { readonly instance: string; readonly operation: string; readonly notedAt: Date },
    undoneBy: ClientKind,
    outcome: 'undone' | 'completed',
  ): Promise<void>;
}
