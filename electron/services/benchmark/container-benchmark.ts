import type { RunInside } from '../runtimes/docker/containers/run-inside.ts';
import { parseBenchmarkCsv } from './csv.ts';
import { benchmarkArguments, LoadError, type LoadTool, lastWords } from './load.ts';
import { KEYSPACE } from './tests.ts';

/** The engine does not stop an exec whose client disconnects, so `timeout` ends the program. */
const MAX_RUN_S = 120;

/**
 * The image's redis-benchmark, run inside the container.
 * @param place arguments that name the server; none for port 6379
 */
export function containerBenchmark(
  runInside: (command: readonly string[]) => ReturnType<RunInside>,
  place: readonly string[] = [],
): LoadTool {
  return {
    tool: 'redis-benchmark-in-container',
    async measure(command, load, signal) {
      signal.throwIfAborted();
      const args = benchmarkArguments(command, load, KEYSPACE);
      const { code, output } = await runInside(['timeout', String(MAX_RUN_S), 'redis-benchmark', ...place, ...args]);
      signal.throwIfAborted();
      const measured = code === 0 ? parseBenchmarkCsv(command.name.toUpperCase(), output) : null;
      if (measured === null) throw new LoadError(lastWords(output));
      return measured;
    },
    close: () => undefined,
  };
}
