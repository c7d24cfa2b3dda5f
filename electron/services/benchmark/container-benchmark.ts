import type { RunInside } from '../runtimes/docker/containers/run-inside.ts';
import type { LoadTool } from './load.ts';
import { measureByProgram } from './measure-by-program.ts';

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
    measure: (command, load, signal) =>
      measureByProgram(command, load, signal, async (args) => {
        const { code, output } = await runInside(['timeout', String(MAX_RUN_S), 'redis-benchmark', ...place, ...args]);
        return { code, stdout: output, stderr: '' };
      }),
    close: () => undefined,
  };
}
