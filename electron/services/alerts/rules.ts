import type { AlertRule } from '../../../shared/contract/alert.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { counted } from '../../../shared/format/count.ts';
import { infoNumber } from '../redis/info/info.ts';
import { nextRun } from '../schedules/next-run.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An alert of memory ends this much below what raised it, and one of hits this much above, in percent of 100. */
const MARGIN = 5;

type Rule = (facts: Facts, now: Date) => readonly Finding[];

/** What the rules find of one instance. Computes only; everything was gathered before. */
export function findings(facts: Facts, now: Date): readonly Finding[] {
  return [memory, eviction, hitRate, persistence, down, backupOverdue, proofFailed].flatMap((rule) => rule(facts, now));
}

const memory: Rule = ({ status, rules }) => {
  const { usedBytes, limitBytes } = status.memory;
  if (!rules.memory.on || usedBytes === null || !limitBytes) return [];
  const percent = (usedBytes / limitBytes) * 100;
  if (percent < rules.memory.percent - MARGIN) return [];
  const refuses = status.problem?.code === 'OUT_OF_MEMORY';
  return [
    {
      ...of(status.id, 'memory', percent < rules.memory.percent ? 'keep' : 'raise'),
      level: refuses ? 'fail' : 'warn',
      title: `Memory of ${status.id} is ${Math.floor(percent)} % full`,
      detail: `${formatBytes(usedBytes)} of ${formatBytes(limitBytes)}${refuses ? ', and writes are refused' : ''}. Raise maxmemory, or delete keys.`,
    },
  ];
};

const eviction: Rule = ({ status, rules, evictedPerSecond, info }) => {
  if (!rules.eviction.on || !evictedPerSecond) return [];
  const policy = info?.get('maxmemory_policy') ?? 'its policy';
  const rate = evictedPerSecond < 10 ? `${evictedPerSecond.toFixed(1)} keys` : counted(evictedPerSecond, 'key');
  return [
    {
      ...of(status.id, 'eviction', 'raise'),
      level: 'warn',
      title: `${status.id} evicts keys`,
      detail: `${rate} a second, by ${policy}: its memory is full. Raise maxmemory if these keys are needed.`,
    },
  ];
};

const hitRate: Rule = ({ status, rules: { hitRate: rule }, lookups }) => {
  if (!rule.on || !lookups) return [];
  const all = lookups.hits + lookups.misses;
  const percent = (lookups.hits / all) * 100;
  if (all < rule.lookups || percent >= Math.min(100, rule.belowPercent + MARGIN)) return [];
  return [
    {
      ...of(status.id, 'hit-rate', percent < rule.belowPercent ? 'raise' : 'keep'),
      level: 'warn',
      title: `Only ${Math.floor(percent)} % of the lookups on ${status.id} find their key`,
      detail: `Of ${counted(all, 'lookup')} in ${rule.minutes} min, below ${rule.belowPercent} %. Keys may expire too early, be evicted, or be asked for under another name.`,
    },
  ];
};

const persistence: Rule = ({ status, rules, info }, now) => {
  if (!rules.persistence.on || !info || info.get('loading') === '1') return [];
  const found = (level: 'warn' | 'fail', title: string, detail: string): readonly Finding[] => [
    { ...of(status.id, 'persistence', 'raise'), level, title, detail },
  ];
  const { id, persistence: kept } = status;
  const aof = info.get('aof_enabled') === '1';
  const look = 'Its log says why; often the disk is full.';
  if (aof && (info.get('aof_last_write_status') ?? 'ok') !== 'ok') {
    return found('fail', `${id} cannot write its AOF`, `What is written now is lost at the next end. ${look}`);
  }
  if (kept.mode !== 'none' && (info.get('rdb_last_bgsave_status') ?? 'ok') !== 'ok') {
    return found('fail', `The last save of ${id} failed`, `Its data on disk is older than it should be. ${look}`);
  }
  if (aof && (info.get('aof_last_bgrewrite_status') ?? 'ok') !== 'ok') {
    return found('warn', `The last AOF rewrite of ${id} failed`, `The file goes on growing. ${look}`);
  }
  const changes = infoNumber(info, 'rdb_changes_since_last_save') ?? 0;
  const savedAt = (infoNumber(info, 'rdb_last_save_time') ?? 0) * 1000;
  const hours = Math.floor((now.getTime() - savedAt) / HOUR_MS);
  if (aof || kept.mode !== 'rdb' || changes === 0 || savedAt === 0 || hours < rules.persistence.hours) return [];
  return found(
    'warn',
    `${id} was last saved ${hours} hours ago`,
    `${counted(changes, 'change')} since then would be lost in a crash. Back it up, or have it save more often.`,
  );
};

const down: Rule = ({ status, rules, busy }) => {
  const { id, state, problem } = status;
  if (!rules.down.on || !problem) return [];
  // An engine that does not answer is told once, not for each of its instances; full memory has a rule of its own.
  if (problem.code === 'ENGINE_UNREACHABLE' || (problem.code === 'OUT_OF_MEMORY' && status.uptimeSeconds !== null)) {
    return [];
  }
  const ended = problem.code === 'CRASHED' || problem.code === 'OUT_OF_MEMORY' || problem.code === 'CONTAINER_GONE';
  if (state !== 'unhealthy' && !ended) return [];
  const title = ended ? `${id} is down` : `${id} does not work`;
  const detail = problem.fix === null ? problem.message : `${problem.message} ${problem.fix}`;
  return [{ ...of(id, 'down', busy ? 'keep' : 'raise'), level: 'fail', title, detail }];
};

const backupOverdue: Rule = ({ status, rules: { backupOverdue: rule }, backups, schedules, madeAt }, now) => {
  const { id } = status;
  if (!rule.on || backups === null || madeAt === null || status.state === 'missing') return [];
  const last = backups.find(({ damaged, reason }) => !damaged && (reason === 'manual' || reason === 'scheduled'));
  const since = last ? Date.parse(last.createdAt) : madeAt.getTime();
  const ago = last ? `Its last backup is ${shownSince(since, now)} old.` : 'There is no backup of it yet.';
  const found = (detail: string): readonly Finding[] => [
    { ...of(id, 'backup-overdue', 'raise'), level: 'warn', title: `A backup of ${id} is overdue`, detail },
  ];
  const own = schedules.filter(({ enabled, instance }) => enabled && (instance ?? (id === MAIN ? null : id)) === id);
  for (const { when, createdAt } of own) {
    const due = nextRun(when, new Date(Math.max(since, Date.parse(createdAt))));
    if (due && now.getTime() - due.getTime() > rule.hours * HOUR_MS) {
      return found(`${ago} Its schedule should have taken one ${shownSince(due.getTime(), now)} ago.`);
    }
  }
  if (own.length > 0 || !hasKeys(status.databases) || now.getTime() - since < rule.days * DAY_MS) return [];
  return found(`${ago} Back it up, or let a schedule do it.`);
};

const proofFailed: Rule = ({ status: { id }, rules, backups }) => {
  const proven = backups?.find(({ proof }) => proof !== null);
  if (!rules.proofFailed.on || !proven?.proof || proven.proof.ok) return [];
  return [
    {
      ...of(id, 'proof-failed', 'raise'),
      level: 'fail',
      title: `The newest proof of a backup of ${id} failed`,
      detail: `${proven.name}: ${proven.proof.message} Take another backup and prove it.`,
    },
  ];
};

/** A day and more in days, less in hours. */
function shownSince(then: number, now: Date): string {
  const hours = Math.max(0, Math.floor((now.getTime() - then) / HOUR_MS));
  return hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}

function hasKeys(databases: readonly { readonly keys: number }[]): boolean {
  return databases.some(({ keys }) => keys > 0);
}

function of(instance: string, rule: AlertRule, strength: Finding['strength']) {
  return { id: `${rule}:${instance}`, rule, instance, strength } as const;
}
