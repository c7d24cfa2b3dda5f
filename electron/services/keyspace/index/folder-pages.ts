import type { KeyFolder, KeyItem } from '../../../../shared/contract/keyspace.ts';
import { fromBytes, toBytes } from '../values/bytes.ts';
import { DEFAULT_SEPARATOR } from './folder-counts.ts';
import type { KeyIndex } from './key-index.ts';
import { itemOf } from './key-items.ts';
import type { KeyViews } from './key-views.ts';
import { type Children, listChildren } from './list-children.ts';
import { runSliced } from './slices.ts';
import type { SortedView } from './sorted-view.ts';

/** A larger folder waits for the sort of the whole database. */
const MAX_SUBSET_ROWS = 100_000;
const MAX_REMEMBERED = 16;

export interface FolderQuery {
  readonly database: number;
  readonly prefix: Buffer;
  readonly separator: string;
  readonly offset: number;
  readonly limit: number;
  /** The prefix of a folder whose number is asked for. */
  readonly locate?: Buffer;
}

type Place = Omit<FolderQuery, 'offset' | 'limit' | 'locate'>;

export interface FolderPage {
  readonly folders: KeyFolder[];
  readonly keys: KeyItem[];
  readonly totalFolders: number;
  readonly totalKeys: number;
  readonly locatedAt?: number | null;
}

/** Folders of which only the prefix is known yet, or a range of a view. */
interface Listing {
  readonly totalFolders: number;
  readonly totalKeys: number;
  folder(at: number): KeyFolder;
  keyRow(at: number): number;
}

/** Pages of the tree: the folders and keys directly below a prefix. */
export class FolderPages {
  readonly #index: KeyIndex;
  readonly #views: KeyViews;
  readonly #signal: AbortSignal;
  readonly #remembered = new Map<string, { readonly revision: number; readonly rows: number; listing: Listing }>();

  constructor(index: KeyIndex, views: KeyViews, signal: AbortSignal) {
    this.#index = index;
    this.#views = views;
    this.#signal = signal;
  }

  /** @param complete whether all keys were read: otherwise a page shows what is known so far */
  async page(query: FolderQuery, complete: boolean): Promise<FolderPage> {
    const slot = this.#index.slotOf(query.database);
    if (slot < 0) return { folders: [], keys: [], totalFolders: 0, totalKeys: 0 };
    const listing = await this.#listing(slot, query, complete);
    const { totalFolders, totalKeys } = listing;
    const folders: KeyFolder[] = [];
    const rows: number[] = [];
    const end = Math.min(query.offset + query.limit, totalFolders + totalKeys);
    for (let at = query.offset; at < end; at++) {
      if (at < totalFolders) folders.push(listing.folder(at));
      else rows.push(listing.keyRow(at - totalFolders));
    }
    // A row of a recent view may have been removed since.
    const keys = rows.filter((row) => this.#index.isAlive(row)).map((row) => itemOf(this.#index, row));
    const page = { folders, keys, totalFolders, totalKeys };
    return query.locate ? { ...page, locatedAt: numberOf(listing, query.locate) } : page;
  }

  /** Every folder directly below a prefix. */
  async folders(query: Place, complete: boolean): Promise<KeyFolder[]> {
    const slot = this.#index.slotOf(query.database);
    if (slot < 0) return [];
    const { totalFolders, folder } = await this.#listing(slot, query, complete);
    return Array.from({ length: totalFolders }, (_, at) => folder(at));
  }

  async #listing(slot: number, query: Place, complete: boolean): Promise<Listing> {
    const { rows, revision } = this.#index;
    const name = `${slot}/${query.separator.length}/${query.separator}${query.prefix.toString('latin1')}`;
    const remembered = this.#remembered.get(name);
    if (remembered?.rows === rows && remembered.revision === revision) return remembered.listing;
    const listing = await this.#list(slot, query, complete);
    this.#remembered.delete(name);
    this.#remembered.set(name, { rows, revision, listing });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return listing;
  }

  async #list(slot: number, query: Place, complete: boolean): Promise<Listing> {
    const { prefix, separator, database } = query;
    const { folders } = this.#index;
    const isTop = prefix.length === 0 && separator === DEFAULT_SEPARATOR && !folders.overflowed;
    const bare = folders.bareKeys(slot);
    if (isTop && bare === 0) return this.#counted(slot, database, bare);
    const recent = this.#views.recent(slot);
    if (recent) return this.#ofView(await recent, query);
    if (isTop && (bare <= MAX_SUBSET_ROWS || !complete)) return this.#counted(slot, database, bare);
    const { view, complete: whole } = await this.#views.subset(slot, prefix, { max: MAX_SUBSET_ROWS });
    return this.#ofView(whole || !complete ? view : await this.#views.view(slot), query);
  }

  async #ofView(view: SortedView, { database, prefix, separator }: Place): Promise<Listing> {
    const { columns } = this.#index;
    const range = view.range(prefix);
    const work = listChildren(columns, view, range, prefix.length, Buffer.from(separator, 'utf8'));
    const children: Children = await runSliced(work, this.#signal);
    return {
      totalFolders: children.totalFolders,
      totalKeys: children.totalKeys,
      folder(at) {
        const { start, end, prefixBytes } = children.folder(at);
        columns.seek(view.rows[start] as number);
        const { bytes, start: from } = columns.arena;
        return {
          database,
          prefix: toBytes(bytes.subarray(from, from + prefixBytes)),
          keys: end - start,
          sizeBytes: view.sizeBytes({ start, end }),
        };
      },
      keyRow: (at) => view.rows[children.key(at)] as number,
    };
  }

  /** The top level, from the counts of the reading. */
  async #counted(slot: number, database: number, bareKeys: number): Promise<Listing> {
    const folders = [...this.#index.folders.folders(slot)].sort((a, b) => Buffer.compare(a.prefix, b.prefix));
    const separator = DEFAULT_SEPARATOR.charCodeAt(0);
    const empty = Buffer.alloc(0);
    const options = { without: separator, max: Math.min(bareKeys, MAX_SUBSET_ROWS) };
    const { view } = await this.#views.subset(slot, empty, options);
    return {
      totalFolders: folders.length,
      totalKeys: view.rows.length,
      folder: (at) => {
        const { prefix, keys, sizeBytes } = folders[at] as (typeof folders)[number];
        return { database, prefix: toBytes(prefix), keys, sizeBytes };
      },
      keyRow: (at) => view.rows[at] as number,
    };
  }
}

/** The number of a folder by its prefix, since folders are in byte order; null where there is none. */
function numberOf({ totalFolders, folder }: Listing, prefix: Buffer): number | null {
  let low = 0;
  let high = totalFolders;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = Buffer.compare(fromBytes(folder(middle).prefix), prefix);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return null;
}
