import { z } from 'zod';
import type { Logger } from '../../platform/log/logger.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { newestSlowId, oldestSlowId, parseSlowLog, type SlowCommand } from '../../redis/slow-log/slow-commands.ts';
import { type LineLogWriter, type LoggedLine, readLineLog } from './line-log.ts';

const TIMEOUT_MS = 1500;
/** The number of entries to read first; more only if all of them are new. */
const FEW_ENTRIES = 32;
/** The longest slow log that is read. */
export const MAX_ENTRIES = 1024;
const MAX_TEXT = 1000;

/** A recorded slow command, or the number of entries that the server dropped before they could be read. */
const slowLine = z.object({
  at: z.number(),
  /** The run of the server, because its ids restart at 0. */
  run: z.string().max(100),
  id: z.number().int(),
  usec: z.number().default(0),
  cmd: z.string().max(MAX_TEXT).default(''),
  name: z.string().max(MAX_TEXT).default(''),
  key: z.string().max(MAX_TEXT).default(''),
  addr: z.string().max(MAX_TEXT).default(''),
  client: z.string().max(MAX_TEXT).default(''),
  lost: z.number().int().optional(),
});
export type SlowLine = z.infer<typeof slowLine>;

/** Reads slow logs and keeps their entries beyond the number that a server keeps. */
export interface SlowLogHistory {
  /**
   * Reads the newest entries of a server and appends those that are new.
   * @param run the run id of the server
   * @returns the reply of SLOWLOG GET; null when the server does not reply
   */
  read(id: string, link: Pick<RedisLink, 'call'>, run: string): Promise<unknown>;
}

export function createSlowLogHistory(home: string, writer: LineLogWriter, log: Pick<Logger, 'info'>): SlowLogHistory {
  /** The newest id of each instance that was read, of any client. */
  const newest = new Map<string, { readonly run: string; readonly id: number }>();
  let failed = false;

  const lastOf = async (id: string, run: string): Promise<number> => {
    const known = newest.get(id) ?? (await lastRecorded(home, id));
    return known?.run === run ? known.id : -1;
  };

  return {
    async read(id, link, run) {
      const ask = (count: number) => link.call(TIMEOUT_MS, 'SLOWLOG', 'GET', String(count)).catch(() => null);
      let reply = await ask(FEW_ENTRIES);
      const last = newestSlowId(reply);
      if (last === null) return reply;
      const before = await lastOf(id, run);
      if (last <= before) return reply;
      if ((oldestSlowId(reply) ?? 0) > before + 1) reply = (await ask(MAX_ENTRIES)) ?? reply;
      try {
        await writer.append(id, 'slow-log', newLines(reply, run, before));
        newest.set(id, { run, id: newestSlowId(reply) ?? last });
        failed = false;
      } catch (error) {
        // Logged once; the entries are read again with the next sample.
        if (!failed) log.info(`recording the slow log of ${id} failed: ${String(error)}`);
        failed = true;
      }
      return reply;
    },
  };
}

/** The entries after an id, oldest first. A line reports the entries that the server dropped in between. */
function newLines(reply: unknown, run: string, before: number): readonly LoggedLine[] {
  const entries = parseSlowLog(reply).filter(({ id }) => id > before);
  const lines = entries.map((entry) => lineOf(entry, run)).reverse();
  const oldest = oldestSlowId(reply) ?? 0;
  const lost = oldest - before - 1;
  // The first read of a run cannot know how many of them were this app's own, or older than the recording.
  if (before < 0 || lost <= 0) return lines;
  return [{ at: lines[0]?.at ?? Date.now(), run, id: oldest - 1, lost } as LoggedLine, ...lines];
}

export function lineOf(entry: SlowCommand, run: string): SlowLine {
  const { id, at, tookMs, command, name, pattern, address, client } = entry;
  const usec = Math.round(tookMs * 1000);
  return { at: at.getTime(), run, id, usec, cmd: command, name, key: pattern, addr: address, client };
}

async function lastRecorded(home: string, id: string): Promise<SlowLine | null> {
  const range = { id, name: 'slow-log', fromMs: 0, toMs: Number.POSITIVE_INFINITY, limit: 1 } as const;
  const [last] = await readLineLog(home, range, parseSlowLine).catch(() => []);
  return last ?? null;
}

export function parseSlowLine(value: unknown): SlowLine | null {
  return slowLine.safeParse(value).data ?? null;
}
