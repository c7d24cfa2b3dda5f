import type { KeyHistoryState, PrefixHistoryState } from '../../../../shared/contract/key-history.ts';
import type { KeyName } from '../../../../shared/contract/key-name.ts';

interface Place {
  readonly instance: string;
  readonly database: number;
}

/** Every version of a key, or the totals of a prefix, over all backups of an instance and its live state. */
export interface KeyHistories {
  key(input: Place & { readonly key: KeyName }, signal: AbortSignal | undefined): AsyncGenerator<KeyHistoryState>;
  prefix(
    input: Place & { readonly prefix: KeyName },
    signal: AbortSignal | undefined,
  ): AsyncGenerator<PrefixHistoryState>;
}
