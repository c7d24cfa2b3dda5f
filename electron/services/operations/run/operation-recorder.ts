import type { Operation } from '../../../../shared/contract/operations.ts';
import type { ClientKind } from '../../../../shared/contract/values.ts';

/** Records ended operations. Never throws: a failure goes to the app's own log. */
export interface OperationRecorder {
  /** Called while the operation still holds its instance. */
  ended(operation: Operation): Promise<void>;
  /** Records an operation whose process died and which the client `undoneBy` has undone or completed. */
  cutOff(
    journal: { readonly instance: string; readonly operation: string; readonly notedAt: Date },
    undoneBy: ClientKind,
    outcome: 'undone' | 'completed',
  ): Promise<void>;
}
