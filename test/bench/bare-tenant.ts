import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type Docker from 'dockerode';
import { Redis } from 'ioredis';
import { endChild, track } from '../support/children.ts';
import { dockerAt } from '../support/docker-host.ts';
import { freePort } from '../support/ports.ts';
import type { TestHome } from '../support/test-home.ts';
import { atomicWrite } from './atomic-write.ts';
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

/**
 * A `redis-server` in a folder of its own, up to PONG, noted on disk before for an undo after a crash, and its record
 * after. Destroyed, its keys are saved, it is killed, and its folder with a note in it is moved, durably.
 */
export async function bareProcess(home: TestHome): Promise<BareTenant> {
  const port = await freePort();
  const folder = await mkdtemp(join(home.path, 'bare-'));
  await atomicWrite(`${folder}.journal`, 'made: a folder\n');
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  track(child, 'a bare redis-server');
  await Promise.all([untilPong(port), atomicWrite(join(folder, 'redis.json'), '{}\n')]);
  await rm(`${folder}.journal`);
  const destroy = async () => {
    const redis = new Redis(port, '127.0.0.1', { retryStrategy: () => null });
    redis.on('error', () => undefined);
    await redis.save();
    redis.disconnect();
    await endChild(child, 'SIGKILL');
    await atomicWrite(join(folder, 'destroyed.json'), '{}\n');
    const kept = join(home.path, 'bare-destroyed');
    await mkdir(kept, { recursive: true });
    await rename(folder, join(kept, basename(folder)));
    const opened = await open(kept, 'r');
    await opened.sync();
    await opened.close();
  };
  return { port, destroy };
}
