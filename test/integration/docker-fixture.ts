import { mkdir, writeFile } from 'node:fs/promises';
import type Docker from 'dockerode';
import { onTestFinished } from 'vitest';
import type { OperationContext } from '../../electron/services/operations/run/operation-context.ts';
import type { UndoEntry } from '../../electron/services/operations/undo/undo-entry.ts';
import { type Environment, readEnvironment } from '../../electron/services/platform/home/environment.ts';
import { instancePaths } from '../../electron/services/platform/home/paths.ts';
import { newRedisConf } from '../../electron/services/redis/conf/template.ts';
import { createDockerRuntime, type DockerRuntime } from '../../electron/services/runtimes/docker/docker-runtime.ts';
import { connectEngine } from '../../electron/services/runtimes/docker/engine/engine-connection.ts';
import { loadBytes } from '../../electron/services/runtimes/docker/images/load-archive.ts';
import { buildLocalImage } from '../../electron/services/runtimes/docker/images/local-image.ts';
import { findLocalRedis } from '../../electron/services/runtimes/docker/images/local-redis.ts';
import type { InstanceSpec } from '../../electron/services/runtimes/instance-spec.ts';
import type { AppError, ErrorCode } from '../../shared/contract/errors.ts';
import { dockerAt } from '../support/docker-host.ts';
import { redisCli } from '../support/redis-cli.ts';
import type { TestHome, TestHomeOptions } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

/** A home with a docker runtime, both through the product and directly at the engine. */
export interface DockerHome {
  readonly home: TestHome;
  readonly environment: Environment;
  readonly runtime: DockerRuntime;
  /** The machine's engine, without the product and without any proxy. */
  readonly docker: Docker;
  /** An image name that only this test uses; the image is removed when the test ends. */
  readonly image: string;
}

export async function useDockerHome(options: TestHomeOptions = {}): Promise<DockerHome> {
  const home = await useTestHome(options);
  const image = `${home.token}/redis:7`;
  const env = { ...home.env, REDIS_IMAGE: image, ...options.env };
  const environment = readEnvironment(env);
  const docker = dockerAt(process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock');
  onTestFinished(() => removeImage(docker, image));
  return { home, environment, runtime: createDockerRuntime({ env, environment }), docker, image };
}

/**
 * Loads an image with the machine's Redis into the engine, under the name this home uses.
 * @param own a file of the machine that makes the image's layer unique to this test
 */
export async function loadTestImage({ image }: Pick<DockerHome, 'image'>, own?: string): Promise<void> {
  const redis = await findLocalRedis(process.env.PATH);
  if (!redis) throw new Error('no redis-server on this machine');
  const programs = new Map([...redis.programs, ...(own ? [['/own', own] as const] : [])]);
  const { archive } = await buildLocalImage({ ...redis, programs }, image);
  await loadBytes(
    connectEngine(() => process.env),
    archive,
    new AbortController().signal,
  );
}

export async function removeImage(docker: Docker, name: string): Promise<void> {
  await docker
    .getImage(name)
    .remove({ force: true })
    .catch((error: { statusCode?: number }) => {
      if (error.statusCode !== 404) throw error;
    });
}

/** What `install` would pass to the runtime, with existing folders and an existing configuration. */
export async function specOf(
  { home, environment, image }: DockerHome,
  change: Partial<InstanceSpec> & { readonly password?: string; readonly conf?: string } = {},
): Promise<InstanceSpec> {
  const { password = '', conf, ...over } = change;
  const id = over.id ?? 'main';
  const paths = instancePaths(environment, id);
  await Promise.all([paths.data, paths.config, paths.logs].map((folder) => mkdir(folder, { recursive: true })));
  const text = newRedisConf(
    { ...environment.defaults, password, saveIntervals: '3600 1' },
    {
      bind: ['0.0.0.0'],
      port: 6379,
      protectedMode: 'no',
      dir: '/data',
      logfile: '/var/log/redis/redis.log',
      pidfile: '/tmp/redis.pid',
    },
  );
  await writeFile(paths.configFile, conf ?? text, { mode: 0o600 });
  const tenant = id === 'main' ? {} : { 'vrooli.client': id };
  return {
    id,
    container: id === 'main' ? environment.naming.mainContainer : `${environment.naming.clientPrefix}-${id}`,
    network: id === 'main' ? environment.naming.mainNetwork : `${home.token}-${id}-network`,
    subnets: [],
    labels: { 'vrooli.resource': 'redis', ...tenant },
    paths,
    port: id === 'main' ? home.port : home.clientPorts.start,
    image,
    imageArchive: null,
    limits: { memoryBytes: null, cpus: null },
    ...over,
  };
}

export interface RecordedOperation extends OperationContext {
  readonly undone: UndoEntry[];
  readonly logged: string[];
  readonly told: { readonly fraction: number | null; readonly detail: string | null }[];
  readonly cancel: () => void;
}

/** The context of an operation that records what it receives. */
export function recordOperation(): RecordedOperation {
  const abort = new AbortController();
  const undone: UndoEntry[] = [];
  const logged: string[] = [];
  const told: { fraction: number | null; detail: string | null }[] = [];
  return {
    signal: abort.signal,
    step: (_title, body) => body(),
    progress: (fraction, detail) => told.push({ fraction, detail }),
    log: (text) => logged.push(text),
    warn: (text) => logged.push(text),
    reportStalled: () => undefined,
    commitPoint: () => undefined,
    onReleased: () => undefined,
    undo: { add: async (...entries) => void undone.push(...entries), drop: async () => undefined },
    undone,
    logged,
    told,
    cancel: () => abort.abort(),
  };
}

/** Creates and starts an instance and waits until it replies. */
export async function runInstance(home: DockerHome, spec: InstanceSpec, ...login: readonly string[]): Promise<void> {
  await home.runtime.create(spec, recordOperation());
  await home.runtime.start(spec.id, new AbortController().signal);
  await waitFor(`PONG from ${spec.id}`, async () => (await redisCli(spec.port, ...login, 'ping')) === 'PONG');
}

/** A promise with its resolve and reject functions. */
export function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let settle = () => {};
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: () => settle() };
}

/** The expected failure of a promise; fails the test if the promise resolves. */
export async function failureOf<C extends ErrorCode>(code: C, promise: Promise<unknown>): Promise<AppError<C>> {
  const error = await promise.then(
    () => new Error(`expected ${code}, but it succeeded`),
    (thrown: unknown) => thrown as AppError<C>,
  );
  if (!('code' in error) || error.code !== code) throw error;
  return error;
}
