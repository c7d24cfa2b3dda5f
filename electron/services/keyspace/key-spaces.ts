import type { KeyChange, NewKeyValue, UndoPack } from '../../../shared/contract/key-change.ts';
import type { KeyName } from '../../../shared/contract/key-name.ts';
import type {
  KeyAnalysis,
  KeyDetails,
  KeyFilter,
  KeyFolder,
  KeyGrowth,
  KeyItem,
  KeySelection,
  KeySource,
  KeySpace,
  KeyValue,
} from '../../../shared/contract/keyspace.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { KeyHistories } from './history/key-histories.ts';
import type { KeyRestores } from './restore/key-restores.ts';

interface Page {
  readonly offset: number;
  readonly limit: number;
}

interface OneKey {
  readonly database: number;
  readonly key: KeyName;
}

/** The index of a folder or key in its order; null if it does not exist. */
interface Located {
  locatedAt?: number | null | undefined;
}

/**
 * Every key of backups, files and live servers. A source opens at its first use, stays open while it is watched, and
 * closes a minute after its last use. At most ten are open: the least recently used one closes first.
 */
export interface KeySpaces {
  /** The state at each change; ends with the signal. */
  watch(source: KeySource, signal: AbortSignal | undefined): AsyncGenerator<KeySpace>;
  /** Opens the source and waits until it is complete. For clients that show one result. @throws AppError */
  complete(source: KeySource, signal?: AbortSignal | undefined): Promise<KeySpace>;
  folder(
    input: {
      readonly source: KeySource;
      readonly database: number;
      readonly prefix?: KeyName | undefined;
      readonly separator: string;
      readonly locate?: KeyName | undefined;
    } & Page,
  ): Promise<{ folders: KeyFolder[]; keys: KeyItem[]; totalFolders: number; totalKeys: number } & Located>;
  list(
    input: {
      readonly source: KeySource;
      readonly filter: KeyFilter;
      readonly sort: 'key' | 'size' | 'expires';
      readonly locate?: OneKey | undefined;
    } & Page,
  ): Promise<{ total: number; sizeBytes: number; items: KeyItem[] } & Located>;
  /** @throws AppError NOT_FOUND */
  key(input: { readonly source: KeySource } & OneKey): Promise<KeyDetails>;
  /** @throws AppError NOT_FOUND */
  value(
    input: {
      readonly source: KeySource;
      readonly position?: string | undefined;
      readonly from?: number | undefined;
      readonly count: number;
      readonly find?: string | undefined;
    } & OneKey,
  ): Promise<KeyValue>;
  create(
    input: { readonly instance: string; readonly value: NewKeyValue; readonly expiresAt: string | null } & OneKey,
  ): Promise<OperationOf<'change-keys'>>;
  change(
    input: {
      readonly instance: string;
      readonly change: KeyChange;
      readonly fingerprint?: string | undefined;
    } & OneKey,
  ): Promise<OperationOf<'change-keys'>>;
  fingerprint(input: { readonly instance: string } & OneKey): Promise<{ fingerprint: string }>;
  changeMany(input: {
    readonly instance: string;
    readonly selection: KeySelection;
    readonly change: { readonly kind: 'delete' } | { readonly kind: 'expire'; readonly at: string | null };
  }): Promise<OperationOf<'change-keys'>>;
  undo(input: {
    readonly instance: string;
    readonly undoPack: string;
    /** Whether to replace keys that were changed since too, with another undo pack. */
    readonly overwrite?: boolean | undefined;
  }): Promise<OperationOf<'undo-keys'>>;
  /** Every version of a key over all backups. */
  readonly histories: KeyHistories;
  /** Copies of chosen keys into an instance. */
  readonly restores: KeyRestores;
  undoPacks(instance: string): Promise<UndoPack[]>;
  /** Which earlier changes the next one ends the undo of; null if none. */
  undoWarning(): Promise<string | null>;
  analysis(input: {
    readonly source: KeySource;
    readonly database: number | 'all';
    readonly prefix?: KeyName | undefined;
    readonly separator: string;
  }): Promise<KeyAnalysis>;
  growth(input: {
    readonly before: KeySource;
    readonly after: KeySource;
    readonly separator: string;
  }): Promise<KeyGrowth>;
  readOnly(instance: string): Promise<boolean>;
  setReadOnly(instance: string, readOnly: boolean): Promise<boolean>;
  /** Why a read-only instance must not get a command; null if it may. @throws AppError NOT_FOUND */
  commandRefusal(instance: string, words: readonly string[]): Promise<string | null>;
  close(): Promise<void>;
}
