import { scratchTool } from '../../../electron/services/benchmark/lab/scratch-tool.ts';
import { findBenchmark } from '../../../electron/services/benchmark/local-benchmark.ts';
import { benchmarkCommands, KEYSPACE } from '../../../electron/services/benchmark/tests.ts';
import { parseRedisConf } from '../../../electron/services/redis/conf/redis-conf.ts';
import { findProgram } from '../../../electron/services/runtimes/process/program.ts';
import { startWithSettings } from '../../../electron/services/scratch/settings-server.ts';
import { runProgram } from '../../support/run-program.ts';
import { createTestHome } from '../../support/test-home.ts';
import type { Row } from '../row.ts';

const REQUESTS = 100_000;
const CLIENTS = 20;

/** The lab's result for SET, beside that of redis-benchmark run by hand on the same server. */
const labRow: Row = {
  name: 'benchmark lab, SET, per 1,000 requests',
  unit: 'ms',
  floor: 'redis-benchmark run by hand on the same scratch server, interleaved',
  goal: { times: 1.05 },
  problem: async () =>
    (await findBenchmark(process.env.PATH)) === null ? 'this machine has no redis-benchmark' : null,
  async prepare() {
    const home = await createTestHome({ docker: false });
    const program = await findProgram(process.env.PATH);
    const signal = new AbortController().signal;
    const startScratch = () => Promise.reject(new Error('the process runtime starts no container'));
    const server = await startWithSettings(
      { home: home.path, program, startScratch },
      {
        ...{ runtime: 'process', conf: parseRedisConf('appendonly no\n'), image: null, container: '' },
        ...{ memoryBytes: null, cpus: null, signal },
      },
    );
    const tool = await scratchTool(server, process.env.PATH);
    const set = benchmarkCommands.find(({ name }) => name === 'set');
    const socket = server.target()?.path;
    if (set === undefined || socket === undefined) throw new Error('no SET, or a server without a socket');
    const load = { database: 0, requests: REQUESTS, clients: CLIENTS, pipeline: 1, valueBytes: 64 };
    return {
      ours: async () => 1e6 / (await tool.measure(set, load, signal)).requestsPerSecond,
      async floor() {
        const numbers = ['-n', String(REQUESTS), '-c', String(CLIENTS), '-r', String(KEYSPACE)];
        const bare = await runProgram('redis-benchmark', ['-s', socket, ...numbers, '--csv', ...set.words]);
        const rate = Number(/^"(?!test)[^"]*","([\d.]+)"/m.exec(bare.stdout)?.[1]);
        if (!(rate > 0)) throw new Error(`redis-benchmark: ${bare.stdout}${bare.stderr}`);
        return 1e6 / rate;
      },
      async dispose() {
        tool.close();
        await server.close();
        await home.dispose();
      },
    };
  },
};

export const benchmarkRows: readonly Row[] = [labRow];
