import type { LogLine, LogRequest } from '../../../shared/contract/logs.ts';

/** A piece of a log, with notes about the log itself. */
export interface LogPiece {
  /** Oldest first. */
  readonly items: LogLine[];
  readonly notes: string[];
}

/** The log of an instance: `redis.log` with its rotated files, and further output of its container. */
export interface Logs {
  /** The last matching lines. @throws AppError NOT_FOUND; BAD_VALUE for an invalid regular expression */
  recent(request: LogRequest): Promise<LogPiece>;
  /**
   * The last lines, then new ones, in batches of bounded size. Ends when the signal is aborted. Throws as `recent` does.
   */
  follow(request: LogRequest, signal?: AbortSignal): AsyncGenerator<LogPiece & { dropped: number }>;
}
