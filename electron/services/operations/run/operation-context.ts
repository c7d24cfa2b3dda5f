import type { OperationWait } from '../../../../shared/contract/operation.ts';
import type { UndoEntry } from '../undo/undo-entry.ts';

/** What the body of an operation uses to say how far it is, to be cancelled, and to be undone. */
export interface OperationContext {
  /** Aborted on cancel and on time-out. */
  readonly signal: AbortSignal;
  /** Runs one step; a step that was not announced is added. Throws CANCELLED when it was cancelled before. */
  step<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** Progress of the current step: `fraction` 0 to 1, or null where it cannot be told. */
  progress(fraction: number | null, detail: string | null): void;
  /** A line for the operation's log. */
  log(text: string): void;
  /**
   * Says that a server is waited for which may hang. It can be cancelled as long as that lasts, and `kill` is called
   * when the user wants it killed. Null: it is not waited for any more.
   */
  reportStalled(wait: { readonly about: OperationWait; readonly kill: () => void } | null): void;
  /** From here on it goes to its end: there is no way back that would bring all of the old. @throws CANCELLED when it was cancelled before */
  commitPoint(): void;
  /** Runs when the operation has ended, been undone where it failed, and let go of its instance. */
  onReleased(body: () => Promise<void>): void;
  readonly undo: {
    /** Notes entries durably, in one write. Undone in reverse order. */
    add(...entries: readonly UndoEntry[]): Promise<void>;
    /** Forgets entries, durably: what they would undo stays, whatever becomes of the operation. */
    drop(...entries: readonly UndoEntry[]): Promise<void>;
  };
}
