import { createStore } from '../../../lib/store.ts';

/** What a branch is made of. */
export interface BranchRequest {
  readonly from: string;
  /** A backup of it; null: its data as it is now. */
  readonly backup: string | null;
}

/** The origin in the open dialog; null while it is closed. */
export const branchAsked = createStore<BranchRequest | null>(null);
