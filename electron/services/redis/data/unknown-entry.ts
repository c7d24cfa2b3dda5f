import type { RdbCursor } from './rdb-cursor.ts';
import type { RdbError } from './rdb-error.ts';
import { NEWEST_VERSION, opcode, type RdbFlavour } from './rdb-format.ts';

/** A type of module values that no release wrote. */
const PRE_RELEASE_TYPE = 6;

/**
 * The opcodes of Dragonfly's own format, which has the RDB version of Redis 5. Redis uses none of them.
 * @see https://github.com/dragonflydb/dragonfly/blob/v1.34.0/src/server/rdb_extensions.h
 */
const dragonfly = { version: 9, first: 200, last: 240 };

/** The tasks of KEYDB.CRON, in the RDB version of Redis 5. */
const keydbCron = { version: 9, type: 64 };

/** Why the entry at the cursor cannot be read: a newer version, a pre-release, another program, or damage. */
export function unknownEntry(cursor: RdbCursor, flavour: RdbFlavour, version: number, byte: number): RdbError {
  if (byte === PRE_RELEASE_TYPE || byte === opcode.functionPreRelease) {
    return cursor.fail(`an entry of a type that only a pre-release of Redis wrote (${byte})`, 'unsupported');
  }
  const format = `version ${version} of the RDB format${flavour === 'valkey' ? ' (Valkey)' : ''}`;
  if (version > NEWEST_VERSION[flavour]) {
    const problem = `${format} is newer than this app supports and has an entry of an unknown type (${byte})`;
    return cursor.fail(problem, 'unsupported');
  }
  const isDragonfly = version === dragonfly.version && byte >= dragonfly.first && byte <= dragonfly.last;
  const isKeydb = version === keydbCron.version && byte === keydbCron.type;
  const other = isDragonfly ? 'Dragonfly' : isKeydb ? 'KeyDB' : null;
  // Damage can look the same.
  return cursor.fail(`${format} has no entry type ${byte}${other === null ? '' : `, but the one of ${other} has`}`);
}
