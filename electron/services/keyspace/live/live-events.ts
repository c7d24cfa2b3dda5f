import type { LiveReading } from '../../../../shared/contract/keyspace.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import type { KeySink } from '../index/key-sink.ts';

export interface LiveOptions {
  readonly target: RedisTarget;
  /** The server's data folder, if this computer can access it: its disk must have room for a dump. */
  readonly dataFolder: string | null;
  readonly isOnThisComputer: boolean;
  /** Memory that is still available to the server, in bytes; null if unknown. */
  availableMemory(): Promise<number | null>;
}

export interface LiveState {
  /** `connecting`: waits for the server, or for its copy. `reading`: receives keys. `following`: the index is complete. */
  readonly phase: 'connecting' | 'reading' | 'following';
  /** The share of the keys that was read; null while unknown. */
  readonly fraction: number | null;
  readonly live: LiveReading;
  readonly redisVersion: string | null;
  readonly rdbVersion: number | null;
  readonly functions: number;
  /** Why the server cannot be read now. The index is unchanged. */
  readonly problem: string | null;
  readonly warnings: readonly string[];
  /** The number of write commands that were received. */
  readonly writes: number;
}

/** The receiver of a live feed. Its methods are called synchronously and often. */
export interface LiveEvents {
  /** A full copy begins. Its keys go to the returned sink, which is empty; the former index stays readable. */
  begin(): KeySink;
  /** The copy is complete, and its index replaces the former one. Later changes go to the same sink. */
  complete(): void;
  /** The index or the state has changed. */
  changed(state: LiveState): void;
}

/** The state of a feed, changed in steps. */
export class LiveProgress {
  readonly #events: LiveEvents;
  #state: LiveState = {
    phase: 'connecting',
    fraction: null,
    live: { method: 'replication', reason: null, currentAt: null, coverage: null, cost: null, copies: 0 },
    redisVersion: null,
    rdbVersion: null,
    functions: 0,
    problem: null,
    warnings: [],
    writes: 0,
  };

  constructor(events: LiveEvents) {
    this.#events = events;
  }

  get state(): LiveState {
    return this.#state;
  }

  update({ live, ...change }: Partial<Omit<LiveState, 'live'>> & { readonly live?: Partial<LiveReading> }): void {
    this.#state = { ...this.#state, ...change, live: { ...this.#state.live, ...live } };
    this.#events.changed(this.#state);
  }
}
