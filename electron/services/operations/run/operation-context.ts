import type { OperationWait } from '../../../../shared/contract/operation.ts';
import type { OperationStep, OperationStepId } from '../../../../shared/contract/operation-step.ts';
import type { UndoEntry } from '../undo/undo-entry.ts';

/** A step by its id, with what it is about where an operation has several of its kind. */
export type PlannedStep = OperationStepId | Pick<OperationStep, 'id' | 'subject'>;

/** The body of an operation uses it to report progress, react to a cancel and record undo entries. */
export interface OperationContext {
  /** Aborted on cancel and on time-out. */
  readonly signal: AbortSignal;
  /** Runs one step and adds it where the plan did not list it. @throws AppError CANCELLED after a cancel */
  step<T>(step: PlannedStep, body: () => Promise<T>): Promise<T>;
  /** Progress of the current step: `fraction` 0 to 1, or null if it is unknown. */
  progress(fraction: number | null, detail: string | null): void;
  /** A line for the operation's log. */
  log(text: string): void;
  /** A line for the operation's log that every client also shows when the operation has ended. */
  warn(text: string): void;
  /**
   * Reports that the operation waits for a server that may hang. Until the call with null the operation can be
   * cancelled, and `kill` runs when the user asks to kill the server.
   */
  reportStalled(wait: { readonly about: OperationWait; readonly kill: () => void } | null): void;
  /** From here on a cancel cannot stop the operation, because an undo could not restore everything. @throws AppError CANCELLED after a cancel */
  commitPoint(): void;
  /** The task runs after the operation has ended, is undone where it failed, and has released its lock. */
  onReleased(task: () => Promise<void>): void;
  readonly undo: {
    /** Records entries durably, in one write. They are undone in reverse order. */
    add(...entries: readonly UndoEntry[]): Promise<void>;
    /** Removes entries durably: their changes stay even when the operation fails. */
    drop(...entries: readonly UndoEntry[]): Promise<void>;
  };
}
