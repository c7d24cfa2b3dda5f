import type { RdbCursor } from './rdb-cursor.ts';
import type { RdbError } from './rdb-error.ts';
import { NEWEST_VERSION, opcode, type RdbFlavour } from './rdb-format.ts';

/** A type of module values that no release wrote. */
const PRE_RELEASE_TYPE = 6;

/**
 * The opcodes of Dragonfly's own format. Redis uses none of them.
 * @see https://github.com/dragonflydb/dragonfly/blob/v1.34.0/src/server/rdb_extensions.h
 */
const dragonflyOpcodes = { first: 200, last: 240 };

/** Why the entry at the cursor cannot be read: a newer version, a pre-release, another program, or damage. */
export function unknownEntry(cursor: RdbCursor, flavour: RdbFlavour, version: number, byte: number): RdbError {
  if (byte === PRE_RELEASE_TYPE || byte === opcode.functionPreRelease) {
    return cursor.fail(`an entry of a type that only a pre-release of Redis wrote (${byte})`, 'unsupported');
  }
  if (byte >= dragonflyOpcodes.first && byte <= dragonflyOpcodes.last) {
    return cursor.fail(`an entry of the format of Dragonfly (${byte}), which Redis cannot load`, 'unsupported');
  }
  const format = `version ${version} of the RDB format${flavour === 'valkey' ? ' (Valkey)' : ''}`;
  return version > NEWEST_VERSION[flavour]
    ? cursor.fail(
        `${format} is newer than this app supports and has an entry of an unknown type (${byte})`,
        'unsupported',
      )
    : cursor.fail(`${format} has no entry type ${byte}`);
}
