import { randomBytes } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDockerHost } from './docker-host.ts';
import { removeEngineLeftovers } from './engine-leftovers.ts';
import { freePort, freePortRange } from './ports.ts';
import { killProcessesOf } from './processes.ts';

/** A home of a test's own, with ports and names that no other test uses. */
export interface TestHome {
  /** `$VROOLI_HOME`: an absolute path without symbolic links; the folder is there and empty. */
  readonly path: string;
  /** Part of every container and network name of this home. */
  readonly token: string;
  /** The port of main. */
  readonly port: number;
  readonly clientPorts: { readonly start: number; readonly end: number };
  /** The engine this home uses; null when it was made without one. */
  readonly dockerHost: string | null;
  /** A whole process environment, for the services as for child processes. */
  readonly env: Readonly<Record<string, string>>;
  /** Kills, removes and deletes everything of this home. Safe to call twice. */
  readonly dispose: () => Promise<void>;
}

export interface TestHomeOptions {
  /** `false`: as on a machine without Docker. */
  readonly docker?: boolean;
  /** Another engine's address than the machine's, such as a proxy in front of it. */
  readonly dockerHost?: string;
  /** More variables, or others than the defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where to make the folder; the machine's temporary folder by default. */
  readonly parent?: string;
}

/** Homes that were made in this process and not disposed of: the leak check reads it. */
export const openHomes = new Set<TestHome>();
/** Homes that were disposed of, to see that nothing came back. */
export const closedHomes = new Set<TestHome>();

/**
 * Makes a home in a new temporary folder. Give `home.dispose` to `onTestFinished` or `afterAll`; the leak check
 * fails a test file that forgets.
 */
export async function createTestHome(options: TestHomeOptions = {}): Promise<TestHome> {
  const token = `vt-${process.env.TEST_RUN_ID ?? 'run'}-${randomBytes(4).toString('hex')}`;
  const path = await realpath(await mkdtemp(join(options.parent ?? tmpdir(), `${token}-`)));
  const [port, clientPorts] = [await freePort(), await freePortRange(19)];
  const dockerHost = options.docker === false ? null : (options.dockerHost ?? testDockerHost());
  const inherited = Object.entries(process.env).filter(([key]) => !/^(REDIS_|VROOLI_|DOCKER_)/.test(key));
  const home: TestHome = {
    path,
    token,
    port,
    clientPorts,
    dockerHost,
    env: {
      ...(Object.fromEntries(inherited) as Record<string, string>),
      VROOLI_HOME: path,
      // Elsewhere the terminal prints ASCII.
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
      REDIS_PORT: String(port),
      REDIS_CLIENT_PORT_START: String(clientPorts.start),
      REDIS_CLIENT_PORT_END: String(clientPorts.end),
      REDIS_CONTAINER_NAME: `${token}-main`,
      REDIS_NETWORK_NAME: `${token}-network`,
      REDIS_CLIENT_PREFIX: `${token}-client`,
      // A socket that is not there, else the product would find the machine's engine by itself.
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
    },
  };
  openHomes.add(home);
  return home;
}

function ignoreNoEngine(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ECONNREFUSED' && code !== 'EACCES') throw error;
}
