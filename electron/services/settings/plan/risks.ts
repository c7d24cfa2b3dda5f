import type { Evictions, Risk } from '../../../../shared/contract/settings.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { doubtfulMemory, parseMemory } from '../../../../shared/memory.ts';
import { isLoopbackHost } from '../../ports/loopback.ts';
import { fileValue, words } from '../../redis/conf/conf-values.ts';
import { modeOf, persistenceOf } from '../../redis/conf/persistence-mode.ts';
import { infoNumber, keyspace } from '../../redis/info/info.ts';
import { includeRisks } from './include-risks.ts';
import { replicaRisks } from './replica-risks.ts';
import type { Change, SettingFacts, Target } from './setting-facts.ts';

/** The risks of a plan, with numbers. */
export function risksOf(facts: SettingFacts, changes: readonly Change[], target: Target): readonly Risk[] {
  const changed = new Set(changes.map(({ directive }) => directive));
  const has = (...names: readonly string[]) => names.some((name) => changed.has(name));
  const risks = [
    ...(has('maxmemory', 'maxmemory-policy') ? memoryRisks(facts, changes, target) : []),
    ...(has('databases') ? databaseRisks(facts, target) : []),
    ...(has('save', 'appendonly') ? persistenceRisks(facts, target) : []),
    ...(has('bind', 'requirepass', 'protected-mode') ? accessRisks(facts, target) : []),
    ...(has('maxclients') ? clientRisks(facts, target) : []),
    ...(has('tcp-backlog') ? backlogRisks(facts, target) : []),
    ...(target.text === facts.file.text ? [] : includeRisks(facts, target)),
  ];
  return [...risks, ...replicaRisks(facts, target, risks)];
}

/** Approximate memory of an empty server, which no eviction frees. */
const EMPTY_BYTES = 900_000;

function memoryRisks(facts: SettingFacts, changes: readonly Change[], target: Target): readonly Risk[] {
  const { effective: conf } = target;
  const limit = parseMemory(fileValue(conf, 'maxmemory') ?? '0') ?? 0;
  const policy = (fileValue(conf, 'maxmemory-policy') ?? 'noeviction').toLowerCase();
  const directive = 'maxmemory';
  const doubt = doubtfulMemory(fileValue(conf, 'maxmemory') ?? '0');
  const evictions = evictionsOf(facts, changes, target);
  const risks = memoryRisksOf(facts, evictions, { limit, policy });
  return doubt === null ? risks : [{ directive, level: 'warning', message: doubt }, ...risks];
}

/** How many keys Redis will evict when the plan is applied; null for none. */
export function evictionsOf(
  facts: SettingFacts,
  changes: readonly Change[],
  { effective: conf }: Target,
): Evictions | null {
  if (!changes.some(({ directive }) => directive === 'maxmemory' || directive === 'maxmemory-policy')) return null;
  const limit = parseMemory(fileValue(conf, 'maxmemory') ?? '0') ?? 0;
  const policy = (fileValue(conf, 'maxmemory-policy') ?? 'noeviction').toLowerCase();
  const used = facts.info && infoNumber(facts.info, 'used_memory');
  if (limit === 0 || policy === 'noeviction' || !facts.info || used === null || used <= limit) return null;
  const databases = keyspace(facts.info);
  const keys = databases.reduce((sum, database) => sum + database.keys, 0);
  const expires = databases.reduce((sum, database) => sum + database.expires, 0);
  const candidates = policy.startsWith('volatile-') ? expires : keys;
  const share = Math.min(1, (used - limit) / Math.max(1, used - EMPTY_BYTES));
  const evicted = Math.min(candidates, Math.ceil(keys * share));
  return evicted > 0 ? { keys: evicted, of: keys } : null;
}

function memoryRisksOf(
  facts: SettingFacts,
  evictions: Evictions | null,
  { limit, policy }: { readonly limit: number; readonly policy: string },
): readonly Risk[] {
  const directive = 'maxmemory';
  const total = facts.machine.memoryBytes;
  if (limit === 0) {
    return [{ directive, level: 'warning', message: 'Without a limit Redis may use all memory of this computer.' }];
  }
  const tooLarge: Risk[] =
    limit > total
      ? [
          {
            directive,
            level: 'warning',
            message: `This computer has ${formatBytes(total)} of memory, less than the limit.`,
          },
        ]
      : [];
  const used = facts.info && infoNumber(facts.info, 'used_memory');
  if (!facts.info || used === null || used <= limit) return tooLarge;
  const [inUse, allowed] = [formatBytes(used), formatBytes(limit)];
  if (evictions) {
    const message = `${inUse} are in use, above the new limit of ${allowed}. Redis evicts about ${counted(evictions.keys, 'key')} of ${counted(evictions.of, 'key')}.`;
    return [...tooLarge, { directive, level: 'danger', message }];
  }
  const why = policy === 'noeviction' ? 'noeviction keeps all keys' : `${policy} finds no key with an expiry`;
  const message = `${inUse} are in use, above the new limit of ${allowed}, and ${why}. Redis will refuse writes.`;
  return [...tooLarge, { directive, level: 'warning', message }];
}

function databaseRisks({ info }: SettingFacts, { effective: conf }: Target): readonly Risk[] {
  const count = Number(fileValue(conf, 'databases') ?? 16);
  const lost = (info ? keyspace(info) : []).filter(({ index, keys }) => index >= count && keys > 0);
  return lost.map(({ index, keys }) => ({
    directive: 'databases',
    level: 'blocked',
    message: `db${index} holds ${counted(keys, 'key')} that would become unreachable, and Redis would refuse to start. Move or delete them first, or keep at least ${index + 1} databases.`,
  }));
}

function persistenceRisks(facts: SettingFacts, { effective: conf }: Target): readonly Risk[] {
  const [before, after] = [modeOf(persistenceOf(facts.effective)), modeOf(persistenceOf(conf))];
  if (after !== 'none' || before === 'none') return [];
  if (!facts.running) {
    const message =
      'The next start loads the snapshot on disk. Later writes are in memory only and are lost when the instance stops or restarts.';
    return [{ directive: 'save', level: 'danger', message }];
  }
  const keys = facts.info && keyspace(facts.info).reduce((sum, database) => sum + database.keys, 0);
  const held = keys === null ? 'All keys are' : keys === 1 ? '1 key is' : `${counted(keys, 'key')} are`;
  const message = `${held} then in memory only: a stop or restart loses them. A last snapshot is saved and kept under another name.`;
  return [{ directive: 'save', level: 'danger', message }];
}

function accessRisks(facts: SettingFacts, { effective: conf, published }: Target): readonly Risk[] {
  const password = fileValue(conf, 'requirepass') ?? '';
  const addresses = published ? [published.host] : words(fileValue(conf, 'bind') ?? '*');
  const beyond = addresses.filter((address) => !isLoopbackHost(address.replace(/^-/, '')));
  if (beyond.length === 0) return [];
  const where = beyond.join(', ');
  if (password === '') {
    const protects = !published && (fileValue(conf, 'protected-mode') ?? 'yes').toLowerCase() === 'yes';
    const end = protects ? 'Protected mode will refuse other computers; set a password.' : 'Set a password.';
    const message = `It will listen on ${where} without a password: anyone who can reach this computer could read and change all data. ${end}`;
    return [{ directive: 'bind', level: 'warning', message }];
  }
  if (!facts.published) return [];
  return [
    {
      directive: 'bind',
      level: 'warning',
      message: `Other containers can reach it on ${where} as well.`,
    },
  ];
}

function clientRisks({ info }: SettingFacts, { effective: conf }: Target): readonly Risk[] {
  const limit = Number(fileValue(conf, 'maxclients') ?? 10_000);
  const connected = info && infoNumber(info, 'connected_clients');
  if (connected === null || connected <= limit) return [];
  const message = `${counted(connected, 'client')} are connected, more than the new limit. They stay connected, but Redis refuses new ones.`;
  return [{ directive: 'maxclients', level: 'warning', message }];
}

function backlogRisks({ machine }: SettingFacts, { effective: conf }: Target): readonly Risk[] {
  const wanted = Number(fileValue(conf, 'tcp-backlog') ?? 511);
  const { longestBacklog } = machine;
  if (longestBacklog === null || wanted <= longestBacklog) return [];
  const message = `The system allows ${longestBacklog}, so the queue is no longer than that. Raise net.core.somaxconn first.`;
  return [{ directive: 'tcp-backlog', level: 'warning', message }];
}
