import type { FileHandle } from 'node:fs/promises';
import { moduleName } from './decode/module-name.ts';
import type { RdbVisitor } from './rdb-visitor.ts';
import { RdbWalker } from './rdb-walker.ts';
import { walkRdbFile } from './walk-rdb.ts';

/** The type byte of module values, and the first byte of a 64-bit length. */
const MODULE = 7;
const LONG = 0x81;
const ID_BYTES = 9;

/** The values of modules in an RDB. */
export interface ModuleData {
  /** The keys of each type of a module, by its name. */
  readonly keys: ReadonlyMap<string, number>;
  /** Types of modules that saved data outside keys, which their module alone can load. */
  readonly besideKeys: ReadonlySet<string>;
}

/**
 * Finds the values of modules in an RDB by a walk over all of it.
 * @throws RdbError; the signal's reason; the error of a read
 */
export async function moduleData(file: FileHandle, signal?: AbortSignal): Promise<ModuleData> {
  const { visitor, found } = collector();
  await walkRdbFile(file, visitor, { checksum: false, ...(signal && { signal }) });
  return found;
}

/**
 * {@link moduleData} of a stream, which is read to its end: an AOF may follow its RDB.
 * @throws RdbError; the error of the stream
 */
export async function streamedModuleData(stream: AsyncIterable<Uint8Array>): Promise<ModuleData> {
  const { visitor, found } = collector();
  const walker = new RdbWalker(visitor, { checksum: false });
  // After the end of the RDB it accepts no more.
  for await (const chunk of stream) walker.write(chunk);
  walker.finish();
  return found;
}

function collector(): { readonly visitor: RdbVisitor; readonly found: ModuleData } {
  const keys = new Map<string, number>();
  const besideKeys = new Set<string>();
  const head = Buffer.alloc(ID_BYTES);
  let filled = 0;
  const visitor: RdbVisitor = {
    valueBytes(bytes, start, end) {
      if (filled === ID_BYTES) return;
      const some = bytes.subarray(start, Math.min(end, start + ID_BYTES - filled));
      head.set(some, filled);
      filled += some.length;
    },
    key({ type }) {
      if (type === MODULE && head[0] === LONG) {
        const name = moduleName(head.readBigUInt64BE(1));
        keys.set(name, (keys.get(name) ?? 0) + 1);
      }
      filled = 0;
    },
    moduleAux: (id) => void besideKeys.add(moduleName(id)),
  };
  return { visitor, found: { keys, besideKeys } };
}
