import { z } from 'zod';
import type { CommandCounts, InfoFields } from '../../redis/info/info.ts';
import { familyOf, isMonitoring } from '../../redis/own-use/monitoring-commands.ts';
import type { LoggedLine } from './line-log.ts';

/** How many commands a line has: those that took most time. */
const MAX_COMMANDS = 12;
const MINUTE_MS = 60_000;

/** The commands of one span of time, longest time first: name, calls, µs. */
export const commandLine = z.object({
  at: z.number(),
  /** The length of the span before `at`, ms. */
  ms: z.number(),
  c: z.array(z.tuple([z.string().max(200), z.number(), z.number()])).max(MAX_COMMANDS),
});
export type CommandLine = z.infer<typeof commandLine>;

type Counts = Map<string, Pick<CommandCounts, 'calls' | 'usec'>>;

interface Before {
  readonly run: string;
  readonly at: number;
  readonly counts: Counts;
}

/** The commands of an instance between two samples. Monitoring commands are left out. */
export interface CommandHistory {
  /** @returns a line for the span, and another one when a minute is full; none without commands */
  add(info: InfoFields, atMs: number): { readonly span: LoggedLine | null; readonly minute: LoggedLine | null };
}

export function createCommandHistory(): CommandHistory {
  let before: Before | null = null;
  let minute: { readonly from: number; readonly counts: Counts } | null = null;
  return {
    add(info, at) {
      const run = info.get('run_id') ?? '';
      const counts = countsOf(info);
      const last = before;
      before = { run, at, counts };
      if (last?.run !== run || at <= last.at) return { span: null, minute: null };
      const grown = growth(last.counts, counts);
      minute ??= { from: last.at, counts: new Map() };
      addTo(minute.counts, grown);
      const isFull = at - minute.from >= MINUTE_MS;
      const full = isFull ? lineOf(minute.counts, at, at - minute.from) : null;
      if (isFull) minute = null;
      return { span: lineOf(grown, at, at - last.at), minute: full };
    },
  };
}

/** Calls and time by command, from `cmdstat_get:calls=1,usec=2,…`. */
function countsOf(info: InfoFields): Counts {
  const counts: Counts = new Map();
  for (const counted of info.commands()) if (!isMonitoring(familyOf(counted.name))) counts.set(counted.name, counted);
  return counts;
}

/** The increase since then; after CONFIG RESETSTAT the whole count. */
function growth(before: Counts, now: Counts): Counts {
  const grown: Counts = new Map();
  for (const [name, { calls, usec }] of now) {
    const old = before.get(name);
    const isReset = old === undefined || old.calls > calls || old.usec > usec;
    const since = isReset ? { calls, usec } : { calls: calls - old.calls, usec: usec - old.usec };
    if (since.calls > 0) grown.set(name, since);
  }
  return grown;
}

function addTo(sum: Counts, counts: Counts): void {
  for (const [name, { calls, usec }] of counts) {
    const before = sum.get(name) ?? { calls: 0, usec: 0 };
    sum.set(name, { calls: before.calls + calls, usec: before.usec + usec });
  }
}

function lineOf(counts: Counts, at: number, ms: number): CommandLine | null {
  if (counts.size === 0) return null;
  const sorted = [...counts].sort(([, one], [, other]) => other.usec - one.usec).slice(0, MAX_COMMANDS);
  return { at, ms, c: sorted.map(([name, { calls, usec }]) => [name.slice(0, 200), calls, usec]) };
}

export function parseCommandLine(value: unknown): CommandLine | null {
  return commandLine.safeParse(value).data ?? null;
}
