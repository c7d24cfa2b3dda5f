import { isAppError } from '../../../../shared/contract/errors.ts';
import type { SlowEntry, SlowGroup, SlowLogReport } from '../../../../shared/contract/server.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { parseSlowLog } from '../../redis/slow-log/slow-commands.ts';
import { askAll, runningServer, type ServerDeps } from '../ask-server.ts';
import { readLineLog } from '../history/line-log.ts';
import { lineOf, MAX_ENTRIES, parseSlowLine, type SlowLine } from '../history/slow-log-history.ts';

const DAY_MS = 24 * 3600_000;
/** Entries that one report counts. */
const MAX_COUNTED = 20_000;
const MAX_GROUPS = 200;

export interface SlowLogInput {
  readonly id: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Entries to list. */
  readonly limit: number;
}

/**
 * The slow commands of a time range, by default the last 24 hours: the recorded ones, and those of the server that no
 * client recorded yet. Also for a stopped server. @throws AppError NOT_FOUND, FILE_UNREADABLE
 */
export async function slowLogReport(deps: ServerDeps, input: SlowLogInput): Promise<SlowLogReport> {
  const { id } = await requireInstance(deps, input.id);
  const toMs = input.to === undefined ? Date.now() + 1000 : Date.parse(input.to);
  const fromMs = input.from === undefined ? toMs - DAY_MS : Date.parse(input.from);
  const live = await askServer(deps, id);
  const { home } = deps.environment;
  const all = { id, name: 'slow-log', fromMs: 0, toMs: Number.POSITIVE_INFINITY, limit: MAX_COUNTED } as const;
  const recorded = await readLineLog(home, all, parseSlowLine);
  const oldest = recorded.at(-1)?.at ?? null;
  const lines = merged(recorded, live.lines).filter(({ at }) => at >= fromMs && at <= toMs);
  const entries = lines.filter(({ lost }) => lost === undefined);
  return {
    id,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    thresholdUsec: live.thresholdUsec,
    serverKeeps: live.serverKeeps,
    recordedSince: oldest === null ? null : new Date(oldest).toISOString(),
    lost: lines.reduce((sum, { lost = 0 }) => sum + lost, 0),
    count: entries.length,
    groups: groupsOf(entries).slice(0, MAX_GROUPS),
    entries: entries.slice(0, input.limit).map(entryOf),
    refused: live.refused,
  };
}

type LiveSlowLog = Pick<SlowLogReport, 'thresholdUsec' | 'serverKeeps' | 'refused'> & {
  readonly lines: readonly SlowLine[];
};

async function askServer(deps: ServerDeps, id: string): Promise<LiveSlowLog> {
  try {
    const { link } = await runningServer(deps, id);
    const { slowLog, settings, info } = await askAll(id, link, {
      slowLog: ['SLOWLOG', 'GET', String(MAX_ENTRIES)],
      settings: ['CONFIG', 'GET', 'slowlog-*'],
      info: ['INFO', 'server'],
    });
    const run = /^run_id:(\w+)/m.exec(String(info.reply))?.[1] ?? '';
    const setting = (name: string) => settingOf(settings.reply, name);
    return {
      thresholdUsec: setting('slowlog-log-slower-than'),
      serverKeeps: setting('slowlog-max-len'),
      refused: slowLog.refused,
      lines: parseSlowLog(slowLog.reply).map((entry) => lineOf(entry, run)),
    };
  } catch (error) {
    if (!isAppError(error, 'NOT_RUNNING')) throw error;
    const refused = { command: 'SLOWLOG GET', why: 'not-running', said: null } as const;
    return { thresholdUsec: null, serverKeeps: null, refused, lines: [] };
  }
}

/** CONFIG GET replies with alternating names and values. */
function settingOf(reply: unknown, name: string): number | null {
  const value = Array.isArray(reply) ? reply[reply.indexOf(name) + 1] : null;
  return Array.isArray(reply) && reply.includes(name) && Number.isFinite(Number(value)) ? Number(value) : null;
}

/** Newest first, each entry once. */
function merged(recorded: readonly SlowLine[], live: readonly SlowLine[]): readonly SlowLine[] {
  const known = new Set(recorded.map(keyOf));
  return [...recorded, ...live.filter((line) => !known.has(keyOf(line)))].sort((a, b) => b.at - a.at || b.id - a.id);
}

function keyOf({ run, id }: SlowLine): string {
  return `${run} ${id}`;
}

function groupsOf(lines: readonly SlowLine[]): SlowGroup[] {
  const groups = new Map<string, SlowGroup>();
  for (const { name, key, usec, at, cmd } of lines) {
    const id = `${name}\n${key}`;
    const before = groups.get(id);
    const isLongest = before === undefined || usec > before.maxUsec;
    groups.set(id, {
      name,
      pattern: key,
      count: (before?.count ?? 0) + 1,
      totalUsec: (before?.totalUsec ?? 0) + usec,
      maxUsec: isLongest ? usec : before.maxUsec,
      longest: isLongest ? cmd : before.longest,
      // The lines are newest first.
      lastAt: before?.lastAt ?? new Date(at).toISOString(),
    });
  }
  return [...groups.values()].sort((a, b) => b.totalUsec - a.totalUsec);
}

export function entryOf({ id, at, usec, cmd, name, key, addr, client }: SlowLine): SlowEntry {
  return {
    id,
    at: new Date(at).toISOString(),
    tookUsec: usec,
    command: cmd,
    name,
    pattern: key,
    address: addr,
    client,
  };
}
