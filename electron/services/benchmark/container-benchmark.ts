import type { RunInside } from '../runtimes/docker/containers/run-inside.ts';
import { parseBenchmarkCsv } from './csv.ts';
import { benchmarkArguments, LoadError, type LoadTool, lastWords } from './load.ts';
import { KEYSPACE } from './tests.ts';

/** An engine does not end what it runs in a container when nobody listens any more: the program ends itself, s. */
const LONGEST_S = 120;

/** The redis-benchmark of the image, run inside of the container. */
export function containerBenchmark(runInside: (command: readonly string[]) => ReturnType<RunInside>): LoadTool {
  return {
    tool: 'redis-benchmark-in-container',
    async measure(command, load, signal) {
      signal.throwIfAborted();
      const args = benchmarkArguments(command, load, KEYSPACE);
      const { code, output } = await runInside(['timeout', String(LONGEST_S), 'redis-benchmark', ...args]);
      signal.throwIfAborted();
      const measured = code === 0 ? parseBenchmarkCsv(command.name.toUpperCase(), output) : null;
      if (measured === null) throw new LoadError(lastWords(output));
      return measured;
    },
    close: () => undefined,
  };
}
