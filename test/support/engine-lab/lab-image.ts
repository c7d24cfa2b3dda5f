import { connectEngine } from '../../../electron/services/runtimes/docker/engine/engine-connection.ts';
import { loadBytes } from '../../../electron/services/runtimes/docker/images/load-archive.ts';
import { buildLocalImage } from '../../../electron/services/runtimes/docker/images/local-image.ts';
import { findLocalRedis } from '../../../electron/services/runtimes/docker/images/local-redis.ts';
import type { EngineLab } from './lab.ts';

/** The image of a new tenant. */
const IMAGE = 'redis:7-alpine';

/** Gives the engines of a lab an image of this machine's Redis, so that no test builds it. */
export async function loadLabImage(lab: EngineLab): Promise<void> {
  const redis = await findLocalRedis(process.env.PATH);
  if (!redis) throw new Error('no redis-server on this machine');
  const { archive } = await buildLocalImage(redis, IMAGE);
  const signal = new AbortController().signal;
  await Promise.all(
    lab.nodes.map(({ socket }) =>
      loadBytes(
        connectEngine(() => ({ DOCKER_HOST: `unix://${socket}` })),
        archive,
        signal,
      ),
    ),
  );
}
