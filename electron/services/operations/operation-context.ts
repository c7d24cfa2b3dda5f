import type { OperationWait } from '../../../shared/contract/operation.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { BenchmarkUndo } from '../benchmark/benchmark-undo.ts';
import type { InstanceSpec } from '../runtimes/runtime.ts';
import type { SettingsUndo } from '../settings/settings-undo.ts';

/**
 * Something that an operation is about to make and that must go again if it fails: written down before it is
 * made, so that it is undone after a crash as well. Removing what is not there must be harmless.
 */
export type UndoEntry =
  | { readonly type: 'container'; readonly name: string }
  | { readonly type: 'network'; readonly name: string }
  /** A folder that was not there before: removed with all that is in it. */
  | { readonly type: 'folder'; readonly path: string }
  /** A file that was not there before. */
  | { readonly type: 'file'; readonly path: string }
  /** A file's content before it was changed. */
  | { readonly type: 'content'; readonly path: string; readonly text: string; readonly mode: number }
  /** A file or folder that was moved: moved back, unless something stands where it was. */
  | { readonly type: 'move'; readonly from: string; readonly to: string }
  /** A file or folder that was put aside for another: that one is removed and the old one comes back, if it is aside. */
  | { readonly type: 'swap'; readonly path: string; readonly aside: string }
  /** A server that must not run while what stands above is undone; started again when it ran before. */
  | { readonly type: 'server'; readonly id: string; readonly runtime: RuntimeKind; readonly bring: 'down' | 'up' }
  /** A container that was made anew: made again as it was. */
  | { readonly type: 'instance'; readonly runtime: RuntimeKind; readonly spec: InstanceSpec }
  /** Settings of a server and its file. */
  | SettingsUndo
  /** Keys of a benchmark. */
  | BenchmarkUndo
  /** A port that was reserved for an instance. */
  | { readonly type: 'port'; readonly owner: string }
  /** A server of the process runtime: killed and forgotten. */
  | { readonly type: 'process'; readonly id: string };

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
  waits(wait: { readonly about: OperationWait; readonly kill: () => void } | null): void;
  /** From here on it goes to its end: there is no way back that would bring all of the old. @throws CANCELLED when it was cancelled before */
  noWayBack(): void;
  /** Runs when the operation has ended, been undone where it failed, and let go of its instance. */
  afterwards(body: () => Promise<void>): void;
  readonly undo: {
    /** Notes entries durably, in one write. Undone in reverse order. */
    add(...entries: readonly UndoEntry[]): Promise<void>;
    /** Forgets entries, durably: what they would undo stays, whatever becomes of the operation. */
    drop(...entries: readonly UndoEntry[]): Promise<void>;
  };
}
