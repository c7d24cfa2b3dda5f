import type { EntryBatch } from '../../redis/data/plain-entries.ts';
import type { IndexedKey, KeySink, KeyState } from '../index/key-sink.ts';
import { LiveIndex } from '../index/live-index.ts';
import { runSliced } from '../index/slices.ts';
import { availableMemory } from '../live/choose-method.ts';
import { followServer } from '../live/follow-server.ts';
import type { LiveState } from '../live/live-events.ts';
import type { LiveSpec } from './index-host.ts';

/** How many mutations lie between two checks for too many removed rows. */
const CHECK_EVERY = 4096;

/** Passes changes on to an index, which it replaces by a copy once too many rows were removed. */
class CompactingSink implements KeySink {
  readonly #exchanged: (index: LiveIndex) => void;
  #removals = 0;
  index = new LiveIndex();

  constructor(exchanged: (index: LiveIndex) => void) {
    this.#exchanged = exchanged;
  }

  put(key: IndexedKey): void {
    this.index.put(key);
  }

  load(key: IndexedKey): void {
    this.index.load(key);
  }

  loadAll(keys: EntryBatch): void {
    this.index.loadAll(keys);
  }

  get(database: number, key: Uint8Array): KeyState | null {
    return this.index.get(database, key);
  }

  remove(database: number, key: Uint8Array): boolean {
    const removed = this.index.remove(database, key);
    this.#compact(false);
    return removed;
  }

  expire(database: number, key: Uint8Array, expireAtMs: number): boolean {
    return this.index.expire(database, key, expireAtMs);
  }

  grow(database: number, key: Uint8Array, bytes: number): boolean {
    return this.index.grow(database, key, bytes);
  }

  move(database: number, key: Uint8Array, toDatabase: number, toKey: Uint8Array): boolean {
    const moved = this.index.move(database, key, toDatabase, toKey);
    this.#compact(false);
    return moved;
  }

  copy(database: number, key: Uint8Array, toDatabase: number, toKey: Uint8Array): boolean {
    return this.index.copy(database, key, toDatabase, toKey);
  }

  clear(database: number | 'all'): void {
    this.index.clear(database);
    this.#compact(true);
  }

  swapDatabases(first: number, second: number): void {
    this.index.swapDatabases(first, second);
  }

  forEach(database: number, visit: (key: Uint8Array, state: KeyState) => void): void {
    this.index.forEach(database, visit);
  }

  #compact(now: boolean): void {
    if (!now && ++this.#removals % CHECK_EVERY !== 0) return;
    if (!this.index.isSparse) return;
    const former = this.index;
    this.index = former.compacted();
    this.#exchanged(this.index);
  }
}

/** The receiver of a live feed. */
export interface FeedEvents {
  /** Another index must be shown. */
  show(index: LiveIndex): void;
  /** The shown index holds all keys. */
  complete(): void;
  /** @param hasKeys whether a complete copy is shown */
  changed(state: LiveState, hasKeys: boolean): void;
}

/**
 * Follows a server until the signal aborts. The first copy is shown while it is read, a later one once it is complete.
 */
export async function feedIndex(spec: LiveSpec, events: FeedEvents, signal: AbortSignal): Promise<void> {
  const { target, dataFolder, isOnThisComputer } = spec;
  let shown: CompactingSink | null = null;
  let coming: CompactingSink | null = null;
  let hasKeys = false;
  const options = {
    ...{ target, dataFolder, isOnThisComputer },
    availableMemory: async () => (isOnThisComputer ? availableMemory() : null),
  };
  await followServer(
    options,
    {
      begin() {
        const sink: CompactingSink = new CompactingSink((index) => {
          if (shown === sink) events.show(index);
        });
        coming = sink;
        if (!hasKeys) {
          shown = sink;
          events.show(sink.index);
        }
        return sink;
      },
      complete() {
        if (coming !== null && shown !== coming) {
          shown = coming;
          events.show(coming.index);
        }
        hasKeys = true;
        // While nothing waits for it, before the first write needs it.
        if (coming !== null) runSliced(coming.index.fillTable(), signal).then(events.complete, () => undefined);
      },
      changed: (state) => events.changed(state, hasKeys),
    },
    signal,
  );
}
