import { randomBytes } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDockerHost } from './docker-host.ts';
import { removeEngineLeftovers } from './engine-leftovers.ts';
import { freePort, freePortRange, releasePortRange } from './ports.ts';
import { killProcessesOf } from './processes.ts';

/** A separate home of a test, with ports and names that no other test uses. */
export interface TestHome {
  /** `$VROOLI_HOME`: an absolute path without symbolic links; the folder exists and is empty. */
  readonly path: string;
  /** Part of every container and network name of this home. */
  readonly token: string;
  /** The port of main. */
  readonly port: number;
  readonly clientPorts: { readonly start: number; readonly end: number };
  /** The Docker engine of this home; null without one. */
  readonly dockerHost: string | null;
  /** A complete process environment, for services and child processes. */
  readonly env: Readonly<Record<string, string>>;
  /** Kills the processes of this home and deletes everything in it. Safe to call twice. */
  readonly dispose: () => Promise<void>;
}

export interface TestHomeOptions {
  /** `false` simulates a machine without Docker. */
  readonly docker?: boolean;
  /** The address of another Docker engine, such as a proxy. */
  readonly dockerHost?: string;
  /** Additional variables, which override the defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** The parent folder; the system's temporary folder by default. */
  readonly parent?: string;
}

/** Undisposed homes of this process, for the leak check. */
export const openHomes = new Set<TestHome>();
/** Disposed homes, for the check that nothing recreates their files. */
export const closedHomes = new Set<TestHome>();

/**
 * Creates a home in a new temporary folder. Pass `home.dispose` to `onTestFinished` or `afterAll`; otherwise the leak
 * check fails the test file.
 */
export async function createTestHome(options: TestHomeOptions = {}): Promise<TestHome> {
  const token = `vt-${process.env.TEST_RUN_ID ?? 'run'}-${randomBytes(4).toString('hex')}`;
  const path = await realpath(await mkdtemp(join(options.parent ?? tmpdir(), `${token}-`)));
  const [port, range] = [await freePort(), await freePortRange(31)];
  const clientPorts = { start: range.start, end: range.start + 18 };
  const dockerHost = options.docker === false ? null : (options.dockerHost ?? testDockerHost());
  const inherited = Object.entries(process.env).filter(
    ([key]) => !/^(REDIS_|VROOLI_|DOCKER_|POSTGRES_|MINIO_)/.test(key),
  );
  const home: TestHome = {
    path,
    token,
    port,
    clientPorts,
    dockerHost,
    env: {
      ...(Object.fromEntries(inherited) as Record<string, string>),
      VROOLI_HOME: path,
      // With another locale the CLI prints ASCII.
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
      REDIS_PORT: String(port),
      REDIS_CLIENT_PORT_START: String(clientPorts.start),
      REDIS_CLIENT_PORT_END: String(clientPorts.end),
      REDIS_COMPANION_PORT_START: String(clientPorts.end + 1),
      REDIS_COMPANION_PORT_END: String(range.end),
      REDIS_CONTAINER_NAME: `${token}-main`,
      REDIS_NETWORK_NAME: `${token}-network`,
      REDIS_CLIENT_PREFIX: `${token}-client`,
      // A missing socket, otherwise the app would find the local Docker engine.
      DOCKER_HOST: dockerHost ?? `unix://${path}/no-engine.sock`,
      ...options.env,
    },
    dispose: async () => {
      openHomes.delete(home);
      closedHomes.add(home);
      await killProcessesOf(path);
      const engine = testDockerHost();
      if (engine && options.docker !== false) await removeEngineLeftovers(engine, token, path).catch(ignoreNoEngine);
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      // Only once: after that they may belong to another home. Kept until the end of a long process, they would run
      // out.
      if (!hasPorts) return;
      hasPorts = false;
      await releasePortRange(clientPorts.start);
    },
  };
  let hasPorts = true;
  openHomes.add(home);
  return home;
}

function ignoreNoEngine(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ECONNREFUSED' && code !== 'EACCES') throw error;
}
