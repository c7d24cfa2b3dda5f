import { onTestFinished } from 'vitest';
import { connectEngine } from '../../electron/services/runtimes/docker/engine/engine-connection.ts';
import { loadBytes } from '../../electron/services/runtimes/docker/images/load-archive.ts';
import { buildLocalImage } from '../../electron/services/runtimes/docker/images/local-image.ts';
import { findLocalRedis } from '../../electron/services/runtimes/docker/images/local-redis.ts';
import { dockerAt } from './docker-host.ts';

interface ImageChange {
  readonly version?: string;
  /** Paths in the image → paths here. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Gives the engine an image of the local Redis, which is removed when the calling test ends. @returns its name */
export async function loadLocalImage(name: string, { version, files = {} }: ImageChange = {}): Promise<string> {
  const redis = await findLocalRedis(process.env.PATH);
  if (!redis) throw new Error('no redis-server on this machine');
  const programs = new Map([...redis.programs, ...Object.entries(files)]);
  const { archive } = await buildLocalImage({ ...redis, ...(version && { version }), programs }, name);
  await loadBytes(
    connectEngine(() => process.env),
    archive,
    new AbortController().signal,
  );
  const engine = dockerAt(process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock');
  onTestFinished(async () => {
    await engine
      .getImage(name)
      .remove({ force: true })
      .catch(() => undefined);
  });
  return name;
}
