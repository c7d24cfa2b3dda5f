import type { AfterState } from './pack-record.ts';
import type { UndoPackWriter } from './undo-pack.ts';

export interface UndoneKeys {
  /** Keys that were restored. */
  readonly restored: number;
  /** Keys that another client has changed since. */
  readonly skipped: number;
  /** The first of them. */
  readonly left: readonly LeftKey[];
  /** Keys that another client had changed since, and that were replaced. */
  readonly overwritten: number;
  /** Keys that may or may not have been changed, because the app ended at that moment. With their current state. */
  readonly unknown: readonly FoundState[];
}

export interface FoundState {
  /** The number of the record. */
  readonly number: number;
  readonly after: AfterState;
}

export interface LeftKey {
  readonly database: number;
  readonly key: Buffer;
}

export interface UndoOptions {
  readonly progress?: (done: number) => void;
  /** `restore` if the user wants the former value of keys that the app may or may not have changed. */
  readonly unclearKeys?: 'keep' | 'restore';
  /** If the user wants the former value of keys that were changed since: records the values that this replaces. */
  readonly overwrite?: UndoPackWriter | null;
}
