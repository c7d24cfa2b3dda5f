import type { Operation } from '../../../../shared/contract/operations.ts';
import type { Face } from '../../../../shared/contract/values.ts';

/** Keeps a record of operations that have ended. It never throws: a failure goes to the app's own log. */
export interface OperationRecorder {
  /** Called while the operation still holds its instance. */
  ended(operation: Operation): Promise<void>;
  /** Of an operation whose process died: `undoneBy` has undone or completed it. */
  cutOff(
    journal: { readonly instance: string; readonly operation: string; readonly notedAt: Date },
    undoneBy: Face,
    outcome: 'undone' | 'completed',
  ): Promise<void>;
}
