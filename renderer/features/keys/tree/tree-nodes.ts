import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeyDatabase, KeyFolder } from '../../../../shared/contract/keyspace.ts';
import { idOf } from '../model/key-bytes.ts';

/** The keys of a database that have no prefix. */
export interface DirectKeys {
  readonly database: number;
  readonly keys: number;
  /** Null while not all folders beside them are loaded. */
  readonly sizeBytes: number | null;
}

/** A row of the tree. */
export type TreeNode =
  | { readonly kind: 'database'; readonly id: string; readonly database: KeyDatabase }
  | { readonly kind: 'folder'; readonly id: string; readonly folder: KeyFolder }
  | { readonly kind: 'direct'; readonly id: string; readonly direct: DirectKeys };

const nodes = new WeakMap<KeyFolder, TreeNode>();

/** The node of a folder: always the same object, so that its row is not rendered again. */
export function folderNode(folder: KeyFolder): TreeNode {
  const found = nodes.get(folder);
  if (found) return found;
  const node: TreeNode = { kind: 'folder', id: folderId(folder.database, folder.prefix), folder };
  nodes.set(folder, node);
  return node;
}

/** An open folder. */
export interface Opened {
  readonly database: number;
  /** Null: the database itself. */
  readonly prefix: Bytes | null;
  /** The id of the folder around it; empty: the root. */
  readonly parent: string;
}

/** The open folders, by id. */
export type OpenedFolders = ReadonlyMap<string, Opened>;

export const databaseId = (database: number) => String(database);
export const folderId = (database: number, prefix: Bytes) => `${database}/${idOf(prefix)}`;
export const directId = (database: number) => `${database}!`;

/** Every folder on the way to a prefix, the outermost first, without the prefix itself. */
export function foldersTo(database: number, prefix: Bytes | null, separator: string): readonly [string, Opened][] {
  const found: [string, Opened][] = [[databaseId(database), { database, prefix: null, parent: '' }]];
  if (prefix === null || !('text' in prefix)) return found;
  const { text } = prefix;
  const { length } = separator;
  for (let cut = text.indexOf(separator); cut !== -1; cut = text.indexOf(separator, cut + length)) {
    if (cut + length >= text.length) break;
    const part = { text: text.slice(0, cut + length) };
    found.push([folderId(database, part), { database, prefix: part, parent: found.at(-1)?.[0] ?? '' }]);
  }
  return found;
}

/** The folder of a link: the one around its key, or the selected one. Null: the database itself. */
export function linkedFolder(selected: Bytes | null, key: Bytes | null, separator: string): Bytes | null {
  const around = key === null ? null : folderOf(key, separator);
  if (around === null || selected === null) return selected ?? around;
  const isInside = 'text' in around && 'text' in selected && around.text.startsWith(selected.text);
  return isInside ? around : selected;
}

/** The folder directly around a key; null without one. */
function folderOf(key: Bytes, separator: string): Bytes | null {
  if (!('text' in key)) return null;
  const cut = key.text.lastIndexOf(separator);
  return cut === -1 ? null : { text: key.text.slice(0, cut + separator.length) };
}

/** The folders that stay open when one is closed: not those in it. */
export function withoutFolder(opened: OpenedFolders, id: string): OpenedFolders {
  const next = new Map(opened);
  next.delete(id);
  for (let size = -1; size !== next.size; ) {
    size = next.size;
    for (const [inner, { parent }] of next) if (parent !== '' && !next.has(parent)) next.delete(inner);
  }
  return next;
}

/** The last part of a prefix: `web:` of `session:web:`. @param parent the prefix of the folder around it */
export function lastPart(shownPrefix: string, shownParent: string): string {
  return shownPrefix.startsWith(shownParent) ? shownPrefix.slice(shownParent.length) : shownPrefix;
}
