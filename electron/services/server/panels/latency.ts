import type { LatencyReport } from '../../../../shared/contract/server.ts';
import { askAll, boundedText, runningServer, type ServerDeps } from '../ask-server.ts';
import { type LatencyLine, parseLatencyHistory, parseLatencyLine, parseLatest } from '../history/latency-history.ts';
import { readLineLog } from '../history/line-log.ts';

const DAY_MS = 24 * 3600_000;
const MAX_RECORDED = 5000;
const MAX_EVENTS = 500;
const MAX_ADVICE = 12_000;

export interface LatencyInput {
  readonly id: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * The latency events of a server, by default of the last 24 hours, and its advice.
 * @throws AppError NOT_FOUND, NOT_RUNNING, FILE_UNREADABLE
 */
export async function latencyReport(deps: ServerDeps, input: LatencyInput): Promise<LatencyReport> {
  const { instance, link } = await runningServer(deps, input.id);
  const { id } = instance;
  const toMs = input.to === undefined ? Date.now() + 1000 : Date.parse(input.to);
  const fromMs = input.from === undefined ? toMs - DAY_MS : Date.parse(input.from);
  const { latest, doctor, threshold } = await askAll(id, link, {
    latest: ['LATENCY', 'LATEST'],
    doctor: ['LATENCY', 'DOCTOR'],
    threshold: ['CONFIG', 'GET', 'latency-monitor-threshold'],
  });
  const newest = latest.refused ? [] : parseLatest(latest.reply);
  const live: LatencyLine[] = [];
  for (const { event } of newest) {
    const { history } = await askAll(id, link, { history: ['LATENCY', 'HISTORY', event] });
    live.push(...parseLatencyHistory(event, history.reply));
  }
  const all = { id, name: 'latency', fromMs, toMs, limit: MAX_RECORDED } as const;
  const recorded = await readLineLog(deps.environment.home, all, parseLatencyLine);
  const lines = merged(recorded, live).filter(({ at }) => at >= fromMs && at <= toMs);
  return {
    id,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    thresholdMs: thresholdOf(threshold.reply),
    latest: {
      value: latest.refused ? null : newest.map(({ atMs, ...one }) => ({ ...one, at: new Date(atMs).toISOString() })),
      refused: latest.refused,
    },
    doctor: { value: doctor.refused ? null : boundedAdvice(doctor.reply), refused: doctor.refused },
    events: lines.slice(0, MAX_EVENTS).map(latencyEvent),
    count: lines.length,
  };
}

export function latencyEvent({ event, at, ms }: LatencyLine): LatencyReport['events'][number] {
  return { event, at: new Date(at).toISOString(), ms };
}

/** Newest first, each event and second once, as the server keeps them. */
function merged(recorded: readonly LatencyLine[], live: readonly LatencyLine[]): readonly LatencyLine[] {
  const lines = new Map([...recorded, ...live].map((line) => [`${line.event} ${line.at}`, line]));
  return [...lines.values()].sort((a, b) => b.at - a.at);
}

/** The server's own lines, each bounded text. */
export function boundedAdvice(reply: unknown): string {
  const lines = String(reply).split('\n');
  return lines
    .map((line) => boundedText(line.replace(/\r$/, ''), MAX_ADVICE))
    .join('\n')
    .slice(0, MAX_ADVICE);
}

function thresholdOf(reply: unknown): number | null {
  const value = Array.isArray(reply) ? Number(reply[1]) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
