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

/** Shows how far an undo is, and ends it after a cancel unless it has changed something. */
export interface UndoReport {
  /** @throws the reason of a cancel before the commit point */
  stopIfCancelled(): void;
  /** Called before the first change. @throws the reason of a cancel */
  commitPoint(): void;
  /** @param keys restored so far; a part of a large one counts as a fraction */
  progress(keys: number, detail: string): void;
}

/** Shows nothing, and cannot be cancelled. */
export const unreported: UndoReport = {
  stopIfCancelled: () => undefined,
  commitPoint: () => undefined,
  progress: () => undefined,
};

export interface UndoOptions {
  /** Omitted: nothing is shown, and nothing is cancelled. */
  readonly report?: UndoReport | undefined;
  /** `restore` if the user wants the former value of keys that the app may or may not have changed. */
  readonly unclearKeys?: 'keep' | 'restore';
  /** If the user wants the former value of keys that were changed since: records the values that this replaces. */
  readonly overwrite?: UndoPackWriter | null;
}

/** The options while keys are undone. */
export interface UndoWork extends Required<Pick<UndoOptions, 'unclearKeys' | 'overwrite'>> {
  readonly report: UndoReport;
}
