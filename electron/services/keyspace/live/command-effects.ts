import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { EffectTarget, Sizing } from './effect-target.ts';
import type { KeptArguments, StreamCommand } from './stream-parser.ts';

type Effect = (target: EffectTarget, command: StreamCommand) => void;

interface CommandEffect extends KeptArguments {
  readonly apply: Effect;
}

/** An element of a packed value has a header and a trailer of about a byte each. */
const ELEMENT_BYTES = 2;
/** Options come first, except for the `STORE` of SORT, and are words and numbers. */
const OPTIONS = 32;
const OPTION_BYTES = 64;
/** For commands whose keys may be any argument. Bounds their memory; a key beyond it is found by the next full copy. */
const ANY = { isKey: () => false, texts: 1024, textBytes: 16_384 } as const;

const effects = new Map<string, CommandEffect>();

function define(names: string, isKey: KeptArguments['isKey'], apply: Effect, texts = OPTIONS): void {
  for (const name of names.split(' ')) effects.set(name, { isKey, texts, textBytes: OPTION_BYTES, apply });
}

const none = () => false;
const first = (position: number) => position === 0;
const second = (position: number) => position === 1;
const firstTwo = (position: number) => position < 2;
const every = () => true;

const ignore: Effect = () => undefined;
const ask =
  (sizing: Sizing, position = 0): Effect =>
  (target, command) =>
    target.ask(argument(command, position), sizing);
const grow =
  (type: KeyType): Effect =>
  (target, command) =>
    target.grow(argument(command, 0), type, addedBytes(command));
/** The last element may be removed, and with it the key. */
const shrink: Effect = (target, command) => target.ask(argument(command, 0), 'keep');
/** `numkeys key …` at a position. */
const askNumbered =
  (position: number): Effect =>
  (target, command) => {
    const count = numberAt(command, position) ?? 0;
    for (let at = position + 1; at <= position + count && at < command.args.length; at++) {
      const key = wholeArgument(command, at);
      if (key) target.ask(key, 'keep');
    }
  };

// Not listed in the stream: commands that a server rewrites first, such as SPOP to SREM, EXPIRE to PEXPIREAT, or
// blocking commands to plain ones. Older versions send some unchanged, so these are here too.
define('ping replconf multi exec discard publish spublish script touch pfcount pfdebug object', none, ignore);
define('xdel xtrim xack xclaim xautoclaim xsetid xreadgroup xackdel xdelex', none, ignore);
define('select', none, (target, command) => target.select(numberAt(command, 0) ?? 0));
define('function', none, (target) => target.functionsChanged());
define('flushdb', none, (target) => target.clear('current'));
define('flushall', none, (target) => target.clear('all'));
define('swapdb', none, (target, command) => target.swapDatabases(numberAt(command, 0) ?? 0, numberAt(command, 1) ?? 0));

define('del unlink', every, (target, { args }) => {
  for (const key of args) if (key) target.remove(key);
});
define('getdel', first, (target, command) => target.remove(argument(command, 0)));
define('persist', first, (target, command) => target.expire(argument(command, 0), -1));
define('pexpireat', first, (target, command) => expireAt(target, command, 1));
define('expireat', first, (target, command) => expireAt(target, command, 1000));
define('expire pexpire getex', first, ask('keep'));
define('rename renamenx', firstTwo, (target, command) => target.move(argument(command, 0), null, argument(command, 1)));
define('move', first, (target, command) => {
  const key = argument(command, 0);
  target.move(key, numberAt(command, 1), key);
});
define('copy', firstTwo, (target, command) => {
  const database = optionAfter(command, 2, 'db');
  target.copy(argument(command, 0), database === null ? null : Number(database), argument(command, 1));
});
define('restore restore-asking', first, restore);
define('sort georadius georadiusbymember', every, (target, { args }) => {
  const words = args.map((text) => text?.toString('latin1').toLowerCase());
  const at = words.findLastIndex((word) => word === 'store' || word === 'storedist');
  const key = at === -1 ? null : args[at + 1];
  if (key) target.ask(key, 'memory');
});

define('set', first, set);
define('setnx getset', first, (target, command) =>
  target.set(argument(command, 0), 'string', command.lengths[1] ?? 0, -1),
);
define('setex psetex', first, (target, command) => {
  target.set(argument(command, 0), 'string', command.lengths[2] ?? 0, null);
  target.ask(argument(command, 0), 'keep');
});
define('mset msetnx', (position) => position % 2 === 0, mset, Number.POSITIVE_INFINITY);
define('append', first, grow('string'));
define('incr decr incrby decrby incrbyfloat', first, (target, command) =>
  target.grow(argument(command, 0), 'string', 0),
);
define('setrange setbit bitfield pfadd', first, (target, command) => {
  target.grow(argument(command, 0), 'string', 0);
  target.ask(argument(command, 0), 'strlen');
});
define('pfmerge', first, ask('strlen'));
define('bitop', second, ask('strlen', 1));

define('lpush rpush lpushx rpushx linsert', first, grow('list'));
define('lset', first, (target, command) => target.grow(argument(command, 0), 'list', 0));
define('lpop rpop lrem ltrim', first, shrink);
define('rpoplpush brpoplpush lmove blmove', firstTwo, (target, command) => {
  target.ask(argument(command, 0), 'keep');
  target.grow(argument(command, 1), 'list', 0);
});
define('lmpop zmpop', every, askNumbered(0));
define('blmpop bzmpop', every, askNumbered(1));

define('sadd', first, grow('set'));
define('srem spop', first, shrink);
define('smove', firstTwo, (target, command) => {
  target.ask(argument(command, 0), 'keep');
  target.grow(argument(command, 1), 'set', command.lengths[2] ?? 0);
});
define('sunionstore sinterstore sdiffstore', first, ask('memory'));

define('zadd zincrby geoadd', first, grow('zset'));
define('zrem zremrangebyscore zremrangebyrank zremrangebylex zpopmin zpopmax', first, shrink);
define('zunionstore zinterstore zdiffstore zrangestore geosearchstore', first, ask('memory'));

define('hset hmset hsetnx hincrby hincrbyfloat', first, grow('hash'));
define('hdel hgetdel hgetex hsetex hexpire hpexpire hexpireat hpexpireat hpersist', first, shrink);

define('xadd', first, grow('stream'));
define('xgroup', second, (target, command) => {
  if (optionAfter(command, 4, 'mkstream') !== null) target.grow(argument(command, 1), 'stream', 0);
});

// Scripts arrive as their commands. Only Redis before 7 can be configured to send the script instead.
for (const name of ['eval', 'evalsha', 'fcall']) effects.set(name, { ...ANY, apply: askNumbered(1) });

const unknown: CommandEffect = { ...ANY, apply: (target, command) => target.unknown(command) };

/** The effect of a command, and the arguments that it needs. */
export function effectOf(name: string): CommandEffect {
  return effects.get(name) ?? unknown;
}

function set(target: EffectTarget, command: StreamCommand): void {
  const key = argument(command, 0);
  let expireAtMs: number | null = -1;
  let isRelative = false;
  for (let at = 2; at < command.args.length; at++) {
    const word = textAt(command, at);
    if (word === 'keepttl') expireAtMs = null;
    else if (word === 'pxat') expireAtMs = numberAt(command, at + 1);
    else if (word === 'exat') expireAtMs = 1000 * (numberAt(command, at + 1) ?? 0);
    else if (word === 'px' || word === 'ex') isRelative = true;
  }
  target.set(key, 'string', command.lengths[1] ?? 0, expireAtMs);
  if (isRelative) target.ask(key, 'keep');
}

function mset(target: EffectTarget, { args, lengths }: StreamCommand): void {
  for (let at = 0; at < args.length; at += 2) {
    const key = args[at];
    if (key) target.set(key, 'string', lengths[at + 1] ?? 0, -1);
  }
}

/** `RESTORE key ttl value …`: the value is a type byte, the serialised value, the RDB version and a CRC-64. */
function restore(target: EffectTarget, command: StreamCommand): void {
  const key = argument(command, 0);
  const ttl = numberAt(command, 1);
  const typeByte = command.args[2]?.[0];
  if (typeByte === undefined) {
    target.ask(key, 'memory');
    return;
  }
  target.restore(key, typeByte, Math.max(0, (command.lengths[2] ?? 0) - 11), ttl || -1);
  if (ttl !== 0 && optionAfter(command, 3, 'absttl') === null) target.ask(key, 'keep');
}

function expireAt(target: EffectTarget, command: StreamCommand, unitMs: number): void {
  const at = numberAt(command, 1);
  if (at === null) target.ask(argument(command, 0), 'keep');
  else target.expire(argument(command, 0), Math.max(0, at * unitMs));
}

function argument({ args }: StreamCommand, position: number): Buffer {
  return args[position] ?? Buffer.alloc(0);
}

/** Null if it was truncated, because it is no key then. */
export function wholeArgument({ args, lengths }: StreamCommand, position: number): Buffer | null {
  const content = args[position] ?? null;
  return content?.length === lengths[position] ? content : null;
}

function textAt({ args }: StreamCommand, position: number): string {
  return args[position]?.toString('latin1').toLowerCase() ?? '';
}

function numberAt(command: StreamCommand, position: number): number | null {
  const text = textAt(command, position);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

/** The word after an option; an empty text at the end; null without the option. */
function optionAfter(command: StreamCommand, from: number, option: string): string | null {
  for (let at = from; at < command.args.length; at++) {
    if (textAt(command, at) === option) return textAt(command, at + 1);
  }
  return null;
}

function addedBytes({ bytes, count, lengths }: StreamCommand): number {
  return bytes - (lengths[0] ?? 0) + ELEMENT_BYTES * (count - 1);
}
