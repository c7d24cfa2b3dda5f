import { rm } from 'node:fs/promises';
import { isLeftOut } from '../../../shared/benchmark/left-out.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { formatRedisConf, type RedisConf } from '../redis/conf/redis-conf.ts';
import { settingsLines } from './overrides.ts';
import { type ContainerDeps, runContainer } from './run-container.ts';
import { runProgram } from './run-program.ts';
import { scratchFolder } from './scratch-folder.ts';
import type { ScratchServer } from './scratch-server.ts';
import { untilReady } from './until-ready.ts';

/** A scratch server starts without data, so it has no reason to be slow. */
const READY_MS = 30_000;

export interface SettingsServerDeps extends ContainerDeps {
  /** The local redis-server, for a runtime without images. */
  readonly program: string | null;
}

export interface SettingsServerOptions {
  readonly runtime: RuntimeKind;
  /** With all includes inlined. */
  readonly conf: RedisConf;
  /** The image of a container, and its name, whose removal the caller has journalled. */
  readonly image: string | null;
  readonly container: string;
  readonly memoryBytes: number | null;
  readonly cpus: number | null;
  readonly signal: AbortSignal;
}

/**
 * Starts an empty scratch server with the settings of an instance, on the disk of the home, so that what it writes takes
 * as long as on the instance's own disk.
 * @throws ScratchError when it rejects the settings; the engine's error
 */
export async function startWithSettings(
  deps: SettingsServerDeps,
  options: SettingsServerOptions,
): Promise<ScratchServer> {
  const server = await started(deps, options);
  try {
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(READY_MS)]);
    await untilReady(server, { until: 'loaded', signal });
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function started(deps: SettingsServerDeps, options: SettingsServerOptions): Promise<ScratchServer> {
  const { runtime, conf, image, container, memoryBytes, cpus, signal } = options;
  const text = settingsText(conf);
  if (can(runtime, 'image')) {
    return runContainer(deps, {
      ...{ name: container, image: image ?? '', user: 'own', mounts: [], memoryBytes, cpus, signal },
      ...{ text, password: null, overrides: settingsLines('/run/own') },
    });
  }
  const dataFolder = await scratchFolder(deps.home);
  try {
    return await runProgram({
      program: deps.program ?? 'redis-server',
      text: () => text,
      password: null,
      cwd: dataFolder,
      dataFolder,
      overrides: () => settingsLines(dataFolder),
      memoryBytes,
    });
  } catch (error) {
    await rm(dataFolder, { recursive: true, force: true });
    throw error;
  }
}

/** The lines of a redis.conf that an empty server without network can have. */
export function settingsText(conf: RedisConf): string {
  return formatRedisConf({
    ...conf,
    lines: conf.lines.filter(({ directive }) => directive === null || !isLeftOut(directive.name)),
  });
}
