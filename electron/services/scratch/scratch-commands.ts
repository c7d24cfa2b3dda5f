/**
 * Commands that hold no data, each with the first Redis that has it: they connect to other servers, run programs, write
 * files elsewhere, lock us out or end the server. An AOF that a stranger wrote may contain any of them, and Redis runs
 * whatever its AOF contains. Renamed to nothing, they make the load end with "Unknown command".
 *
 * FUNCTION is not among them: Redis 7 writes FUNCTION LOAD into its AOF. EVAL is: from Redis 5 on an AOF contains what a
 * script did, not the script.
 * @see https://github.com/redis/redis/blob/7.0/src/config.c rename-command fails for a command that does not exist
 */
const forbidden: readonly (readonly [command: string, since: number])[] = [
  ['MIGRATE', 2.6],
  ['SLAVEOF', 1],
  ['REPLICAOF', 5],
  ['SYNC', 1],
  ['PSYNC', 2.8],
  ['FAILOVER', 6.2],
  ['CLUSTER', 3],
  ['MODULE', 4],
  ['CONFIG', 2],
  ['ACL', 6],
  ['DEBUG', 1],
  ['SHUTDOWN', 1],
  ['BGSAVE', 1],
  ['BGREWRITEAOF', 1.2],
  ['MONITOR', 1],
  ['SCRIPT', 2.6],
  ['EVAL', 2.6],
  ['EVALSHA', 2.6],
  ['EVAL_RO', 7],
  ['EVALSHA_RO', 7],
  ['FCALL', 7],
  ['FCALL_RO', 7],
];

/** The commands that a scratch server of a version does not have. */
export function forbiddenCommands(version: string): readonly string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return forbidden.filter(([, since]) => major + minor / 10 >= since).map(([command]) => command);
}

export function isForbidden(command: string): boolean {
  return command === 'SAVE' || forbidden.some(([name]) => name === command);
}

/** Commands that Redis, Valkey and their bundled modules write into an AOF: they change keys and nothing else. */
const data = new Set(
  `SELECT MULTI EXEC PUBLISH SPUBLISH FUNCTION FLUSHALL FLUSHDB SWAPDB MOVE COPY DEL UNLINK RENAME RENAMENX PERSIST EXPIRE
EXPIREAT PEXPIRE PEXPIREAT RESTORE RESTORE-ASKING SORT APPEND BITFIELD BITOP DECR DECRBY GETDEL GETEX GETSET INCR INCRBY
INCRBYFLOAT MSET MSETNX PSETEX SET SETBIT SETEX SETNX SETRANGE MSETEX DELEX DELIFEQ HDEL HINCRBY HINCRBYFLOAT HMSET HSET
HSETNX HSETEX HGETDEL HGETEX HEXPIRE HEXPIREAT HPEXPIRE HPEXPIREAT HPERSIST BLMOVE BLMPOP BLPOP BRPOP BRPOPLPUSH LINSERT
LMOVE LMPOP LPOP LPUSH LPUSHX LREM LSET LTRIM RPOP RPOPLPUSH RPUSH RPUSHX SADD SDIFFSTORE SINTERSTORE SMOVE SPOP SREM
SUNIONSTORE BZMPOP BZPOPMAX BZPOPMIN ZADD ZDIFFSTORE ZINCRBY ZINTERSTORE ZMPOP ZPOPMAX ZPOPMIN ZRANGESTORE ZREM
ZREMRANGEBYLEX ZREMRANGEBYRANK ZREMRANGEBYSCORE ZUNIONSTORE XACK XADD XAUTOCLAIM XCLAIM XDEL XGROUP XREADGROUP XSETID XTRIM
XACKDEL XDELEX GEOADD GEORADIUS GEORADIUSBYMEMBER GEOSEARCHSTORE PFADD PFCOUNT PFMERGE VADD VREM VSETATTR`.split(/\s+/),
);

/** Whether a command changes keys and can do nothing else. */
export function isDataCommand(command: string): boolean {
  return data.has(command);
}

/** Why a server that loads an AOF refuses one of its commands. */
export function refusedCommand(command: string): string {
  const name = command.toUpperCase();
  const why = scripts.has(name)
    ? 'a script that would run on this computer. Redis 4 and older wrote scripts into their AOF: there, run BGREWRITEAOF and copy the file again'
    : 'a command that changes the server or connects to other servers';
  return `its AOF contains ${name}, ${why}. It was not run`;
}

const scripts = new Set(['EVAL', 'EVALSHA', 'EVAL_RO', 'EVALSHA_RO', 'FCALL', 'FCALL_RO', 'SCRIPT']);
