import type { KeyName } from '../../../shared/contract/key-name.ts';
import type {
  Channels,
  FormerEntry,
  MessageBatch,
  PendingEntry,
  StreamDetails,
  StreamSummary,
} from '../../../shared/contract/messaging.ts';

/** One stream of a live instance. */
export interface StreamPlace {
  readonly instance: string;
  readonly database: number;
  readonly key: KeyName;
}

export interface GroupPlace extends StreamPlace {
  readonly group: KeyName;
}

/** Channels, messages and streams of live instances. Each call throws AppError NOT_FOUND, NOT_RUNNING, COMMAND_UNAVAILABLE. */
export interface Messaging {
  channels(instance: string): Promise<Channels>;
  listen(
    request: { readonly instance: string; readonly channels: readonly string[]; readonly patterns: readonly string[] },
    signal: AbortSignal | undefined,
  ): AsyncGenerator<MessageBatch>;
  /** @returns how many clients received it */
  publish(instance: string, channel: string, message: string): Promise<number>;
  list(instance: string, database: number): Promise<{ items: StreamSummary[]; complete: boolean }>;
  get(place: StreamPlace): Promise<StreamDetails>;
  pending(
    place: GroupPlace & { readonly after?: string | undefined },
  ): Promise<{ items: PendingEntry[]; more: boolean }>;
  /** @throws AppError READ_ONLY */
  acknowledge(place: GroupPlace & { readonly ids: readonly string[] }): Promise<number>;
  /** @returns the ids that were claimed @throws AppError READ_ONLY */
  claim(
    place: GroupPlace & { readonly consumer: KeyName; readonly minIdleMs: number; readonly ids: readonly string[] },
  ): Promise<string[]>;
  /** @returns the ids that are pending again @throws AppError READ_ONLY */
  putBack(place: GroupPlace & { readonly entries: readonly FormerEntry[] }): Promise<string[]>;
  close(): void;
}
