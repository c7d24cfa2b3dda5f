import { LineSplitter } from '../../platform/files/line-splitter.ts';
import { encodeCommand, openBulkLink } from '../../redis/connection/bulk-link.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import { serverName } from '../../redis/connection/renamed-commands.ts';
import { type MonitoredCommand, parseMonitorLine } from './monitor-line.ts';

/** Recording ends early here, whatever time is left. */
export const MAX_COMMANDS = 100_000;
export const MAX_BYTES = 32 * 1024 * 1024;

/** Commands of other clients. Kept only in memory, because they contain values of users. */
export interface Traffic {
  readonly commands: readonly MonitoredCommand[];
  readonly bytes: number;
  /** The duration of the recording. */
  readonly ms: number;
  /** Commands that are not replayed: with secrets, without keys, or longer than 16 KB. */
  readonly leftOut: number;
  /** Whether it ended early because it had enough. */
  readonly isFull: boolean;
}

export interface RecordOptions {
  readonly target: RedisTarget;
  /** The names of the commands to keep, in lower case. */
  readonly kept: ReadonlySet<string>;
  readonly forMs: number;
  readonly signal: AbortSignal;
  readonly progress: (commands: number, ms: number) => void;
}

const PROGRESS_MS = 500;

/**
 * Records the commands that the clients of a server send, with MONITOR. That costs the server up to half of its speed,
 * so it ends after a time, a number of commands or bytes, whichever comes first.
 * @throws the error of the server or the network; the signal's reason
 */
export async function recordTraffic(options: RecordOptions): Promise<Traffic> {
  const { target, kept, forMs, signal, progress } = options;
  signal.throwIfAborted();
  const link = await openBulkLink(target, 0, 'vrooli-redis-desktop');
  const commands: MonitoredCommand[] = [];
  const splitter = new LineSplitter();
  let [bytes, leftOut] = [0, 0];
  const startedMs = performance.now();
  const spent = () => performance.now() - startedMs;
  const isFull = () => commands.length >= MAX_COMMANDS || bytes >= MAX_BYTES;
  const { ended, end } = endOf(forMs, signal);
  const take = (line: string) => {
    if (isFull() || line.startsWith('+OK')) return;
    const error = /^-(.*)/.exec(line)?.[1];
    if (error !== undefined) return end(new Error(error.trim()));
    const command = parseMonitorLine(line);
    const [name] = command?.words ?? [];
    if (command === null || name === undefined || !kept.has(name.toString('latin1').toLowerCase())) {
      leftOut += 1;
      return;
    }
    commands.push(command);
    bytes += command.words.reduce((sum, { length }) => sum + length, 0);
  };
  const timer = setInterval(() => progress(commands.length, spent()), PROGRESS_MS);
  try {
    const monitor = encodeCommand([serverName(target.renamed, 'MONITOR')]);
    const lost = link.stream(monitor, (piece) => {
      for (const line of splitter.push(piece)) take(line);
      if (isFull()) end(null);
    });
    await Promise.race([ended, lost]);
    return { commands, bytes, ms: spent(), leftOut, isFull: isFull() };
  } finally {
    clearInterval(timer);
    end(null);
    link.close();
  }
}

/** Ends with the time, the caller's signal, or a call of `end`. */
function endOf(forMs: number, signal: AbortSignal) {
  let finish: (error: Error | null) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    finish = (error) => (error === null ? resolve() : reject(error));
  });
  // It may end before anything awaits it.
  ended.catch(() => undefined);
  const timer = setTimeout(() => finish(null), forMs);
  const stop = () => finish(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  const end = (error: Error | null) => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    finish(error);
  };
  return { ended, end };
}
