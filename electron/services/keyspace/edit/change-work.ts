import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { BulkConnection } from '../values/bulk-connection.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import type { KeysUndo } from './keys-undo.ts';

/** The means of a change of one key. */
export interface ChangeWork {
  readonly connection: KeyConnection;
  readonly op: OperationContext;
  readonly undo: (undoPack: string) => KeysUndo;
  /** For a large value; the caller closes it. */
  readonly large: () => Promise<BulkConnection>;
}
