import { RdbError } from '../../redis/data/rdb-error.ts';
import { rdbType } from '../../redis/data/rdb-format.ts';
import type { RdbEnd } from '../../redis/data/rdb-walker.ts';
import { analyseKeys, topFolders } from '../index/analyse-keys.ts';
import { FolderPages } from '../index/folder-pages.ts';
import { IndexCounts } from '../index/index-counts.ts';
import { KeyIndex } from '../index/key-index.ts';
import { itemOf } from '../index/key-items.ts';
import { KeyList } from '../index/key-list.ts';
import { KeyViews } from '../index/key-views.ts';
import { type RdbFacts, readRdb } from '../sources/read-rdb.ts';
import { fromBytes } from '../values/bytes.ts';
import { firstState } from './first-state.ts';
import { type IndexHost, type IndexSpec, type IndexState, isComplete } from './index-host.ts';

const REPORT_EVERY_MS = 100;
const ONLY_BASE =
  'This is only the base of an AOF: later writes are in its increments (*.incr.aof). Open the whole append-only folder, as a tar, to see them.';

/** Opens an index in this process: in the CLI, and in the worker of the other clients. */
export function openSession(spec: IndexSpec): IndexHost {
  const closing = new AbortController();
  const { signal } = closing;
  const index = new KeyIndex();
  const counts = new IndexCounts(index);
  const views = new KeyViews(index, signal);
  const folders = new FolderPages(index, views, signal);
  const lists = new KeyList(index, views, signal);
  const listeners = new Set<() => void>();
  let state: IndexState = firstState;
  let end: RdbEnd | null = null;
  let reportedAt = performance.now();

  function update(change: Partial<IndexState>): void {
    reportedAt = performance.now();
    const exact = isComplete({ phase: change.phase ?? state.phase });
    state = {
      ...state,
      keys: index.keys,
      sizeBytes: index.sizeBytes,
      databases: counts.databases(exact),
      types: counts.types(),
      ...change,
      revision: state.revision + 1,
    };
    for (const listener of listeners) listener();
  }

  async function read(): Promise<void> {
    const reading = await readRdb(index, spec, {
      signal,
      progress(fraction, facts) {
        if (performance.now() - reportedAt < REPORT_EVERY_MS) return;
        update({ ...shown(facts), fraction: Math.min(1, fraction) });
      },
    });
    end = reading.end;
    const { version, flavour, checksum } = reading.end;
    const { commandsFollow, facts } = reading;
    const warnings = [...spec.warnings, ...warningsOf(index, flavour)];
    if (facts.isBase && !spec.isWhole) warnings.push(ONLY_BASE);
    update({ ...shown(facts), phase: 'ready', fraction: 1, rdbVersion: version, checksum, commandsFollow, warnings });
    await views.buildAll();
  }

  const finished = read().catch((error: unknown) => {
    if (signal.aborted) return;
    update({ phase: 'failed', problem: problemOf(error), warnings: [...spec.warnings, ...warningsOf(index, 'redis')] });
  });

  return {
    get state() {
      return state;
    },
    isLost: false,
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    folder: ({ prefix, ...request }) =>
      folders.page({ ...request, prefix: prefix ? fromBytes(prefix) : Buffer.alloc(0) }, isComplete(state)),
    async list({ filter, sort, offset, limit }) {
      const { total, sizeBytes, row } = await lists.find(filter, sort, isComplete(state));
      const length = Math.max(0, Math.min(limit, total - offset));
      return { total, sizeBytes, items: Array.from({ length }, (_, at) => itemOf(index, row(offset + at))) };
    },
    async find({ database, key }) {
      const row = await views.find(index.slotOf(database), fromBytes(key));
      if (row < 0) return null;
      const { columns } = index;
      columns.seek(row);
      const keyBytes = columns.arena.end - columns.arena.start;
      return {
        item: itemOf(index, row),
        type: columns.type(row),
        offset: columns.offset(row),
        length: columns.sizeBytes(row) - keyBytes,
        flavour: end?.flavour ?? 'redis',
      };
    },
    analysis: (request) => analyseKeys(index, { folders, lists }, request, isComplete(state), signal),
    prefixes: ({ separator }) => topFolders(index, folders, separator),
    async close() {
      closing.abort(new Error('the key space was closed'));
      await finished;
    },
  };
}

function shown({ redisVersion, savedAt, functions }: RdbFacts): Pick<IndexState, keyof Omit<RdbFacts, 'isBase'>> {
  return { redisVersion, savedAt, functions };
}

/** One sentence that says where and why the reading stopped. */
function problemOf(error: unknown): string {
  const read = 'The keys before it are shown.';
  if (error instanceof RdbError) return `The file cannot be read to its end: ${error.message}. ${read}`;
  if (error instanceof RangeError) return `The index is full: ${error.message}. ${read}`;
  return `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
}

function warningsOf(index: KeyIndex, flavour: RdbEnd['flavour']): string[] {
  const modules = index.types.reduce((sum, { keys }, byte) => (rdbType(byte)?.type === 'module' ? sum + keys : sum), 0);
  const warnings: string[] = [];
  if (modules > 0) warnings.push('Values of modules are shown as raw bytes: only their module can decode them.');
  if (flavour === 'valkey') warnings.push('Valkey wrote this file.');
  return warnings;
}
