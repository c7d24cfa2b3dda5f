import { setTimeout as sleep } from 'node:timers/promises';
import type { LogLine } from '../../../shared/contract/logs.ts';
import { orNull } from '../files/file-errors.ts';
import type { Known } from '../instances/catalogue.ts';
import type { InstanceDeps } from '../instances/deps.ts';
import { knownById } from '../instances/status-by-id.ts';
import { readLogLine } from './log-line.ts';
import { lastLines, linesSince } from './tail-file.ts';

/** Between two looks at a file that is followed, ms; and how much of what came meanwhile is shown, bytes. */
const LOOK_EVERY_MS = 200;
const MOST_PER_LOOK = 256 * 1024;

/** What an instance wrote: its `redis.log`, or where there is none what its engine has of its output. */
export interface Logs {
  /** The last lines, oldest first. @throws AppError NOT_FOUND */
  recent(id: string, lines: number): Promise<LogLine[]>;
  /** The last lines, then those that come. Ends when the signal is aborted. */
  follow(id: string, lines: number, signal?: AbortSignal): AsyncGenerator<{ items: LogLine[]; dropped: number }>;
}

export function createLogs(deps: Pick<InstanceDeps, 'catalogue' | 'runtimes'>): Logs {
  const outputOf = async ({ id, entry }: Known, lines: number): Promise<LogLine[]> => {
    if (!entry) return [];
    const output = await deps.runtimes[entry.runtime].recentOutput(id, lines);
    return output.map((line) => readLogLine(line, 'output'));
  };

  return {
    async recent(id, lines) {
      const known = await knownById(deps, id);
      const file = await orNull(lastLines(known.paths.logFile, lines));
      return file ? file.lines.map((line) => readLogLine(line, 'file')) : outputOf(known, lines);
    },

    async *follow(id, lines, signal) {
      const known = await knownById(deps, id);
      const path = known.paths.logFile;
      const first = await orNull(lastLines(path, lines));
      let end = first?.end ?? 0;
      yield { items: first ? first.lines.map((line) => readLogLine(line, 'file')) : [], dropped: 0 };
      while (!signal?.aborted) {
        await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
        if (signal?.aborted) return;
        const more = await orNull(linesSince(path, end, MOST_PER_LOOK));
        end = more?.end ?? 0;
        if (more && (more.lines.length > 0 || more.dropped > 0)) {
          yield { items: more.lines.map((line) => readLogLine(line, 'file')), dropped: more.dropped };
        }
      }
    },
  };
}
