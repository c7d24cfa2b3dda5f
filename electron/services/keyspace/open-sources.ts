import { stat } from 'node:fs/promises';
import type { KeySource } from '../../../shared/contract/keyspace.ts';
import { orNull } from '../platform/files/file-errors.ts';
import type { OpenedSource } from './opened-source.ts';

const MAX_OPEN = 10;
const IDLE_MS = 60_000;

interface Entry {
  readonly opened: OpenedSource;
  /** Size and time of a file, which another program may replace. */
  readonly version: string;
  watchers: number;
  usedAt: number;
  timer: NodeJS.Timeout | null;
}

export interface OpenSources {
  /** The source, opened with its first use. It stays open for a minute after its last use. */
  use(source: KeySource): Promise<OpenedSource>;
  /** The source if it is open. */
  opened(source: KeySource): OpenedSource | null;
  /** Keeps the source open until the returned function is called. */
  hold(source: KeySource): Promise<{ readonly opened: OpenedSource; release(): void }>;
  close(): Promise<void>;
}

/** The open sources: at most ten, each closed a minute after its last use. */
export function createOpenSources(open: (source: KeySource) => OpenedSource, idleMs = IDLE_MS): OpenSources {
  const entries = new Map<string, Entry>();
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

  function touch(name: string, entry: Entry): void {
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

  async function entryOf(source: KeySource): Promise<{ readonly name: string; readonly entry: Entry }> {
    const name = JSON.stringify(source);
    const version = await versionOf(source);
    const found = entries.get(name);
    if (found && !found.opened.isBroken && found.version === version) {
      touch(name, found);
      return { name, entry: found };
    }
    drop(name);
    makeRoom();
    const entry: Entry = { opened: open(source), version, watchers: 0, usedAt: 0, timer: null };
    entries.set(name, entry);
    touch(name, entry);
    return { name, entry };
  }

  return {
    use: async (source) => (await entryOf(source)).entry.opened,
    opened: (source) => entries.get(JSON.stringify(source))?.opened ?? null,
    async hold(source) {
      const { name, entry } = await entryOf(source);
      entry.watchers++;
      touch(name, entry);
      return {
        opened: entry.opened,
        release() {
          entry.watchers--;
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

async function versionOf(source: KeySource): Promise<string> {
  if (source.kind !== 'file') return '';
  const found = await orNull(stat(source.path));
  return found ? `${found.size} ${found.mtimeMs}` : '';
}
