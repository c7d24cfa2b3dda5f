import type { MemoryReport } from '../../../../shared/contract/server.ts';
import { clientRole, parseClientList } from '../../redis/info/client-list.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import { OWN_CONNECTION_NAME } from '../../redis/own-use/own-counters.ts';
import { askAll, boundedText, runningServer, type ServerDeps } from '../ask-server.ts';
import { boundedAdvice } from './latency.ts';

const MAX_STATS = 200;
const MAX_VALUE = 300;

/** Parts of the used memory in MEMORY STATS. `db.N` is added for each database. */
const uses: Readonly<Record<string, string>> = {
  'dataset.bytes': 'data',
  'startup.allocated': 'startup',
  'replication.backlog': 'replication-backlog',
  'clients.slaves': 'replica-clients',
  'clients.normal': 'clients',
  'cluster.links': 'cluster-links',
  'aof.buffer': 'aof-buffer',
  'lua.caches': 'scripts',
  'functions.caches': 'functions',
};
/** The tables of keys and expiries. */
const KEY_TABLES = 'key-tables';

/** How a server uses its memory. @throws AppError NOT_FOUND, NOT_RUNNING */
export async function memoryReport(deps: ServerDeps, id: string): Promise<MemoryReport> {
  const { link } = await runningServer(deps, id);
  const { info, doctor, stats, list } = await askAll(id, link, {
    info: ['INFO', 'memory'],
    doctor: ['MEMORY', 'DOCTOR'],
    stats: ['MEMORY', 'STATS'],
    list: ['CLIENT', 'LIST'],
  });
  const fields = parseInfo(String(info.reply ?? ''));
  const number = (name: string) => infoNumber(fields, name);
  const pairs = stats.refused ? [] : flatPairs(stats.reply);
  const used = number('used_memory');
  return {
    id,
    at: new Date().toISOString(),
    usedBytes: used,
    peakBytes: number('used_memory_peak'),
    residentBytes: number('used_memory_rss'),
    limitBytes: number('maxmemory') || null,
    policy: textOrNull(fields.get('maxmemory_policy')),
    allocator: textOrNull(fields.get('mem_allocator')),
    fragmentation: number('mem_fragmentation_ratio'),
    fragmentationBytes: number('mem_fragmentation_bytes'),
    usage: usageOf(pairs, used),
    clients: list.refused ? [] : clientMemory(String(list.reply)),
    stats: { value: stats.refused ? null : pairs.slice(0, MAX_STATS), refused: stats.refused },
    doctor: { value: doctor.refused ? null : boundedAdvice(doctor.reply), refused: doctor.refused },
  };
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : boundedText(text, MAX_VALUE);
}

type Pair = MemoryReport['stats']['value'] extends (infer P)[] | null ? P : never;

/** Alternating names and values, in which a value may be such a list: `db.0` becomes `db.0.overhead…`. */
function flatPairs(reply: unknown, prefix = ''): Pair[] {
  if (!Array.isArray(reply)) return [];
  const pairs: Pair[] = [];
  for (let index = 0; index + 1 < reply.length && pairs.length < MAX_STATS; index += 2) {
    const name = `${prefix}${boundedText(reply[index], MAX_VALUE)}`;
    const value: unknown = reply[index + 1];
    if (Array.isArray(value)) pairs.push(...flatPairs(value, `${name}.`));
    else pairs.push({ name, value: boundedText(value, MAX_VALUE) });
  }
  return pairs;
}

function usageOf(pairs: readonly Pair[], used: number | null): MemoryReport['usage'] {
  const sums = new Map<string, number>();
  for (const { name, value } of pairs) {
    const use = uses[name] ?? (/^db\.\d+\.overhead\./.test(name) ? KEY_TABLES : null);
    const bytes = Number(value);
    if (use !== null && bytes > 0) sums.set(use, (sums.get(use) ?? 0) + bytes);
  }
  return [...sums]
    .map(([use, bytes]) => ({ use, bytes, share: used ? bytes / used : null }))
    .sort((a, b) => b.bytes - a.bytes);
}

function clientMemory(list: string): MemoryReport['clients'] {
  const sums = new Map<string, number>();
  for (const { name, flags, memoryBytes, queryBytes, outputBytes } of parseClientList(list)) {
    const kind = name === OWN_CONNECTION_NAME ? 'own' : clientRole(flags);
    sums.set(kind, (sums.get(kind) ?? 0) + (memoryBytes ?? queryBytes + outputBytes));
  }
  return [...sums].map(([kind, bytes]) => ({ kind, bytes })).sort((a, b) => b.bytes - a.bytes);
}
