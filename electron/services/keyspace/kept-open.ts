const MAX_OPEN = 10;
const IDLE_MS = 60_000;

/** Something that is open: a source of keys, a comparison. */
interface Openable {
  /** The next use opens it again. */
  readonly isBroken: boolean;
  close(): Promise<void>;
}

type SourceVersion = readonly (string | null)[];

interface Entry<T> {
  readonly opened: T;
  readonly version: SourceVersion;
  watchers: number;
  usedAt: number;
  /** Called when something else is opened in its place. */
  readonly onReplaced: Set<() => void>;
  timer: NodeJS.Timeout | null;
}

export interface KeptOpen<Key, T> {
  /** Opened at its first use. Stays open for a minute after its last use. */
  use(key: Key): Promise<T>;
  /** Null if it is not open. */
  opened(key: Key): T | null;
  /**
   * Keeps it open until `release` is called.
   * @param onReplaced called when something else is opened in its place, because it broke or its version changed
   */
  hold(key: Key, onReplaced?: () => void): Promise<{ readonly opened: T; release(): void }>;
  close(): Promise<void>;
}

interface Opening<Key, T> {
  open(key: Key, version: SourceVersion): T;
  /**
   * The opened object becomes invalid when a part of this changes, such as the time of a file that another program may
   * replace. A part is null while it is unknown, which changes nothing.
   */
  versionOf(key: Key): Promise<SourceVersion>;
  readonly idleMs?: number;
}

/** At most ten are open. Each is closed a minute after its last use. */
export function createKeptOpen<Key, T extends Openable>({
  open,
  versionOf,
  idleMs = IDLE_MS,
}: Opening<Key, T>): KeptOpen<Key, T> {
  const entries = new Map<string, Entry<T>>();
  const closing = new Set<Promise<void>>();
  let uses = 0;

  function drop(name: string): void {
    const entry = entries.get(name);
    if (!entry) return;
    entries.delete(name);
    if (entry.timer) clearTimeout(entry.timer);
    const closed = entry.opened.close().finally(() => closing.delete(closed));
    closing.add(closed);
  }

  function touch(name: string, entry: Entry<T>): void {
    entry.usedAt = ++uses;
    if (entry.timer) clearTimeout(entry.timer);
    entry.timer = entry.watchers > 0 ? null : setTimeout(() => drop(name), idleMs).unref();
  }

  function makeRoom(): void {
    if (entries.size < MAX_OPEN) return;
    const oldest = [...entries].sort(
      ([, a], [, b]) => Number(a.watchers > 0) - Number(b.watchers > 0) || a.usedAt - b.usedAt,
    )[0];
    if (oldest) drop(oldest[0]);
  }

  async function entryOf(key: Key): Promise<{ readonly name: string; readonly entry: Entry<T> }> {
    const name = JSON.stringify(key);
    const version = await versionOf(key);
    const found = entries.get(name);
    if (found && !found.opened.isBroken && isSame(found.version, version)) {
      touch(name, found);
      return { name, entry: found };
    }
    drop(name);
    makeRoom();
    const entry = {
      opened: open(key, version),
      version,
      watchers: 0,
      usedAt: 0,
      onReplaced: new Set<() => void>(),
      timer: null,
    };
    entries.set(name, entry);
    touch(name, entry);
    for (const replaced of found?.onReplaced ?? []) replaced();
    return { name, entry };
  }

  return {
    use: async (key) => (await entryOf(key)).entry.opened,
    opened: (key) => entries.get(JSON.stringify(key))?.opened ?? null,
    async hold(key, onReplaced) {
      const { name, entry } = await entryOf(key);
      if (onReplaced) entry.onReplaced.add(onReplaced);
      entry.watchers++;
      touch(name, entry);
      return {
        opened: entry.opened,
        release() {
          entry.watchers--;
          if (onReplaced) entry.onReplaced.delete(onReplaced);
          if (entries.get(name) === entry) touch(name, entry);
        },
      };
    },
    async close() {
      for (const name of [...entries.keys()]) drop(name);
      await Promise.all(closing);
    },
  };
}

function isSame(opened: SourceVersion, now: SourceVersion): boolean {
  return now.every((part, at) => part === null || part === opened[at]);
}
