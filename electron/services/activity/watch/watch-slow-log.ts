import { randomUUID } from 'node:crypto';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { counted } from '../../../../shared/format/count.ts';
import { grouped, parseSlowLog, type SlowCommand } from './slow-commands.ts';

/** How many commands of one look are told. */
const TOLD = 5;
/** The same command is told again after this long, or when it took twice as long, ms. */
const AGAIN_MS = 5 * 60_000;

/** What is new in the slow logs of servers since the last look at each. */
export interface SlowLogWatch {
  /** @param reply of SLOWLOG GET */
  look(id: string, reply: unknown, now: Date): readonly ActivityEvent[];
}

/** @param since what is older than this at the first look is not told */
export function watchSlowLogs(since: Date): SlowLogWatch {
  const lastIds = new Map<string, number>();
  const told = new Map<string, { readonly at: number; readonly tookMs: number }>();

  const isNews = (id: string, { name, tookMs }: SlowCommand, now: Date) => {
    const key = `${id} ${name}`;
    const before = told.get(key);
    if (before && Math.abs(now.getTime() - before.at) < AGAIN_MS && tookMs < before.tookMs * 2) return false;
    told.set(key, { at: now.getTime(), tookMs });
    return true;
  };

  const forgetOld = (now: Date) => {
    for (const [key, { at }] of told) if (Math.abs(now.getTime() - at) > AGAIN_MS) told.delete(key);
  };

  return {
    look(id, reply, now) {
      if (!Array.isArray(reply)) return [];
      const entries = parseSlowLog(reply);
      const newest = entries[0]?.id ?? -1;
      const last = lastIds.get(id);
      lastIds.set(id, newest);
      forgetOld(now);
      // A server that was restarted counts from 0 again.
      const fresh = entries.filter((entry) =>
        last === undefined || newest < last ? entry.at.getTime() >= since.getTime() - 1000 : entry.id > last,
      );
      const news = grouped(fresh).filter((entry) => isNews(id, entry, now));
      return news.slice(0, TOLD).map((entry, index) => slowEvent(id, entry, index === 0 ? news.length - TOLD : 0));
    },
  };
}

function slowEvent(id: string, { at, tookMs, command, times }: SlowCommand & { readonly times: number }, more: number) {
  const often = times > 1 ? `, the longest of ${times}` : '';
  const others = more > 0 ? `; and ${counted(more, 'other slow command')}` : '';
  return {
    id: randomUUID(),
    at: at.toISOString(),
    finishedAt: null,
    instance: id,
    kind: 'slow-command',
    title: `Slow command on ${id}: ${command}`,
    detail: `It took ${tookMs < 100 ? tookMs.toFixed(1) : Math.round(tookMs)} ms${often}${others}.`,
    backup: null,
    face: null,
    outcome: null,
    level: 'warn',
  } satisfies ActivityEvent;
}
