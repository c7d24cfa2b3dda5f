import { createHash } from 'node:crypto';
import { imageLayer } from './image-layer.ts';
import type { LocalRedis } from './local-redis.ts';
import { packTar } from './pack-tar.ts';
import { sharedLibraries, unusualFolders } from './shared-libraries.ts';

/** Says that an image was not pulled but made of a machine's own programs. */
const BUILT_HERE_LABEL = 'vrooli.image';

/** The version of the `redis-server` that an image was built here from; null for any other image. */
export function builtHere(labels: Readonly<Record<string, string>> | null | undefined): string | null {
  return /^built here from redis-server (\S+)$/.exec(labels?.[BUILT_HERE_LABEL] ?? '')?.[1] ?? null;
}

export interface LocalImage {
  /** `sha256:…`, as the engine will call it. */
  readonly id: string;
  /** What `docker save` would have written. */
  readonly archive: Buffer;
}

/** The engine's names for the processors that Node names otherwise. */
const architectures: Partial<
  Record<NodeJS.Architecture, { readonly architecture: string; readonly variant?: string }>
> = {
  x64: { architecture: 'amd64' },
  arm64: { architecture: 'arm64', variant: 'v8' },
  arm: { architecture: 'arm', variant: 'v7' },
};

/**
 * Makes an image of this machine's own Redis, for an engine that reaches no registry. The same programs give the
 * same image id. The format is that of `docker save`, which Docker and Podman both load
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
