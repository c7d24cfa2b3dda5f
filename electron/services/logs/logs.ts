import type { LogLine, LogRequest } from '../../../shared/contract/logs.ts';

/** A piece of a log, with sentences about the log itself. */
export interface LogPiece {
  /** Oldest first. */
  readonly items: LogLine[];
  readonly notes: string[];
}

/** What an instance wrote: its `redis.log` with what that was rotated to, and what else its container printed. */
export interface Logs {
  /** The last lines that fit the filter. @throws AppError NOT_FOUND; BAD_VALUE for a wrong expression */
  recent(request: LogRequest): Promise<LogPiece>;
  /**
   * The last lines, then those that come, in batches of bounded size. Ends when the signal is aborted. Throws as
   * `recent` does.
   */
  follow(request: LogRequest, signal?: AbortSignal): AsyncGenerator<LogPiece & { dropped: number }>;
}
