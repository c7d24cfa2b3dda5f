import type { KeyName } from '../../../../shared/contract/key-name.ts';
import type { KeyAnalysis, KeyFolder } from '../../../../shared/contract/keyspace.ts';
import { fromBytes, toBytes } from '../values/bytes.ts';
import { drawSample, type MemorySample, type SampledDatabase } from './draw-sample.ts';
import type { FolderPages } from './folder-pages.ts';
import type { KeyIndex } from './key-index.ts';
import { itemOf, typeOf } from './key-items.ts';
import type { KeyList, Matches } from './key-list.ts';
import type { KeyViews } from './key-views.ts';
import { BLOCK_ROWS, runSliced, type Sliced } from './slices.ts';

const MAX_PREFIXES = 500;
const MAX_LARGEST = 100;
/** For a live server more keys are measured, because their memory may order them differently. */
const MAX_LARGEST_LIVE = 200;
/** A minute, an hour, a day, a week, thirty days. */
const BUCKETS_SECONDS = [60, 3600, 86_400, 604_800, 2_592_000];

export interface AnalysisQuery {
  readonly database: number | 'all';
  readonly prefix?: KeyName | undefined;
  readonly separator: string;
}

export interface IndexAnalysis {
  readonly analysis: KeyAnalysis;
  /** Keys whose memory a live server is asked for; null for a file. */
  readonly sample: MemorySample | null;
}

/** The distribution of a source's bytes: by prefix, by key, by type and by expiry. */
export async function analyseKeys(
  index: KeyIndex,
  parts: { readonly folders: FolderPages; readonly lists: KeyList; readonly views: KeyViews },
  query: AnalysisQuery,
  { complete, isLive, signal }: { readonly complete: boolean; readonly isLive: boolean; readonly signal: AbortSignal },
): Promise<IndexAnalysis> {
  const { database, prefix, separator } = query;
  const matches = await parts.lists.find({ database, ...(prefix && { prefix }) }, 'size', complete);
  const sums = await runSliced(sumUp(index, matches, Date.now()), signal);
  const length = Math.min(isLive ? MAX_LARGEST_LIVE : MAX_LARGEST, matches.total);
  const largest = Array.from({ length }, (_, at) => ({ ...itemOf(index, matches.row(at)), memoryBytes: null }));
  const databases =
    database === 'all' ? index.livingSlots().flatMap((slot) => index.slots[slot]?.database ?? []) : [database];
  const begin = prefix ? fromBytes(prefix) : Buffer.alloc(0);
  let folders: KeyFolder[] = [];
  const direct: KeyFolder[] = [];
  for (const one of databases) {
    const own = await parts.folders.folders({ database: one, prefix: begin, separator }, complete);
    folders = folders.concat(own);
    const all = await parts.lists.find({ database: one, ...(prefix && { prefix }) }, 'size', complete);
    const keys = own.reduce((left, folder) => left - folder.keys, all.total);
    const sizeBytes = own.reduce((left, folder) => left - folder.sizeBytes, all.sizeBytes);
    if (keys > 0) direct.push({ database: one, prefix: toBytes(begin), keys, sizeBytes });
  }
  const shown = folders.sort((a, b) => b.sizeBytes - a.sizeBytes).slice(0, MAX_PREFIXES);
  // Keys directly below the analysed prefix come last and carry that prefix.
  const prefixes = [...shown, ...direct].map((folder) => ({ ...folder, memoryBytes: null, memoryError: null }));
  const analysis = { prefixes, largest, ...sums, sample: null };
  if (!isLive || !complete) return { analysis, sample: null };
  const sampled: SampledDatabase[] = [];
  for (const one of databases) {
    const slot = index.slotOf(one);
    if (slot < 0) continue;
    const view = await parts.views.view(slot);
    const at = direct.findIndex((keys) => keys.database === one);
    // If small folders were left out, the keys outside the others include theirs.
    const others = at < 0 || shown.length < folders.length ? null : shown.length + at;
    sampled.push({ database: one, view, range: view.range(begin), others });
  }
  return { analysis, sample: drawSample(index, sampled, shown, largest) };
}

/** The top level of every database; keys without a folder count under an empty prefix. */
export async function topFolders(index: KeyIndex, folders: FolderPages, separator: string): Promise<KeyFolder[]> {
  let found: KeyFolder[] = [];
  for (const slot of index.livingSlots()) {
    const { database, keys, sizeBytes } = index.slots[slot] as (typeof index.slots)[number];
    const own = await folders.folders({ database, prefix: Buffer.alloc(0), separator }, true);
    const inFolders = own.reduce((sum, one) => sum + one.keys, 0);
    const bytesInFolders = own.reduce((sum, one) => sum + one.sizeBytes, 0);
    found = found.concat(own);
    if (inFolders < keys) {
      found.push({ database, prefix: { text: '' }, keys: keys - inFolders, sizeBytes: sizeBytes - bytesInFolders });
    }
  }
  return found;
}

function* sumUp(
  index: KeyIndex,
  matches: Matches,
  nowMs: number,
): Sliced<Pick<KeyAnalysis, 'types' | 'expiry' | 'withoutExpiry' | 'expired'>> {
  const { columns } = index;
  const types = new Map<string, KeyAnalysis['types'][number]>();
  const byByte = new Map<number, KeyAnalysis['types'][number]>();
  const expiry = [...BUCKETS_SECONDS, null].map((untilSeconds) => ({ untilSeconds, keys: 0, sizeBytes: 0 }));
  const withoutExpiry = { keys: 0, sizeBytes: 0 };
  const expired = { keys: 0, sizeBytes: 0 };
  for (let at = 0; at < matches.total; at++) {
    if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
    const row = matches.row(at);
    const sizeBytes = columns.sizeBytes(row);
    const byte = columns.type(row);
    const known = byByte.get(byte);
    const sum = known ?? sumOf(types, byte);
    if (!known) byByte.set(byte, sum);
    sum.keys++;
    sum.sizeBytes += sizeBytes;
    const left = columns.expireAtMs(row) - nowMs;
    const bucket =
      columns.expireAtMs(row) < 0
        ? withoutExpiry
        : left <= 0
          ? expired
          : expiry.find(({ untilSeconds }) => untilSeconds === null || left <= untilSeconds * 1000);
    if (!bucket) continue;
    bucket.keys++;
    bucket.sizeBytes += sizeBytes;
  }
  return { types: [...types.values()].sort((a, b) => b.sizeBytes - a.sizeBytes), expiry, withoutExpiry, expired };
}

function sumOf(types: Map<string, KeyAnalysis['types'][number]>, byte: number): KeyAnalysis['types'][number] {
  const { type, encoding } = typeOf(byte);
  const name = `${type} ${encoding}`;
  const sum = types.get(name) ?? { type, encoding, keys: 0, sizeBytes: 0 };
  types.set(name, sum);
  return sum;
}
