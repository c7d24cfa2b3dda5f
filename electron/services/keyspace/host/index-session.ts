import { AppError } from '../../../../shared/contract/errors.ts';
import { keydbWarnings } from '../../redis/data/keydb-expiries.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import { rdbType } from '../../redis/data/rdb-format.ts';
import type { RdbEnd } from '../../redis/data/rdb-visitor.ts';
import { analyseKeys, topFolders } from '../index/analyse-keys.ts';
import { type HistoryDatabase, writeHistoryFile } from '../index/history-file.ts';
import { KeyIndex } from '../index/key-index.ts';
import { itemOf } from '../index/key-items.ts';
import type { Matches } from '../index/key-list.ts';
import { LiveIndex } from '../index/live-index.ts';
import { placesOf } from '../index/places.ts';
import { BLOCK_ROWS, runSliced, type Sliced } from '../index/slices.ts';
import { valueHashes } from '../index/value-hashes.ts';
import type { LiveState } from '../live/live-events.ts';
import { type RdbFacts, readRdb } from '../sources/read-rdb.ts';
import { fromBytes } from '../values/bytes.ts';
import { firstState } from './first-state.ts';
import {
  type IndexHost,
  type IndexSpec,
  type IndexState,
  isComplete,
  type KeyRequest,
  type LiveSpec,
  type RdbSpec,
} from './index-host.ts';
import { type IndexParts, partsOf } from './index-parts.ts';
import { REPORT_EVERY_MS, reportedLive } from './live-report.ts';

const ONLY_BASE =
  'This is only the base of an AOF: later writes are in its increments (*.incr.aof). Open the whole append-only folder, as a tar, to see them.';

/**
 * The first page needs no sort, so the sort waits for it. For a client that requests none, it starts after this time.
 */
const FIRST_PAGE_MS = 500;

/** Opens an index in this process: in the CLI, and in the worker of the other clients. */
export function openSession(spec: IndexSpec): IndexHost {
  const closing = new AbortController();
  const { signal } = closing;
  const listeners = new Set<() => void>();
  let parts = partsOf(spec.kind === 'live' ? new LiveIndex() : new KeyIndex(), signal);
  let state: IndexState = firstState;
  let flavour: RdbEnd['flavour'] = 'redis';
  let generation = 0;
  const keysChanged = changeDetector();
  /** Write commands that a live server has sent: some change a value but nothing of the index. */
  let writes = 0;

  function update(change: Partial<IndexState>): void {
    const { index, counts } = parts;
    const exact = isComplete({ phase: change.phase ?? state.phase });
    const { keys, sizeBytes } = index;
    const counted = { keys, sizeBytes, databases: counts.databases(exact), types: counts.types() };
    const { revision, keysRevision } = state;
    const isOther = keysChanged(index, change.phase ?? state.phase, writes);
    state = { ...state, ...counted, ...change, revision: revision + 1, keysRevision: keysRevision + Number(isOther) };
    for (const listener of listeners) listener();
  }

  async function read(from: RdbSpec): Promise<void> {
    let reportedAt = performance.now();
    const reading = await readRdb(parts.index, from, {
      signal,
      progress(fraction, facts) {
        if (performance.now() - reportedAt < REPORT_EVERY_MS) return;
        reportedAt = performance.now();
        update({ ...shown(facts), fraction: Math.min(1, fraction) });
      },
    });
    flavour = reading.end.flavour;
    const { version, checksum } = reading.end;
    const { commandsFollow, facts } = reading;
    const warnings = [...from.warnings, ...warningsOf(parts.index, flavour)];
    // The warnings of a backup or an archive name them already.
    for (const warning of keydbWarnings(facts.memberExpiries)) if (!warnings.includes(warning)) warnings.push(warning);
    if (facts.isBase && !from.isWhole) warnings.push(ONLY_BASE);
    update({ ...shown(facts), phase: 'ready', fraction: 1, rdbVersion: version, checksum, commandsFollow, warnings });
    await parts.views.firstAnswer(FIRST_PAGE_MS);
    await sortAhead(parts);
  }

  async function follow(from: LiveSpec): Promise<void> {
    const report = reportedLive(update);
    const show = (index: KeyIndex) => {
      parts = partsOf(index, signal);
      generation++;
    };
    const changed = (live: LiveState, hasKeys: boolean) => {
      writes = live.writes;
      report.changed(live, hasKeys, state.keys === 0 && parts.index.keys > 0);
    };
    // Sorted before a user opens the first folder. A failure occurs again in the request that needs the sort, which
    // reports it.
    const complete = () => void sortAhead(parts).catch(() => undefined);
    // A file needs none of the code for servers.
    const { feedIndex } = await import('./live-feed.ts');
    signal.throwIfAborted();
    await feedIndex(from, { show, changed, complete }, signal).finally(report.end);
  }

  const finished = (spec.kind === 'live' ? follow(spec) : read(spec)).catch((error: unknown) => {
    if (signal.aborted) return;
    const given = spec.kind === 'rdb' ? spec.warnings : [];
    update({ phase: 'failed', problem: problemOf(error), warnings: [...given, ...warningsOf(parts.index, 'redis')] });
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
    folder({ prefix, locate, ...request }) {
      const { views, folders } = parts;
      const named = locate && { locate: fromBytes(locate) };
      const query = { ...request, ...named, prefix: prefix ? fromBytes(prefix) : Buffer.alloc(0) };
      return views.answer(() => folders.page(query, isComplete(state)));
    },
    async list({ filter, sort, offset, limit, locate }) {
      const { lists, index, views } = parts;
      const matches = await views.answer(() => lists.find(filter, sort, isComplete(state)));
      const { total, sizeBytes, row } = matches;
      const length = Math.max(0, Math.min(limit, total - offset));
      const rows = Array.from({ length }, (_, at) => row(offset + at)).filter((one) => index.isAlive(one));
      const items = rows.map((one) => itemOf(index, one));
      if (!locate) return { total, sizeBytes, items };
      const locatedAt = await runSliced(numberOf(matches, await rowOf({ index, views }, locate)), signal);
      return { total, sizeBytes, items, locatedAt };
    },
    async find({ database, key }) {
      const { index } = parts;
      const name = fromBytes(key);
      const row = await rowOf(parts, { database, key });
      if (row < 0) return null;
      const { columns } = index;
      const length = columns.sizeBytes(row) - name.length;
      const place = { type: columns.type(row), offset: columns.offset(row), length, flavour };
      return { item: itemOf(index, row), ...columns.use(row), ...place };
    },
    analysis(request) {
      const { index, views } = parts;
      const shownParts = parts;
      const how = { complete: isComplete(state), isLive: spec.kind === 'live', signal };
      return views.answer(() => analyseKeys(index, shownParts, request, how));
    },
    places({ selection, from, generation: asked }) {
      if (asked !== null && asked !== generation) throw copiedAgain();
      const { index, views } = parts;
      return views.answer(async () => {
        const page = await runSliced(placesOf(index, selection, from), signal);
        return { ...page, flavour, generation };
      });
    },
    async writeHistory({ rdbPath, to }) {
      const { index, views } = parts;
      const hashes = await valueHashes(rdbPath, flavour, signal);
      if (hashes.length !== index.rows) throw new Error('the file has changed since its keys were read');
      const databases: HistoryDatabase[] = [];
      for (const slot of index.livingSlots()) {
        const { rows } = await views.view(slot);
        databases.push(historyOf(index, slot, rows, hashes));
      }
      await writeHistoryFile(to, databases);
      return null;
    },
    prefixes({ separator }) {
      const { index, views, folders } = parts;
      return views.answer(() => topFolders(index, folders, separator));
    },
    async close() {
      closing.abort(new Error('the key space was closed'));
      await finished;
    },
  };
}

async function sortAhead({ views, folders }: IndexParts): Promise<void> {
  await views.buildAll();
  await folders.listAhead();
}

/** Reports whether pages of an index may differ from those at the last call. */
function changeDetector(): (index: KeyIndex, phase: IndexState['phase'], writes: number) => boolean {
  let last: readonly unknown[] = [];
  return (index, phase, writes) => {
    const now = [index, index.rows, index.revision, phase, writes];
    const isOther = now.some((value, at) => value !== last[at]);
    last = now;
    return isOther;
  };
}

/** The row of a key; -1 without one. */
async function rowOf({ index, views }: Pick<IndexParts, 'index' | 'views'>, of: KeyRequest): Promise<number> {
  const name = fromBytes(of.key);
  return index instanceof LiveIndex ? index.rowOf(of.database, name) : views.find(index.slotOf(of.database), name);
}

/** The index of a row among the matches; null if it is none of them. */
function* numberOf({ total, row }: Matches, wanted: number): Sliced<number | null> {
  for (let at = 0; at < total && wanted >= 0; at++) {
    if (row(at) === wanted) return at;
    if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
  }
  return null;
}

function historyOf(
  { columns, slots }: KeyIndex,
  slot: number,
  rows: Uint32Array,
  hashes: readonly string[],
): HistoryDatabase {
  return {
    database: slots[slot]?.database ?? 0,
    rows: rows.length,
    row(at) {
      const row = rows[at] ?? 0;
      const { type, expireAtMs, sizeBytes } = {
        type: columns.type(row),
        expireAtMs: columns.expireAtMs(row),
        sizeBytes: columns.sizeBytes(row),
      };
      return { key: columns.key(row), type, expireAtMs, sizeBytes, hash: hashes[row] ?? '' };
    },
  };
}

function copiedAgain(): AppError<'CONFLICT'> {
  const message = 'The connection to the source was lost while its keys were read. Nothing was changed. Try again.';
  return new AppError('CONFLICT', message, { what: 'source' });
}

function shown({
  redisVersion,
  savedAt,
  functions,
}: RdbFacts): Pick<IndexState, keyof Omit<RdbFacts, 'isBase' | 'memberExpiries'>> {
  return { redisVersion, savedAt, functions };
}

/** One sentence that says where and why reading stopped. */
function problemOf(error: unknown): string {
  const read = 'The keys before it are shown.';
  if (error instanceof RdbError) return `The file cannot be read to its end: ${error.message}. ${read}`;
  if (error instanceof RangeError) return `The index is full: ${error.message}. ${read}`;
  return `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
}

function warningsOf(index: KeyIndex, flavour: RdbEnd['flavour']): string[] {
  const modules = [...index.typeCounts()].filter(([byte, { keys }]) => keys > 0 && rdbType(byte)?.type === 'module');
  const warnings: string[] = [];
  if (modules.length > 0) warnings.push('Values of modules are shown as raw bytes: only their module can decode them.');
  if (flavour === 'valkey') warnings.push('Valkey wrote this file.');
  return warnings;
}
