import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { instanceState } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import { instanceId, timestamp } from '../../../../shared/contract/values.ts';
import { ownValue } from '../../../../shared/own-value.ts';
import { replaceFile } from '../../platform/files/durable-write.ts';
import { readJsonStateNow } from '../../platform/files/json-state.ts';
import { pruneEmptyFolders } from '../../platform/home/empty-folders.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { mainRecordPath } from '../registry/main-record.ts';

const observed = z.object({
  /** The last observed problem and when it began. */
  problem: z.object({ code: z.string(), since: timestamp }).nullable(),
  /** The number of keys in its last reply. */
  keys: z.object({ count: z.number().int().min(0), at: timestamp }).nullable(),
  /** The state when its engine last answered, for an instance of a named engine. */
  state: z.object({ state: instanceState, at: timestamp }).nullable().default(null),
});
type Observed = z.infer<typeof observed>;
const observedFile = z.record(instanceId, observed);

const nothing: Observed = { problem: null, keys: null, state: null };

/**
 * Observations that outlive the process: when an instance's problem began, and its number of keys in the last reply.
 * The file is a cache; it is safe to delete.
 */
export interface LastObserved {
  get(id: string): Observed;
  set(id: string, change: Partial<Observed>): void;
  /** Deletes the observations of a removed instance. */
  forget(id: string): void;
  /** Drops instances that no longer exist, and waits until all changes are written. */
  flush(): Promise<void>;
}

/** @param home null: keep observations in memory only */
export function createLastObserved(home: string | null): LastObserved {
  const changed = new Map<string, Partial<Observed>>();
  const forgotten = new Set<string>();
  const path = home === null ? null : join(desktopFolder(home), 'last-observed.json');
  let all = readAll(path);
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    if (home === null || path === null || changed.size + forgotten.size === 0) return;
    // Other clients write this file too: merge with their entries.
    const others = readAll(path);
    for (const [id, change] of changed) others[id] = { ...(ownValue(others, id) ?? nothing), ...change };
    for (const id of forgotten) delete others[id];
    changed.clear();
    forgotten.clear();
    all = { ...all, ...others };
    // Another client may have destroyed a tenant meanwhile.
    await save(home, path, existing(home, others));
  };
  const dropGone = async () => {
    if (home === null || path === null) return;
    const found = readAll(path);
    const left = existing(home, found);
    if (Object.keys(left).length < Object.keys(found).length) await save(home, path, left);
  };

  return {
    get: (id) => ownValue(all, id) ?? nothing,
    set(id, change) {
      forgotten.delete(id);
      all[id] = { ...(ownValue(all, id) ?? nothing), ...change };
      changed.set(id, { ...changed.get(id), ...change });
      writing = writing.then(write);
    },
    forget(id) {
      delete all[id];
      changed.delete(id);
      forgotten.add(id);
      writing = writing.then(write);
    },
    flush() {
      writing = writing.then(dropGone);
      return writing;
    },
  };
}

/** A failed or undone creation leaves observations of an instance that does not exist. */
function existing(home: string, all: Record<string, Observed>): Record<string, Observed> {
  const exists = (id: string) =>
    id === MAIN
      ? existsSync(join(home, 'redis', 'config')) || existsSync(mainRecordPath(home))
      : existsSync(join(home, 'clients', id));
  return Object.fromEntries(Object.entries(all).filter(([id]) => exists(id)));
}

async function save(home: string, path: string, all: Record<string, Observed>): Promise<void> {
  try {
    if (Object.keys(all).length > 0) {
      ensureFolder(dirname(path));
      return await replaceFile(path, JSON.stringify(all));
    }
    rmSync(path, { force: true });
    await pruneEmptyFolders(home);
  } catch {
    // The disk is full or read-only: the observations last as long as this process.
  }
}

function readAll(path: string | null): Record<string, Observed> {
  if (path === null) return {};
  return readJsonStateNow(path, (value) => observedFile.parse(value)) ?? {};
}
