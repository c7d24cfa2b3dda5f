import type { HoldReason, SafeWay } from '../../../../shared/contract/console.ts';

/** Why a command should not be sent as typed. */
export interface Risk {
  /** Its name, with the subcommand if that matters. */
  readonly command: string;
  readonly reason: HoldReason;
  readonly safeWay: SafeWay | null;
  readonly setting?: { readonly name: string; readonly value: string };
}

/** DEBUG subcommands that only read. */
const harmlessDebug = new Set([
  '',
  'HELP',
  'OBJECT',
  'DIGEST',
  'DIGEST-VALUE',
  'HTSTATS',
  'HTSTATS-KEY',
  'LISTPACK',
  'ZIPLIST',
  'QUICKLIST',
  'SDSLEN',
  'STRINGMATCH-LEN',
  'PROTOCOL',
  'LOG',
]);

type Check = (args: readonly string[]) => Omit<Risk, 'command'> | null;

const always =
  (reason: HoldReason, safeWay: SafeWay | null): Check =>
  () => ({ reason, safeWay });
const forFirst =
  (names: readonly string[], reason: HoldReason): Check =>
  ([first = '']) =>
    names.includes(first.toUpperCase()) ? { reason, safeWay: 'backup' } : null;
const unless =
  (isHarmless: (args: readonly string[]) => boolean, check: Check): Check =>
  (args) =>
    isHarmless(args) ? null : check(args);

const isDetaching = ([host = '', port = '']: readonly string[]) =>
  host.toUpperCase() === 'NO' && port.toUpperCase() === 'ONE';
const replaces = unless(isDetaching, always('replaces-data', 'backup'));

const checks: Readonly<Record<string, Check>> = {
  FLUSHALL: always('deletes-all-keys', 'flush'),
  FLUSHDB: always('deletes-database', 'flush'),
  SHUTDOWN: unless(([first = '']) => first.toUpperCase() === 'ABORT', always('stops-server', 'stop')),
  CONFIG: (args) => (args[0]?.toUpperCase() === 'SET' ? riskOfSettings(args.slice(1)) : null),
  DEBUG: unless(([first = '']) => harmlessDebug.has(first.toUpperCase()), always('uses-debug', 'backup')),
  SWAPDB: always('swaps-databases', 'backup'),
  REPLICAOF: replaces,
  SLAVEOF: replaces,
  FAILOVER: unless(([first = '']) => first.toUpperCase() === 'ABORT', always('replaces-data', 'backup')),
  FUNCTION: (args) => {
    const isReplacing = args[0]?.toUpperCase() === 'RESTORE' && args.some((arg) => arg.toUpperCase() === 'FLUSH');
    return isReplacing
      ? { reason: 'deletes-functions', safeWay: 'backup' }
      : forFirst(['FLUSH', 'DELETE'], 'deletes-functions')(args);
  },
  CLUSTER: forFirst(['RESET', 'FLUSHSLOTS', 'FLUSHSLOT', 'DELSLOTS', 'DELSLOTSRANGE', 'FORGET'], 'resets-cluster'),
  EVAL: ([script = '']) => riskOfScript(script),
};

/** With the subcommand, if the name alone says too little. */
const named = new Set(['CONFIG', 'DEBUG', 'FUNCTION', 'CLUSTER']);

/**
 * The risk of a command that can lose data; null without a known risk.
 * @param name its original name in capitals
 */
export function riskOf(name: string, args: readonly string[]): Risk | null {
  const found = Object.hasOwn(checks, name) ? checks[name]?.(args) : null;
  if (!found) return null;
  const command = named.has(name) ? `${name} ${args[0]?.toUpperCase() ?? ''}` : name;
  return { command: found.setting ? `${command} ${found.setting.name}` : command, ...found };
}

/** CONFIG SET takes several pairs since Redis 7. */
function riskOfSettings(pairs: readonly string[]): Omit<Risk, 'command'> | null {
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const name = (pairs[at] ?? '').toLowerCase();
    const value = pairs[at + 1] ?? '';
    const reason = riskOfSetting(name, value);
    if (reason !== null) return { reason, safeWay: 'settings', setting: { name, value } };
  }
  return null;
}

function riskOfSetting(name: string, value: string): HoldReason | null {
  if (name === 'appendonly' && value.toLowerCase() === 'no') return 'turns-persistence-off';
  if (name === 'save' && value.trim() === '') return 'turns-persistence-off';
  if (name === 'dir' || name === 'dbfilename' || name === 'appendfilename' || name === 'appenddirname') {
    return 'moves-data-files';
  }
  return null;
}

/** Commands that a script may call on more keys than it names. */
const deleting = /\b(flushall|flushdb|swapdb)\b/i;

function riskOfScript(script: string): Omit<Risk, 'command'> | null {
  return deleting.test(script) ? { reason: 'script-may-delete', safeWay: 'backup' } : null;
}
