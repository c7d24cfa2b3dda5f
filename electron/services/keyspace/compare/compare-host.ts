import type {
  ComparedFolder,
  ComparedKey,
  Comparison,
  DifferenceCounts,
  DifferenceFilter,
  ValueDifference,
} from '../../../../shared/contract/compare.ts';
import type { KeyName } from '../../../../shared/contract/key-name.ts';
import type { LiveSpec, RdbSpec } from '../host/index-host.ts';

/** One side: an RDB, or a server to copy first. */
export type SideSpec =
  | RdbSpec
  | (LiveSpec & { /** The file of its copy, which does not exist yet. */ readonly copyTo: string });

/** The input of a comparison. */
export interface CompareSpec {
  readonly before: SideSpec;
  readonly after: SideSpec;
}

/** The state of a comparison, without its sources. */
export interface CompareState extends Omit<Comparison, 'before' | 'after'> {
  /** The RDB of this side is the beginning of an AOF, whose commands must be loaded first. */
  readonly commandsFollow: 'before' | 'after' | null;
}

interface Page {
  readonly offset: number;
  readonly limit: number;
}

export interface CompareFolderRequest extends Page {
  readonly database: number;
  readonly prefix?: KeyName | undefined;
  readonly separator: string;
  readonly onlyDifferent: boolean;
  readonly hideExpired: boolean;
}

export interface CompareFolderPage {
  readonly folders: ComparedFolder[];
  readonly keys: ComparedKey[];
  readonly totalFolders: number;
  readonly totalKeys: number;
}

export interface CompareListRequest extends Page {
  readonly filter: DifferenceFilter;
}

export interface CompareListPage {
  readonly total: number;
  readonly counts: DifferenceCounts;
  readonly bytesBefore: number;
  readonly items: ComparedKey[];
}

export interface CompareValueRequest {
  readonly database: number;
  readonly key: KeyName;
  readonly position?: string | undefined;
  readonly count: number;
  readonly withSame: boolean;
}

/** The requests that a comparison handles once it is ready. */
export interface CompareQuestions {
  folder(request: CompareFolderRequest): Promise<CompareFolderPage>;
  /** @throws AppError BAD_VALUE for a regular expression that is invalid or too slow */
  list(request: CompareListRequest): Promise<CompareListPage>;
  /** @throws AppError NOT_FOUND, BAD_VALUE for a position */
  value(request: CompareValueRequest): Promise<ValueDifference>;
}

/** One comparison, in this process or in a worker. */
export interface CompareHost extends CompareQuestions {
  readonly state: CompareState;
  /** Its thread died, so it handles no more requests. */
  readonly isLost: boolean;
  onState(listener: () => void): () => void;
  /** Ends its work, removes the copies of servers, and frees its memory. */
  close(): Promise<void>;
}

export const noCounts: DifferenceCounts = { added: 0, removed: 0, changed: 0, expiryOnly: 0, same: 0, expired: 0 };

export const firstCompareState: CompareState = {
  phase: 'opening',
  fraction: null,
  counts: noCounts,
  databases: [],
  sides: { before: null, after: null },
  tookSeconds: null,
  problem: null,
  warnings: [],
  revision: 0,
  commandsFollow: null,
};
