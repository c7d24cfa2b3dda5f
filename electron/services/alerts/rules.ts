import type { AlertRule } from '../../../shared/contract/alert.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { counted } from '../../../shared/format/count.ts';
import { isFutureDated } from '../../../shared/future-dated.ts';
import { validityProblem } from '../redis/certificates/certificate.ts';
import { infoNumber } from '../redis/info/info.ts';
import { nextRun } from '../schedules/next-run.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A memory alert resolves this far below its threshold, a hit-rate alert this far above. */
const MARGIN_PERCENTAGE_POINTS = 5;

type Rule = (facts: Facts, now: Date) => readonly Finding[];

/** Evaluates all rules for one instance. Pure: all input is in `facts`. */
export function findings(facts: Facts, now: Date): readonly Finding[] {
  return [
    memory,
    eviction,
    hitRate,
    persistence,
    down,
    backupOverdue,
    verificationFailed,
    branchExpires,
    certificateExpires,
  ].flatMap((rule) => rule(facts, now));
}

const memory: Rule = ({ status, rules }) => {
  const { usedBytes, limitBytes } = status.memory;
  if (!rules.memory.on || usedBytes === null || !limitBytes) return [];
  const percent = (usedBytes / limitBytes) * 100;
  if (percent < rules.memory.percent - MARGIN_PERCENTAGE_POINTS) return [];
  const refusesWrites = status.problem?.code === 'OUT_OF_MEMORY';
  return [
    {
      ...of(status.id, 'memory', percent < rules.memory.percent ? 'keep' : 'raise'),
      level: refusesWrites ? 'fail' : 'warn',
      title: `Memory of ${status.id} is ${Math.floor(percent)} % full`,
      detail: `${formatBytes(usedBytes)} of ${formatBytes(limitBytes)} used${refusesWrites ? '; Redis refuses writes' : ''}. Raise maxmemory or delete keys.`,
    },
  ];
};

const eviction: Rule = ({ status, rules, evictedPerSecond, info }) => {
  if (!rules.eviction.on || !evictedPerSecond) return [];
  const policy = info?.get('maxmemory_policy') ?? 'maxmemory-policy';
  const rate = evictedPerSecond < 10 ? `${evictedPerSecond.toFixed(1)} keys` : counted(evictedPerSecond, 'key');
  return [
    {
      ...of(status.id, 'eviction', 'raise'),
      level: 'warn',
      title: `${status.id} is evicting keys`,
      detail: `${rate} per second (${policy}), because memory is full. Raise maxmemory if you need these keys.`,
    },
  ];
};

const hitRate: Rule = ({ status, rules: { hitRate: rule }, lookups }) => {
  if (!rule.on || !lookups) return [];
  const total = lookups.hits + lookups.misses;
  const percent = (lookups.hits / total) * 100;
  if (total < rule.lookups || percent >= Math.min(100, rule.belowPercent + MARGIN_PERCENTAGE_POINTS)) return [];
  return [
    {
      ...of(status.id, 'hit-rate', percent < rule.belowPercent ? 'raise' : 'keep'),
      level: 'warn',
      title: `Low hit rate on ${status.id}: ${Math.floor(percent)} %`,
      detail: `${counted(total, 'lookup')} in ${rule.minutes} min; the alert threshold is ${rule.belowPercent} %. Keys may expire too early, be evicted, or be requested under the wrong name.`,
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
  const hint = 'The log shows the reason; often the disk is full.';
  if (aof && (info.get('aof_last_write_status') ?? 'ok') !== 'ok') {
    return found('fail', `${id} cannot write its AOF`, `New writes are lost when Redis stops. ${hint}`);
  }
  if (kept.mode !== 'none' && (info.get('rdb_last_bgsave_status') ?? 'ok') !== 'ok') {
    return found('fail', `The last save of ${id} failed`, `The data on disk is out of date. ${hint}`);
  }
  if (aof && (info.get('aof_last_bgrewrite_status') ?? 'ok') !== 'ok') {
    return found('warn', `The last AOF rewrite of ${id} failed`, `The AOF keeps growing. ${hint}`);
  }
  const changes = infoNumber(info, 'rdb_changes_since_last_save') ?? 0;
  const savedAt = (infoNumber(info, 'rdb_last_save_time') ?? 0) * 1000;
  const hours = Math.floor((now.getTime() - savedAt) / HOUR_MS);
  if (aof || kept.mode !== 'rdb' || changes === 0 || savedAt === 0 || hours < rules.persistence.hours) return [];
  return found(
    'warn',
    `${id} was last saved ${hours} hours ago`,
    `A crash would lose ${counted(changes, 'change')}. Back it up, or configure more frequent saves.`,
  );
};

const down: Rule = ({ status, rules, busy }) => {
  const { id, state, problem } = status;
  if (!rules.down.on || !problem) return [];
  // An unreachable engine raises one shared alert instead of one per instance; full memory has its own rule.
  if (problem.code === 'ENGINE_UNREACHABLE' || (problem.code === 'OUT_OF_MEMORY' && status.uptimeSeconds !== null)) {
    return [];
  }
  const ended = problem.code === 'CRASHED' || problem.code === 'OUT_OF_MEMORY' || problem.code === 'CONTAINER_GONE';
  if (state !== 'unhealthy' && !ended) return [];
  const title = ended ? `${id} is down` : `${id} is unhealthy`;
  const detail = problem.fix === null ? problem.message : `${problem.message} ${problem.fix}`;
  return [{ ...of(id, 'down', busy ? 'keep' : 'raise'), level: 'fail', title, detail }];
};

const backupOverdue: Rule = ({ status, rules: { backupOverdue: rule }, backups, schedules, createdAt }, now) => {
  const { id } = status;
  if (!rule.on || backups === null || createdAt === null || status.state === 'missing') return [];
  const own = backups.filter(({ damaged, reason }) => !damaged && (reason === 'manual' || reason === 'scheduled'));
  const last = own.find((backup) => !isFutureDated(backup, now.getTime()));
  const since = last ? Date.parse(last.createdAt) : createdAt.getTime();
  const none = own.length > 0 ? 'Its only backups are dated in the future.' : 'It has no backup yet.';
  const age = last ? `The last backup is ${formatAge(since, now)} old.` : none;
  const found = (detail: string): readonly Finding[] => [
    { ...of(id, 'backup-overdue', 'raise'), level: 'warn', title: `Backup of ${id} is overdue`, detail },
  ];
  const scheduled = schedules.filter(
    ({ enabled, instance }) => enabled && (instance ?? (id === MAIN ? null : id)) === id,
  );
  for (const schedule of scheduled) {
    const due = nextRun(schedule.when, new Date(Math.max(since, Date.parse(schedule.createdAt))));
    if (due && now.getTime() - due.getTime() > rule.hours * HOUR_MS) {
      return found(`${age} A scheduled backup was due ${formatAge(due.getTime(), now)} ago.`);
    }
  }
  if (scheduled.length > 0 || !hasKeys(status.databases) || now.getTime() - since < rule.days * DAY_MS) return [];
  return found(`${age} Back it up or add a schedule.`);
};

const verificationFailed: Rule = ({ status: { id }, rules, backups }) => {
  const verified = backups?.find(({ proof }) => proof !== null);
  if (!rules.proofFailed.on || !verified?.proof || verified.proof.ok) return [];
  return [
    {
      ...of(id, 'proof-failed', 'raise'),
      level: 'fail',
      title: `The latest verification of a backup of ${id} failed`,
      detail: `${verified.name}: ${verified.proof.message} Take another backup and verify it.`,
    },
  ];
};

/** An hour before its expiry; of a branch that lives less than two hours, half of its life. */
const branchExpires: Rule = ({ status: { id }, branch }, now) => {
  if (!branch?.expiresAt) return [];
  const expiresAt = Date.parse(branch.expiresAt);
  const remindAt = expiresAt - Math.min(HOUR_MS, (expiresAt - Date.parse(branch.at)) / 2);
  if (now.getTime() < remindAt || now.getTime() >= expiresAt) return [];
  const at = `${branch.expiresAt.slice(0, 16).replace('T', ' ')} UTC`;
  const detail = `It was copied from ${branch.of ?? branch.from}. It moves to Recently deleted at ${at}. Extend it, or keep it permanently.`;
  return [{ ...of(id, 'branch-expires', 'raise'), level: 'warn', title: `The branch ${id} expires soon`, detail }];
};

/** From 30 days before the end. Clients refuse the server from then on. */
const certificateExpires: Rule = ({ status: { id }, certificate }, now) => {
  const problem = certificate && validityProblem(certificate, now);
  if (!problem) return [];
  const isOver = problem.code !== 'expires-soon';
  const title = isOver ? `The certificate of ${id} is not valid` : `The certificate of ${id} expires soon`;
  const found = of(id, 'certificate-expires', 'raise');
  return [{ ...found, level: isOver ? 'fail' : 'warn', title, detail: problem.message }];
};

/** In hours below 48 hours, else in days. */
function formatAge(then: number, now: Date): string {
  const hours = Math.max(0, Math.floor((now.getTime() - then) / HOUR_MS));
  return hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}

function hasKeys(databases: readonly { readonly keys: number }[]): boolean {
  return databases.some(({ keys }) => keys > 0);
}

function of(instance: string, rule: AlertRule, strength: Finding['strength']) {
  return { id: `${rule}:${instance}`, rule, instance, strength } as const;
}
