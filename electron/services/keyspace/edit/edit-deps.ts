import type { KeyFilter } from '../../../../shared/contract/keyspace.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import type { KeyConnections } from '../values/key-connections.ts';

export interface FoundKeyName {
  readonly database: number;
  readonly key: Buffer;
}

export interface EditDeps extends Pick<InstanceDeps, 'environment' | 'catalogue' | 'operations'> {
  readonly connections: KeyConnections;
  /** Throws if changes of the keys of an instance are switched off. */
  readonly assertWritable: (instance: string) => Promise<void>;
  /** The preference `undo-space`, in bytes. */
  readonly undoSpaceBytes: () => number;
  /** Larger values are changed one by one; `LARGE_VALUE_BYTES`, less in tests. */
  readonly largeValueBytes: number;
  /** The names of all keys that a filter finds on a live instance, in pages. */
  readonly findKeys: (instance: string, filter: KeyFilter) => AsyncIterable<readonly FoundKeyName[]>;
}
