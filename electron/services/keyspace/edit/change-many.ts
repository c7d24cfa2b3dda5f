import type { KeyChangeResult } from '../../../../shared/contract/key-change.ts';
import type { KeySelection } from '../../../../shared/contract/keyspace.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { fromBytes } from '../values/bytes.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import { type BatchResult, changeBatch, type ManyChange } from './change-batch.ts';
import type { EditDeps, FoundKeyName } from './edit-deps.ts';
import { isTooLarge, keySizes } from './key-size.ts';
import type { KeysUndo } from './keys-undo.ts';
import { createUndoPack } from './undo-pack.ts';

/** The keys of one transaction, and their bytes. More would delay other clients of the server. */
const BATCH_KEYS = 500;
const BATCH_BYTES = 8 * 1024 * 1024;

export interface ManyInput {
  readonly instance: string;
  readonly selection: KeySelection;
  readonly change: ManyChange;
}

/** Changes many keys in batches. A key that another client changes in the middle of its batch is skipped and counted. */
export async function changeMany(
  deps: EditDeps,
  op: OperationContext,
  { instance, selection, change }: ManyInput,
  undo: (undoPack: string) => KeysUndo,
): Promise<KeyChangeResult> {
  const pack = await createUndoPack(deps.environment.home, instance);
  await op.undo.add(undo(pack.id));
  const done = { changed: 0, skipped: 0, seen: 0 };
  const total = 'keys' in selection ? selection.keys.length : null;
  const connections = new Map<number, KeyConnection>();
  try {
    for await (const page of pagesOf(deps, instance, selection)) {
      for (const [database, names] of byDatabase(page)) {
        const connection = connections.get(database) ?? (await deps.connections.own(instance, database));
        connections.set(database, connection);
        for await (const { keys, tooLarge } of sizedBatches(connection, names)) {
          op.signal.throwIfAborted();
          for (const key of tooLarge) op.log(`Skipped ${key.toString()}: it is too large to keep its former value.`);
          const result: BatchResult = await changeBatch(connection, pack, keys, change);
          done.changed += result.changed;
          done.skipped += result.skipped + tooLarge.length;
          done.seen += keys.length + tooLarge.length;
          op.progress(total === null ? null : done.seen / total, counted(done.changed, 'key'));
        }
      }
    }
  } finally {
    for (const connection of connections.values()) connection.close();
  }
  op.signal.throwIfAborted();
  await pack.finish(done.changed);
  const { changed, skipped } = done;
  return { instance, changed, skipped, undoPack: changed > 0 ? pack.id : null };
}

async function* pagesOf(
  { findKeys }: EditDeps,
  instance: string,
  selection: KeySelection,
): AsyncGenerator<readonly FoundKeyName[]> {
  if ('filter' in selection) yield* findKeys(instance, selection.filter);
  else yield selection.keys.map(({ database, key }) => ({ database, key: fromBytes(key) }));
}

/** Each key once. */
function byDatabase(page: readonly FoundKeyName[]): ReadonlyMap<number, readonly Buffer[]> {
  const databases = new Map<number, Map<string, Buffer>>();
  for (const { database, key } of page) {
    const keys = databases.get(database) ?? new Map<string, Buffer>();
    databases.set(database, keys);
    keys.set(key.toString('latin1'), key);
  }
  return new Map([...databases].map(([database, keys]) => [database, [...keys.values()]]));
}

/** Batches limited by keys and bytes. They omit keys that are too large for an undo. */
export async function* sizedBatches(
  connection: KeyConnection,
  names: readonly Buffer[],
): AsyncGenerator<{ readonly keys: readonly Buffer[]; readonly tooLarge: readonly Buffer[] }> {
  for (let first = 0; first < names.length; first += BATCH_KEYS) {
    const some = names.slice(first, first + BATCH_KEYS);
    const sizes = await keySizes(connection, some);
    let keys: Buffer[] = [];
    let bytes = 0;
    const tooLarge = some.filter((_, at) => isTooLarge(sizes[at] ?? 0));
    for (const [at, key] of some.entries()) {
      const size = sizes[at] ?? 0;
      if (isTooLarge(size)) continue;
      if (keys.length > 0 && bytes + size > BATCH_BYTES) {
        yield { keys, tooLarge: [] };
        keys = [];
        bytes = 0;
      }
      keys.push(key);
      bytes += size;
    }
    yield { keys, tooLarge };
  }
}
