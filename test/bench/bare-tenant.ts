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

/** A server that takes a tenant's place in a floor: the same calls to the engine, and nothing of the product. */
export interface BareTenant {
  readonly port: number;
  readonly destroy: () => Promise<unknown>;
}

/** A network, a container on it with its port on 127.0.0.1, started and waited for until PONG. */
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

/** The settings that name the files in which a server saves. */
const PLACE = ['dir', 'dbfilename', 'appendonly', 'save', 'appendfilename', 'appenddirname'];
const PAUSE = ['CLIENT', 'PAUSE', '10000', 'WRITE'] as const;

/**
 * A `redis-server` in its own folder, with the steps that no creation can omit: the instance is locked, its port is in
 * the registry, an undo entry for a crash, redis.conf and the record are on disk, the process is recorded before and
 * after it identifies itself, and the activity log has a line.
 *
 * Destroying it: locks the instance, pauses writes while the keys are saved, checks that no write came in between,
 * verifies the process, records that it is being ended, ends it, moves its folder with a note durably, frees its port, and writes a line to the
 * activity log.
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
    // Without it, a crash between the two signals would leave a suspended server.
    bareReplace(`${folder}.process`, JSON.stringify({ pid, runId, endedBy: process.pid }));
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

/** Its redis.conf is written to disk while it starts. */
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
