import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../../electron/services/platform/home/environment.ts';
import { instancePaths } from '../../../electron/services/platform/home/paths.ts';
import {
  identifyProcess,
  isSameProcess,
  type ProcessIdentity,
} from '../../../electron/services/platform/process/process-identity.ts';
import { directiveValue, parseRedisConf } from '../../../electron/services/redis/conf/redis-conf.ts';
import { createRedisLink } from '../../../electron/services/redis/connection/redis-link.ts';
import { parseInfo } from '../../../electron/services/redis/info/info.ts';
import type { Runtime, RuntimeEntry } from '../../../electron/services/runtimes/runtime.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { MEMORY } from './memory-traits.ts';

const kind = MEMORY as RuntimeKind;

interface Server {
  readonly configFile: string;
  readonly running: (ProcessIdentity & { readonly runId: string; readonly startedAt: string }) | null;
}

/** Runs `redis-server` without persistence in a temporary folder of the home: the smallest complete runtime. */
export function createMemoryRuntime(environment: Pick<Environment, 'home' | 'mainFolders' | 'naming'>): Runtime {
  const folderOf = (id: string) => join(environment.home, 'memory', id);
  const fileOf = (id: string) => join(folderOf(id), 'server.json');
  const write = (id: string, server: Server) => writeFileSync(fileOf(id), JSON.stringify(server));
  const read = (id: string): Server | null =>
    existsSync(fileOf(id)) ? (JSON.parse(readFileSync(fileOf(id), 'utf8')) as Server) : null;
  const requireServer = (id: string): Server => {
    const server = read(id);
    if (server) return server;
    throw new AppError('NOT_FOUND', `${id} is not installed in memory.`, { what: 'instance', id });
  };

  const targetOf = ({ configFile }: Server) => {
    const conf = parseRedisConf(readFileSync(configFile, 'utf8'));
    return {
      host: '127.0.0.1',
      port: Number(directiveValue(conf, 'port')),
      password: directiveValue(conf, 'requirepass') || null,
    };
  };

  const entryOf = async (id: string, server: Server): Promise<RuntimeEntry> => {
    const { running } = server;
    const isRunning = running !== null && (await isSameProcess(running));
    const { host, port } = targetOf(server);
    return {
      id,
      runtime: kind,
      state: isRunning ? 'running' : 'stopped',
      problem: null,
      container: null,
      network: null,
      image: null,
      address: { host, port },
      startedAt: isRunning ? running.startedAt : null,
      runId: isRunning ? running.runId : null,
      mounts: {
        data: folderOf(id),
        config: dirname(server.configFile),
        logs: instancePaths(environment as Environment, id).logs,
      },
      labels: {},
    };
  };

  const end = async (id: string, signal: NodeJS.Signals, untilMs: number, aborted?: AbortSignal): Promise<void> => {
    const server = read(id);
    if (!server?.running || !(await isSameProcess(server.running))) return;
    process.kill(server.running.pid, signal);
    const deadline = Date.now() + untilMs;
    while (await isSameProcess(server.running)) {
      aborted?.throwIfAborted();
      if (Date.now() > deadline) {
        throw new AppError('TIMED_OUT', `${id} is still running.`, { seconds: untilMs / 1000 });
      }
      await sleep(2);
    }
    write(id, { ...server, running: null });
  };

  return {
    kind,
    engine: () => null,
    usable: async () => true,
    probe: async () => ({
      runtime: kind,
      available: true,
      product: 'redis-server',
      version: null,
      endpoint: null,
      answeredInMs: 0,
      rootless: false,
      image: null,
      canBuildImage: false,
      problem: null,
    }),
    async list(only) {
      const folder = join(environment.home, 'memory');
      const ids = existsSync(folder) ? readdirSync(folder).filter((id) => only === undefined || id === only) : [];
      const servers = ids.map((id) => ({ id, server: read(id) }));
      return Promise.all(servers.flatMap(({ id, server }) => (server ? [entryOf(id, server)] : [])));
    },
    prepare: async () => 'program',
    isCurrent: async () => true,
    versionOf: async () => null,
    async create(spec, op) {
      const folder = folderOf(spec.id);
      await op.undo.add(
        { type: 'folder', path: folder },
        { type: 'server', id: spec.id, runtime: kind, bring: 'down' },
      );
      mkdirSync(folder, { recursive: true });
      write(spec.id, { configFile: spec.paths.configFile, running: null });
    },
    async start(id, signal) {
      const server = requireServer(id);
      const before = await entryOf(id, server);
      if (before.state === 'running') return before;
      signal.throwIfAborted();
      const args = [server.configFile, '--dir', folderOf(id), '--save', '', '--appendonly', 'no'];
      const child = spawn('redis-server', args, { cwd: folderOf(id), detached: true, stdio: 'ignore' });
      child.unref();
      const link = createRedisLink(targetOf(server));
      try {
        for (;;) {
          signal.throwIfAborted();
          if (child.exitCode !== null) {
            throw new AppError('START_FAILED', `${id} ended while it started.`, { id, log: [] });
          }
          const reply = await link.call(1000, 'INFO', 'server').catch(() => null);
          const runId = reply === null ? undefined : parseInfo(String(reply)).get('run_id');
          const identity = await identifyProcess(child.pid ?? 0);
          if (identity && runId !== undefined) {
            write(id, { ...server, running: { ...identity, runId, startedAt: new Date().toISOString() } });
            return await entryOf(id, requireServer(id));
          }
          await sleep(5);
        }
      } catch (error) {
        child.kill('SIGKILL');
        throw error;
      } finally {
        link.close();
      }
    },
    stop: (id, { timeoutMs, signal }) => end(id, 'SIGTERM', timeoutMs, signal),
    kill: (id) => end(id, 'SIGKILL', 10_000),
    async remove(id) {
      await end(id, 'SIGKILL', 10_000);
      rmSync(folderOf(id), { recursive: true, force: true });
    },
    recentOutput: async () => [],
    output: async () => [],
    async *followOutput() {},
    watch: () => () => undefined,
  };
}
