import { createHash } from 'node:crypto';
import { imageLayer } from './image-layer.ts';
import type { LocalRedis } from './local-redis.ts';
import { packTar } from './pack-tar.ts';
import { sharedLibraries, unusualFolders } from './shared-libraries.ts';

/** Marks an image that was built from local programs. */
const BUILT_HERE_LABEL = 'vrooli.image';

/** The version of the `redis-server` in an image that was built here; null for any other image. */
export function builtHere(labels: Readonly<Record<string, string>> | null | undefined): string | null {
  return /^built here from redis-server (\S+)$/.exec(labels?.[BUILT_HERE_LABEL] ?? '')?.[1] ?? null;
}

export interface LocalImage {
  /** The `sha256:…` id that the engine will assign. */
  readonly id: string;
  /** In the format of `docker save`. */
  readonly archive: Buffer;
}

/** The engine's names for Node's processor architectures. */
const architectures: Partial<
  Record<NodeJS.Architecture, { readonly architecture: string; readonly variant?: string }>
> = {
  x64: { architecture: 'amd64' },
  arm64: { architecture: 'arm64', variant: 'v8' },
  arm: { architecture: 'arm', variant: 'v7' },
};

/**
 * Builds an image from the local redis-server, for an engine without access to a registry. The same programs give the
 * same image id. Docker and Podman both load the format of `docker save`
 * (https://github.com/moby/docker-image-spec).
 */
export async function buildLocalImage(redis: LocalRedis, name: string): Promise<LocalImage> {
  const libraries = await sharedLibraries([...redis.programs.values()]);
  const files = new Map([...libraries.map((path) => [path, path] as const), ...redis.programs]);
  const layer = await imageLayer(files);
  const unusual = unusualFolders(libraries);
  const config = Buffer.from(
    JSON.stringify({
      ...(architectures[process.arch] ?? { architecture: process.arch }),
      os: 'linux',
      created: '1970-01-01T00:00:00Z',
      config: {
        Env: [
          'PATH=/usr/local/bin:/usr/bin:/bin',
          `REDIS_VERSION=${redis.version}`,
          ...(unusual.length > 0 ? [`LD_LIBRARY_PATH=${unusual.join(':')}`] : []),
        ],
        Cmd: ['redis-server'],
        WorkingDir: '/data',
        ExposedPorts: { '6379/tcp': {} },
        Labels: { [BUILT_HERE_LABEL]: `built here from redis-server ${redis.version}` },
      },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
      history: [{ created: '1970-01-01T00:00:00Z', created_by: `redis-server ${redis.version} of the machine` }],
    }),
  );
  const id = sha256(config);
  const manifest = [{ Config: `${id}.json`, RepoTags: [name], Layers: ['layer.tar'] }];
  const archive = await packTar([
    [`${id}.json`, { type: 'file', mode: 0o644, content: config }],
    ['layer.tar', { type: 'file', mode: 0o644, content: layer }],
    ['manifest.json', { type: 'file', mode: 0o644, content: Buffer.from(JSON.stringify(manifest)) }],
  ]);
  return { id: `sha256:${id}`, archive };
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
