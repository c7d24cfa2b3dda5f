import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, open, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type Docker from 'dockerode';
import { Redis } from 'ioredis';
import { endChild, track } from '../support/children.ts';
import { dockerAt } from '../support/docker-host.ts';
import { freePort } from '../support/ports.ts';
import type { TestHome } from '../support/test-home.ts';
import { atomicWrite } from './atomic-write.ts';
import { bareActivity, bareIdentity, bareLock, bareRegistry, bareReplace } from './bare-steps.ts';
import { untilPong } from './ping.ts';

/** A server that stands for a tenant in a floor: the same things at the engine, and nothing of the product. */
export interface BareTenant {
  readonly port: number;
  readonly destroy: () => Promise<unknown>;
}

/** A network, a container on it with its port on 127.0.0.1, and its start, up to PONG. */
export async function bareContainer(home: TestHome, name: string): Promise<BareTenant> {
  const docker = dockerAt(home.dockerHost ?? '');
  const port = await freePort();
  const full = `${home.token}-bare-${name}`;
  const network = await docker.createNetwork({ Name: full, Driver: 'bridge' });
  const container = await docker.createContainer({
    name: full,
    Image: 'redis:7-alpine',
    Cmd: ['redis-server', '--protected-mode', 'no', '--save', ''],
    ExposedPorts: { '6379/tcp': {} },
    HostConfig: {
      NetworkMode: full,
      PortBindings: { '6379/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
    },
  } satisfies Docker.ContainerCreateOptions);
  await container.start();
  await untilPong(port);
  const destroy = async () => {
    await container.remove({ force: true, v: true });
    await network.remove();
  };
  return { port, destroy };
}

/** The settings whose files a server names when it is asked where it saves. */
const PLACE = ['dir', 'dbfilename', 'appendonly', 'save', 'appendfilename', 'appenddirname'];
const PAUSE = ['CLIENT', 'PAUSE', '10000', 'WRITE'] as const;

/**
 * A `redis-server` in a folder of its own, with what no creation can do without: the instance is locked, its port is in
 * the registry, a note for an undo after a crash, redis.conf and the record are on disk, the process is on record before
 * and after it says who it is, and a line says what was done.
 *
 * Destroyed: locked, writes are held back while the keys are saved and it is checked that none came between, the process
 * is verified, halted, killed and its end awaited, its folder with a note in it is moved, durably, its port is free, and
 * a line says what was done.
 */
export async function bareProcess(home: TestHome): Promise<BareTenant> {
  const port = await freePort();
  const folder = await mkdtemp(join(home.path, 'bare-'));
  const unlock = bareLock(`${folder}.lock`);
  await atomicWrite(`${folder}.journal`, 'made: a folder\n');
  bareRegistry(home.path, (ports) => {
    ports[port] = { owner: folder, state: 'reserved' };
  });
  for (const name of ['data', 'config', 'logs', 'backups']) mkdirSync(join(folder, 'redis', name), { recursive: true });
  const data = join(folder, 'redis/data');
  const conf = join(folder, 'redis/config/redis.conf');
  const lines = [`port ${port}`, 'bind 127.0.0.1', `dir ${data}`, 'save ""', `logfile ${folder}/redis/logs/redis.log`];
  const child = await startBare(conf, `${lines.join('\n')}\n`, data);
  const { pid = 0 } = child;
  bareReplace(`${folder}.process`, JSON.stringify({ pid, runId: null }));
  await Promise.all([untilPong(port), atomicWrite(join(folder, 'redis.json'), '{}\n')]);
  const runId = /run_id:(\w+)/.exec(await asked(port, (redis) => redis.info('server')))?.[1];
  bareReplace(`${folder}.process`, JSON.stringify({ pid, runId }));
  bareRegistry(home.path, (ports) => {
    ports[port] = { owner: folder, state: 'running' };
  });
  rmSync(`${folder}.journal`);
  bareActivity(home.path, `created ${folder}`);
  unlock();
  const destroy = async () => {
    const release = bareLock(`${folder}.lock`);
    await asked(port, (redis) => saveHeld(redis));
    bareIdentity(pid);
    child.kill('SIGSTOP');
    await endChild(child, 'SIGKILL');
    rmSync(`${folder}.process`);
    await atomicWrite(join(folder, 'destroyed.json'), '{}\n');
    const kept = join(home.path, 'bare-destroyed');
    await mkdir(kept, { recursive: true });
    await rename(folder, join(kept, basename(folder)));
    const opened = await open(kept, 'r');
    await opened.sync();
    await opened.close();
    bareRegistry(home.path, (ports) => {
      delete ports[port];
    });
    bareActivity(home.path, `destroyed ${folder}`);
    release();
  };
  return { port, destroy };
}

/** Its redis.conf goes to disk while it starts. */
async function startBare(conf: string, text: string, cwd: string) {
  bareReplace(conf, text);
  const child = spawn('redis-server', [conf], { stdio: 'ignore', cwd });
  track(child, 'a bare redis-server');
  const file = await open(conf, 'r+');
  await file.sync();
  await file.close();
  return child;
}

async function asked<T>(port: number, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(port, '127.0.0.1', { retryStrategy: () => null, connectionName: 'bare' });
  redis.on('error', () => undefined);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

async function saveHeld(redis: Redis): Promise<void> {
  await redis
    .pipeline()
    .call(...PAUSE)
    .info()
    .exec();
  await redis.config('GET', ...PLACE);
  await redis
    .pipeline()
    .save()
    .call(...PAUSE)
    .info()
    .exec();
}
