import { AppError } from '../../../../shared/contract/errors.ts';
import type { MomentReport } from '../../../../shared/contract/server.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { ServerDeps } from '../ask-server.ts';
import { parseClientLine } from '../history/client-history.ts';
import { type CommandLine, parseCommandLine } from '../history/command-history.ts';
import { parseLatencyLine } from '../history/latency-history.ts';
import { type LineLogName, type LoggedLine, readLineLog } from '../history/line-log.ts';
import { latencyEvent } from './latency.ts';
import { slowLogReport } from './slow-log.ts';

const MAX_LINES = 5000;
const MAX_SLOW = 100;
const MAX_RANGE_MS = 24 * 3600_000;
/** The longest span of one sample. A sample overlaps the time range if it ends after its start. */
const SPAN_MS = 120_000;
/** How old the last record of the clients may be. */
const CLIENTS_MS = 3600_000;

export interface MomentInput {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** The records of a time range of at most a day. @throws AppError NOT_FOUND, BAD_VALUE, FILE_UNREADABLE */
export async function momentReport(deps: ServerDeps, { id, from, to }: MomentInput): Promise<MomentReport> {
  await requireInstance(deps, id);
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  if (toMs <= fromMs || toMs - fromMs > MAX_RANGE_MS) {
    const expected = 'a time after the start, at most 24 hours later';
    throw new AppError('BAD_VALUE', `The end of the time must be ${expected}.`, { field: 'to', expected });
  }
  const { home } = deps.environment;
  const read = <T extends LoggedLine>(
    name: LineLogName,
    span: readonly [number, number],
    limit: number,
    parse: (value: unknown) => T | null,
  ) => readLineLog(home, { id, name, fromMs: span[0], toMs: span[1], limit }, parse);
  const late = [fromMs, toMs + SPAN_MS] as const;
  const samples = overlapping(await read('commands', late, MAX_LINES, parseCommandLine), fromMs, toMs);
  const minutes = samples.length > 0 ? [] : await read('commands-by-minute', late, MAX_LINES, parseCommandLine);
  const lines = samples.length > 0 ? samples : overlapping(minutes, fromMs, toMs);
  const slow = await slowLogReport(deps, { id, from, to, limit: MAX_SLOW });
  const latency = await read('latency', [fromMs, toMs], MAX_SLOW, parseLatencyLine);
  const [clients] = await read('clients', [fromMs - CLIENTS_MS, toMs], 1, parseClientLine);
  return {
    id,
    from,
    to,
    commands: sumOf(lines),
    commandsFrom: isoOf(Math.min(...lines.map(({ at, ms }) => at - ms))),
    commandsTo: isoOf(Math.max(...lines.map(({ at }) => at))),
    slow: slow.entries,
    slowCount: slow.count,
    latency: latency.map(latencyEvent),
    clients: clients ? { ...clients, at: new Date(clients.at).toISOString() } : null,
  };
}

function overlapping(lines: readonly CommandLine[], fromMs: number, toMs: number): readonly CommandLine[] {
  return lines.filter(({ at, ms }) => at > fromMs && at - ms < toMs);
}

function sumOf(lines: readonly CommandLine[]): MomentReport['commands'] {
  const sums = new Map<string, { command: string; calls: number; usec: number }>();
  for (const { c } of lines) {
    for (const [name, calls, usec] of c) {
      const before = sums.get(name) ?? { command: name.toUpperCase().replace('|', ' '), calls: 0, usec: 0 };
      sums.set(name, { ...before, calls: before.calls + calls, usec: before.usec + usec });
    }
  }
  return [...sums.values()].sort((a, b) => b.usec - a.usec);
}

/** Null for no line at all. */
function isoOf(ms: number): string | null {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : null;
}
