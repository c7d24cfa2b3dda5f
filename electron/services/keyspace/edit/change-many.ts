import type { KeyChangeResult } from '../../../../shared/contract/key-change.ts';
import type { KeySelection } from '../../../../shared/contract/keyspace.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { fromBytes } from '../values/bytes.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import { keyTarget } from '../values/key-connections.ts';
import { type BatchResult, changeBatch, type ManyChange } from './change-batch.ts';
import { changeLarge } from './change-large.ts';
import type { EditDeps, FoundKeyName } from './edit-deps.ts';
import { keySizes } from './key-size.ts';
import type { KeysUndo } from './keys-undo.ts';
import { type LargeReport, reportOf } from './large-report.ts';
import { readLimits, type ServerLimits, undoRefusal } from './server-limits.ts';
import { type UndoConnection, undoConnection } from './undo-connection.ts';
import { beginUndoPack, undoSpace } from './undo-retention.ts';

/** The keys of one transaction, and their bytes. More would delay other clients of the server. */
const BATCH_KEYS = 500;
const BATCH_BYTES = 8 * 1024 * 1024;

/** The limits of a server, and from which size on a key is changed by itself. */
export interface ChangeLimits extends ServerLimits {
  readonly largeBytes: number;
}

interface SizedBatch {
  readonly keys: readonly Buffer[];
  /** Changed one by one. */
  readonly large: readonly Buffer[];
  /** Not changed, because an undo could not restore them. */
  readonly refused: readonly { readonly key: Buffer; readonly why: string }[];
}

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
  const pack = await beginUndoPack(undoSpace(deps), instance, op, (id) => op.undo.add(undo(id)));
  const done = { changed: 0, skipped: 0, seen: 0 };
  const add = ({ changed, skipped }: BatchResult) => {
    done.changed += changed;
    done.skipped += skipped;
  };
  const total = 'keys' in selection ? selection.keys.length : null;
  const largeBytes = deps.largeValueBytes;
  const changedKeys = () => counted(done.changed, 'key');
  /** Of the key after those that are done. */
  const report: LargeReport = {
    ...reportOf(op),
    progress: (fraction, detail) =>
      op.progress(total === null ? null : (done.seen + fraction) / total, `${changedKeys()}, ${detail}`),
  };
  const connections = new Map<number, UndoConnection & { readonly limits: ChangeLimits }>();
  const open = async (database: number) => {
    const connection = await deps.connections.own(instance, database);
    const limits = { ...(await readLimits(connection)), largeBytes };
    return { ...undoConnection(connection, () => keyTarget(deps, instance)), limits };
  };
  try {
    for await (const page of pagesOf(deps, instance, selection)) {
      for (const [database, names] of byDatabase(page)) {
        const to = connections.get(database) ?? (await open(database));
        connections.set(database, to);
        for await (const { keys, large, refused } of sizedBatches(to.connection, names, to.limits)) {
          op.signal.throwIfAborted();
          for (const { key, why } of refused) op.log(`Skipped ${key.toString()}: ${why}.`);
          add(await changeBatch(to.connection, pack, keys, change));
          done.skipped += refused.length;
          done.seen += keys.length + refused.length;
          for (const key of large) {
            add(await changeLarge(await to.large(), pack, key, change, report));
            done.seen++;
          }
          op.progress(total === null ? null : done.seen / total, changedKeys());
        }
      }
    }
  } finally {
    for (const one of connections.values()) one.close();
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

/** Batches limited by keys and bytes, and the keys that are changed one by one because of their size. */
export async function* sizedBatches(
  connection: KeyConnection,
  names: readonly Buffer[],
  { largeBytes, argumentBytes, replyBytes }: ChangeLimits,
): AsyncGenerator<SizedBatch> {
  for (let first = 0; first < names.length; first += BATCH_KEYS) {
    const some = names.slice(first, first + BATCH_KEYS);
    const sizes = await keySizes(connection, some);
    let keys: Buffer[] = [];
    let bytes = 0;
    const large: Buffer[] = [];
    const refused: { readonly key: Buffer; readonly why: string }[] = [];
    for (const [at, key] of some.entries()) {
      const size = sizes[at] ?? 0;
      if (size > largeBytes) {
        const why = undoRefusal(size, { argumentBytes, replyBytes });
        if (why === null) large.push(key);
        else refused.push({ key, why });
        continue;
      }
      if (keys.length > 0 && bytes + size > BATCH_BYTES) {
        yield { keys, large: [], refused: [] };
        keys = [];
        bytes = 0;
      }
      keys.push(key);
      bytes += size;
    }
    yield { keys, large, refused };
  }
}
