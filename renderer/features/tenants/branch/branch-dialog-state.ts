import { createStore } from '../../../lib/store.ts';

/** The origin of a new branch. */
export interface BranchRequest {
  readonly from: string;
  /** A backup of it; null: its current data. */
  readonly backup: string | null;
}

/** The origin in the open dialog; null while it is closed. */
export const branchAsked = createStore<BranchRequest | null>(null);
