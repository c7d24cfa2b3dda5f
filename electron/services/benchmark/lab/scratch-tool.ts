import type { ScratchServer } from '../../scratch/scratch-server.ts';
import { containerBenchmark } from '../container-benchmark.ts';
import type { LoadTool } from '../load.ts';
import { findBenchmark, localBenchmark } from '../local-benchmark.ts';
import { ownLoad } from '../own-load.ts';

/** The socket of a scratch server as programs in its container see it. */
const SOCKET = '/run/own/s';

/** The load for a scratch server: the local redis-benchmark, the one of its container, or the app's own. */
export async function scratchTool(server: ScratchServer, programPath: string | undefined): Promise<LoadTool> {
  const target = server.target();
  const program = await findBenchmark(programPath);
  if (target !== null && program !== null) return localBenchmark(program, target, programPath);
  const { runInside } = server;
  if (runInside !== null) {
    const tool = containerBenchmark(async (command) => ({ code: 0, output: await runInside(command) }), ['-s', SOCKET]);
    return tool;
  }
  if (target === null) throw new Error('the scratch server has neither an address nor a container');
  return ownLoad(target);
}
