import type { ComparedKey, DifferenceCounts, KeyDifference } from '../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { bytesOf, idOf, shown } from '../../keys/model/key-bytes.ts';

/** How many keys one restore may name. More are chosen by prefixes, or as everything shown. */
export const MAX_NAMED = 10_000;
/** How many prefixes one restore may name. */
const MAX_FOLDERS = 1000;

/** A database, or a prefix of one. */
export interface FolderPlace {
  readonly database: number;
  readonly prefix: Bytes | null;
}

export interface ChosenFolder extends FolderPlace {
  /** The whole folder, regardless of the filter. */
  readonly counts: DifferenceCounts;
}

/** The keys of a comparison that the user has ticked. */
export interface Choice {
  /** The id of the filter whose keys are all chosen; null: only folders and keys. */
  readonly all: string | null;
  readonly folders: ReadonlyMap<string, ChosenFolder>;
  readonly keys: ReadonlyMap<string, ComparedKey>;
  /** Keys of `all` or of a folder that are not chosen. */
  readonly except: ReadonlyMap<string, ComparedKey>;
}

export const nothingChosen: Choice = { all: null, folders: new Map(), keys: new Map(), except: new Map() };

/** Which differences are shown. */
export interface ShownKinds {
  readonly kinds: readonly KeyDifference[];
  readonly hideExpired: boolean;
}

type Key = Pick<ComparedKey, 'database' | 'key'>;

/** The first side has no value for an added key. */
export function isRestorable(change: KeyDifference): boolean {
  return change === 'removed' || change === 'changed' || change === 'expiry';
}

/** Keys of a folder that can be restored. */
export function restorableKeys(counts: DifferenceCounts, { kinds, hideExpired }: ShownKinds): number {
  const isShown = (kind: KeyDifference) => kinds.length === 0 || kinds.includes(kind);
  const removed = counts.removed - (hideExpired ? counts.expired : 0);
  return (
    (isShown('removed') ? removed : 0) +
    (isShown('changed') ? counts.changed : 0) +
    (isShown('expiry') ? counts.expiryOnly : 0)
  );
}

/** A whole that the filter no longer shows is no longer chosen. */
export function choiceOf(choice: Choice, filterId: string): Choice {
  return choice.all === null || choice.all === filterId ? choice : nothingChosen;
}

/** The name of the folder, or of a larger whole around it, that is chosen; null: none. */
export function coveringFolder({ folders }: Choice, place: FolderPlace): string | null {
  for (const folder of folders.values()) if (contains(folder, place)) return folderName(folder);
  return null;
}

export function isFolderChosen({ folders }: Choice, place: FolderPlace): boolean {
  return folders.has(folderId(place));
}

export function isKeyChosen(choice: Choice, item: ComparedKey): boolean {
  if (!isRestorable(item.change)) return false;
  const id = keyId(item);
  return isCovered(choice, item) ? !choice.except.has(id) : choice.keys.has(id);
}

export function toggledKey(choice: Choice, item: ComparedKey): Choice {
  if (!isRestorable(item.change)) return choice;
  const which = isCovered(choice, item) ? 'except' : 'keys';
  const next = new Map(choice[which]);
  const id = keyId(item);
  if (!next.delete(id) && next.size < MAX_NAMED) next.set(id, item);
  return orNothing({ ...choice, [which]: next });
}

/** Chooses a folder instead of its contents, or removes it from the choice. */
export function toggledFolder(choice: Choice, folder: ChosenFolder): Choice {
  const id = folderId(folder);
  const outside = <T>(map: ReadonlyMap<string, T>, placeOf: (value: T) => FolderPlace) =>
    new Map([...map].filter(([, value]) => !contains(folder, placeOf(value))));
  const keyPlace = ({ database, key }: ComparedKey) => ({ database, prefix: key });
  const folders = outside(choice.folders, (one) => one);
  if (!choice.folders.has(id)) {
    if (folders.size >= MAX_FOLDERS) return choice;
    folders.set(id, folder);
  }
  return orNothing({
    ...{ all: null, folders },
    keys: outside(choice.keys, keyPlace),
    except: outside(choice.all === null ? choice.except : new Map(), keyPlace),
  });
}

/** An empty choice is always the same object. */
function orNothing(choice: Choice): Choice {
  const { all, folders, keys } = choice;
  return all === null && folders.size === 0 && keys.size === 0 ? nothingChosen : choice;
}

/** @param allKeys keys of the filter that can be restored */
export function chosenKeys(choice: Choice, allKeys: number, shownKinds: ShownKinds): number {
  const whole =
    choice.all === null
      ? [...choice.folders.values()].reduce((sum, { counts }) => sum + restorableKeys(counts, shownKinds), 0)
      : allKeys;
  return Math.max(0, whole - choice.except.size) + (choice.all === null ? choice.keys.size : 0);
}

/** Serialised bytes of the chosen keys; null while whole folders are chosen. */
export function chosenBytes({ all, folders, keys }: Choice): number | null {
  if (all !== null || folders.size > 0) return null;
  return [...keys.values()].reduce((sum, { before }) => sum + (before?.sizeBytes ?? 0), 0);
}

export function keyId({ database, key }: Key): string {
  return `${database}/${idOf(key)}`;
}

function folderId({ database, prefix }: FolderPlace): string {
  return `${database}/${prefix === null ? '' : idOf(prefix)}`;
}

function folderName({ database, prefix }: FolderPlace): string {
  return prefix === null ? `db${database}` : shown(prefix);
}

function isCovered({ all, folders }: Choice, { database, key }: Key): boolean {
  if (all !== null) return true;
  for (const folder of folders.values()) if (contains(folder, { database, prefix: key })) return true;
  return false;
}

function contains({ database, prefix }: FolderPlace, inner: FolderPlace): boolean {
  if (database !== inner.database) return false;
  if (prefix === null) return true;
  if (inner.prefix === null) return false;
  if ('text' in prefix && 'text' in inner.prefix) return inner.prefix.text.startsWith(prefix.text);
  const [start, name] = [bytesOf(prefix), bytesOf(inner.prefix)];
  return start.length <= name.length && start.every((byte, at) => byte === name[at]);
}
