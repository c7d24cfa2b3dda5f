import { randomUUID } from 'node:crypto';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { counted } from '../../../../shared/format/count.ts';
import { grouped, newestSlowId, parseSlowLog, type SlowCommand } from '../../redis/slow-log/slow-commands.ts';

/** Events per read; further commands are only counted. */
const MAX_EVENTS = 5;
/** A command is reported again after this time, or earlier when it took twice as long. */
const REPEAT_AFTER_MS = 5 * 60_000;

/** Reports new slow log entries since the previous read of each server. */
export interface SlowLogWatch {
  /** @param reply of SLOWLOG GET */
  record(id: string, reply: unknown, now: Date): readonly ActivityEvent[];
}

/** @param since entries older than this are ignored on the first read */
export function watchSlowLogs(since: Date): SlowLogWatch {
  const lastIds = new Map<string, number>();
  const reported = new Map<string, { readonly at: number; readonly tookMs: number }>();

  const shouldReport = (id: string, { name, tookMs }: SlowCommand, now: Date) => {
    const key = `${id} ${name}`;
    const before = reported.get(key);
    if (before && Math.abs(now.getTime() - before.at) < REPEAT_AFTER_MS && tookMs < before.tookMs * 2) return false;
    reported.set(key, { at: now.getTime(), tookMs });
    return true;
  };

  const forgetOld = (now: Date) => {
    for (const [key, { at }] of reported) if (Math.abs(now.getTime() - at) > REPEAT_AFTER_MS) reported.delete(key);
  };

  return {
    record(id, reply, now) {
      if (!Array.isArray(reply)) return [];
      const entries = parseSlowLog(reply);
      // Of any client: the newest of others may be far older, or have left the log.
      const newest = newestSlowId(reply) ?? -1;
      const last = lastIds.get(id);
      lastIds.set(id, newest);
      forgetOld(now);
      // A restarted server numbers its entries from 0 again.
      const newEntries = entries.filter((entry) =>
        last === undefined || newest < last ? entry.at.getTime() >= since.getTime() - 1000 : entry.id > last,
      );
      const commands = grouped(newEntries).filter((entry) => shouldReport(id, entry, now));
      return commands
        .slice(0, MAX_EVENTS)
        .map((entry, index) => slowEvent(id, entry, index === 0 ? commands.length - MAX_EVENTS : 0));
    },
  };
}

function slowEvent(id: string, { at, tookMs, command, times }: SlowCommand & { readonly times: number }, more: number) {
  const runs = times > 1 ? `, the longest of ${times}` : '';
  const others = more > 0 ? `; and ${counted(more, 'other slow command')}` : '';
  return {
    id: randomUUID(),
    at: at.toISOString(),
    finishedAt: null,
    instance: id,
    kind: 'slow-command',
    title: `Slow command on ${id}: ${command}`,
    detail: `It took ${tookMs < 100 ? tookMs.toFixed(1) : Math.round(tookMs)} ms${runs}${others}.`,
    backup: null,
    face: null,
    outcome: null,
    level: 'warn',
  } satisfies ActivityEvent;
}
