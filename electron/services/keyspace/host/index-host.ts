import type { KeyName } from '../../../../shared/contract/key-name.ts';
import type { KeyFilter, KeyFolder, KeyItem, KeySpace } from '../../../../shared/contract/keyspace.ts';
import type { RestoreSelection } from '../../../../shared/contract/restore-keys.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import type { IndexAnalysis } from '../index/analyse-keys.ts';
import type { FolderPage } from '../index/folder-pages.ts';
import type { KeySort } from '../index/key-list.ts';
import type { PlacePage } from '../index/places.ts';
import type { RdbFile } from '../sources/read-rdb.ts';

/** An RDB to index. */
export interface RdbSpec extends RdbFile {
  readonly kind: 'rdb';
  /** It holds all keys, although it is marked as the base of an AOF. */
  readonly isWhole: boolean;
  /** One sentence each, to be shown first. */
  readonly warnings: readonly string[];
}

/** A server to follow. */
export interface LiveSpec {
  readonly kind: 'live';
  readonly target: RedisTarget;
  /** Its data folder, if this computer can access it. */
  readonly dataFolder: string | null;
  readonly isOnThisComputer: boolean;
  /** The home of this app, which counts the app's own commands. */
  readonly home: string;
}

/** The input of an index. */
export type IndexSpec = RdbSpec | LiveSpec;

/** The state of an index: a key space without its source. */
export interface IndexState extends Omit<KeySpace, 'source'> {
  /** The RDB is the beginning of an AOF, so the keys of its commands are missing. */
  readonly commandsFollow: boolean;
}

interface Page {
  readonly offset: number;
  readonly limit: number;
}

export interface FolderRequest extends Page {
  readonly database: number;
  readonly prefix?: KeyName | undefined;
  readonly separator: string;
  /** The prefix of the folder to locate. */
  readonly locate?: KeyName | undefined;
}

export interface ListRequest extends Page {
  readonly filter: KeyFilter;
  readonly sort: KeySort;
  /** The key to locate. */
  readonly locate?: KeyRequest | undefined;
}

export interface ListPage {
  readonly total: number;
  readonly sizeBytes: number;
  readonly items: KeyItem[];
  readonly locatedAt?: number | null;
}

export interface AnalysisRequest {
  readonly database: number | 'all';
  readonly prefix?: KeyName | undefined;
  readonly separator: string;
}

export interface KeyRequest {
  readonly database: number;
  readonly key: KeyName;
}

/** A key in the index, and the offset of its value in the RDB. */
export interface FoundKey extends RdbValuePlace {
  readonly item: KeyItem;
  /** As the file says; null if it does not. */
  readonly idleSeconds: number | null;
  readonly frequency: number | null;
}

/** Requests the keys of a selection, in the order of the file. */
export interface PlacesRequest {
  readonly selection: RestoreSelection;
  /** `next` of the previous page; 0 at first. */
  readonly from: number;
  /** Of the previous page, because another copy of a server renumbers the rows; null at first. */
  readonly generation: number | null;
}

/** The requests that an index handles, in this process or in a worker. */
export interface IndexQuestions {
  /** Folders and keys directly below a prefix. */
  folder(request: FolderRequest): Promise<FolderPage>;
  /** @throws AppError BAD_VALUE for a regular expression that is invalid or too slow */
  list(request: ListRequest): Promise<ListPage>;
  /** Null if there is no such key. */
  find(request: KeyRequest): Promise<FoundKey | null>;
  analysis(request: AnalysisRequest): Promise<IndexAnalysis>;
  /** A page of at most 5,000 keys. @throws AppError BAD_VALUE, CONFLICT if a server was copied again meanwhile */
  places(request: PlacesRequest): Promise<PlacePage>;
  /** Writes the keys with the hashes of their values to a history file. @throws RdbError; Error of the file */
  writeHistory(request: { readonly rdbPath: string; readonly to: string }): Promise<null>;
  /** Every top-level folder of every database; keys without a folder count under an empty prefix. */
  prefixes(request: { readonly separator: string }): Promise<KeyFolder[]>;
}

/** One opened index. */
export interface IndexHost extends IndexQuestions {
  readonly state: IndexState;
  /** Its thread died, so it handles no more requests. */
  readonly isLost: boolean;
  /**
   * Calls the listener after each change of the state, at most every 100 ms. @returns a function that removes the
   * listener
   */
  onState(listener: () => void): () => void;
  /** Ends its work and frees its memory. */
  close(): Promise<void>;
}

/** Whether an index has all its keys, or gets no more. */
export function isComplete({ phase }: Pick<IndexState, 'phase'>): boolean {
  return phase === 'ready' || phase === 'following' || phase === 'failed';
}
