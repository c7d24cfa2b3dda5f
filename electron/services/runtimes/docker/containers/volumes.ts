import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { join, posix, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ContainerCreateOptions, MountSettings } from 'dockerode';
import { type Header, type Pack, pack } from 'tar-stream';
import { AppError } from '../../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../../operations/run/operation-context.ts';
import { syncFolder } from '../../../platform/files/durable-write.ts';
import { readTar } from '../../../platform/files/read-tar.ts';
import { ensureFolder } from '../../../platform/home/ensure-folder.ts';
import type { InstancePaths } from '../../../platform/home/paths.ts';
import type { InstanceSpec } from '../../instance-spec.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { diskFull, engineStatus } from '../engine/engine-failure.ts';
import { containerName, HOME_LABEL, SCRATCH_LABEL } from '../engine/ownership.ts';
import { removeContainer } from './remove-container.ts';

const FOLDERS = { data: '/data', config: '/usr/local/etc/redis', logs: '/var/log/redis' } as const;
type FolderKind = keyof typeof FOLDERS;

/** The volumes of an instance on an engine without access to our folders. @param prefix as in its record */
export function volumeNames(prefix: string): readonly string[] {
  return (Object.keys(FOLDERS) as FolderKind[]).map((kind) => `${prefix}-${kind}`);
}

/**
 * Whether the volumes of an instance must be created: it is new, or some were removed outside of this app. Those that
 * exist keep their files. Without this, the engine would create them, with an owner that Redis is not.
 */
export async function needsVolumes(
  connection: EngineConnection,
  { id, volumes, createsVolumes = false }: Pick<InstanceSpec, 'id' | 'volumes' | 'createsVolumes'>,
  op: Pick<OperationContext, 'warn'>,
): Promise<boolean> {
  if (volumes === undefined || createsVolumes) return createsVolumes;
  const found = await connection.ask((docker) => docker.listVolumes({ filters: { name: [volumes] } }));
  const names = new Set((found.Volumes ?? []).map(({ Name }) => Name));
  const missing = volumeNames(volumes).filter((name) => !names.has(name));
  const data = missing.find((name) => name.endsWith('-data'));
  if (data !== undefined)
    op.warn(`The volume ${data} was removed outside of this app, so ${id} starts without data. Restore a backup.`);
  return missing.length > 0;
}

/** The mounts of a container: our folders, or named volumes, which the engine creates. */
export function mountsFor(spec: Pick<InstanceSpec, 'paths' | 'volumes' | 'labels'>, home: string): MountSettings[] {
  return (Object.keys(FOLDERS) as FolderKind[]).map((kind) =>
    spec.volumes === undefined
      ? { Type: 'bind', Source: spec.paths[kind], Target: FOLDERS[kind] }
      : {
          Type: 'volume',
          Source: `${spec.volumes}-${kind}`,
          Target: FOLDERS[kind],
          // Without the files that the image has in that folder.
          VolumeOptions: {
            NoCopy: true,
            Labels: { ...spec.labels, [HOME_LABEL]: home },
            DriverConfig: { Name: 'local', Options: {} },
          },
        },
  );
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The owner of the files, from the user of a container. */
export function ownerOf(user: string | null): Owner {
  const [uid = 0, gid = uid] = (user ?? '0:0').split(':').map(Number);
  return { uid, gid };
}

/**
 * Creates the volumes of an instance and makes the user of its container their owner. An upload never changes its
 * target folder, only those below it, and the root of an instance's container is read-only: so the upload goes to the
 * root of a container that is never started.
 * @param config the folder here with the first configuration, which is uploaded with them
 */
export async function createVolumes(
  connection: EngineConnection,
  options: Pick<ContainerCreateOptions, 'Image' | 'Labels'> & { readonly name: string },
  mounts: MountSettings[],
  owner: Owner,
  config: string,
): Promise<void> {
  const { name, Image, Labels } = options;
  const { id } = await connection.call(
    (docker, abortSignal) =>
      docker.createContainer({
        ...{ name, Image, Cmd: ['true'], abortSignal },
        Labels: { ...Labels, [SCRATCH_LABEL]: 'yes' },
        HostConfig: { Mounts: mounts, NetworkMode: 'none' },
      }),
    { limitMs: OPERATION_LIMIT_MS },
  );
  try {
    const tar = pack();
    for (const folder of Object.values(FOLDERS)) {
      tar.entry({ name: `${folder.slice(1)}/`, type: 'directory', mode: 0o700, ...owner });
    }
    const packing = packInto(tar, config, FOLDERS.config.slice(1), owner);
    await Promise.all([put(connection, id, '/', tar), packing]);
  } finally {
    await removeContainer(connection, id);
  }
}

/** Uploads the configuration of this computer into an instance's container. */
export function uploadConfig(
  connection: EngineConnection,
  container: string,
  { config }: Pick<InstancePaths, 'config'>,
  owner: Owner,
): Promise<void> {
  return uploadFolder(connection, container, config, FOLDERS.config, owner);
}

/** Uploads a folder of this computer into a folder of a container. */
export async function uploadFolder(
  connection: EngineConnection,
  container: string,
  from: string,
  to: string,
  owner: Owner,
  signal?: AbortSignal,
): Promise<void> {
  const tar = pack();
  await Promise.all([put(connection, container, to, tar, signal), packInto(tar, from, '', owner)]);
}

/** Packs the content of a folder below a path of the archive, and ends the archive. */
function packInto(tar: Pack, from: string, below: string, owner: Owner): Promise<void> {
  const packing = packFolder(tar, { root: from, below, owner }, from).then(() => tar.finalize());
  packing.catch((error: Error) => tar.destroy(error));
  return packing;
}

interface Packed {
  readonly root: string;
  readonly below: string;
  readonly owner: Owner;
}

async function packFolder(tar: Pack, packed: Packed, folder: string): Promise<void> {
  const { root, below, owner } = packed;
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const found = await lstat(path);
    const entry = {
      name: posix.join(below, relative(root, path)),
      mode: found.mode & 0o777,
      mtime: found.mtime,
      ...owner,
    };
    if (found.isDirectory()) {
      tar.entry({ ...entry, name: `${entry.name}/`, type: 'directory' });
      await packFolder(tar, packed, path);
    } else if (found.isFile()) {
      const sink = tar.entry({ ...entry, type: 'file', size: found.size });
      // A log may grow meanwhile.
      const content = found.size === 0 ? Readable.from([]) : createReadStream(path, { end: found.size - 1 });
      await pipeline(content, sink as unknown as NodeJS.WritableStream);
    }
  }
}

/**
 * Copies the data folder of a container into a new local folder; if it is running, files may change meanwhile. The
 * folder gets its name when it is complete. Accepts only files and folders, because the engine's response is untrusted.
 */
export async function downloadData(
  connection: EngineConnection,
  container: string,
  to: string,
  signal: AbortSignal,
): Promise<void> {
  const part = `${to}.part`;
  await rm(part, { recursive: true, force: true });
  ensureFolder(part);
  await connection.call(
    async (docker) => {
      const stream = await docker.getContainer(container).getArchive({ path: FOLDERS.data });
      await readTar([stream as Readable], (header, content) => take(part, header, content), signal);
    },
    { limitMs: null, signal },
  );
  await syncFolder(part);
  await rename(part, to);
}

function take(root: string, { name, type }: Header, content: Readable): Promise<void> | null {
  // The tar names the folder itself, `data/`.
  const path = resolve(root, name.replace(/^[^/]+\/?/, ''));
  if (path !== root && !path.startsWith(root + sep))
    throw new Error(`the engine sent a file outside of its folder: ${name}`);
  if (type === 'directory') ensureFolder(path);
  return type === 'file' ? pipeline(content, createWriteStream(path, { mode: 0o600 })) : null;
}

async function put(
  connection: EngineConnection,
  container: string,
  path: string,
  tar: Pack,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await connection.call(
      (docker, abortSignal) =>
        docker
          .getContainer(container)
          .putArchive(tar as unknown as NodeJS.ReadableStream, { path, abortSignal } as never),
      { limitMs: signal ? null : OPERATION_LIMIT_MS, signal },
    );
  } catch (error) {
    throw diskFull(error) ?? error;
  } finally {
    tar.destroy();
  }
}

/** Removes the volumes of an instance that no container uses. */
export async function removeVolumes(connection: EngineConnection, prefix: string): Promise<void> {
  for (const name of volumeNames(prefix)) {
    try {
      await connection.call((docker, abortSignal) => docker.getVolume(name).remove({ abortSignal }), {
        limitMs: OPERATION_LIMIT_MS,
      });
    } catch (error) {
      const status = engineStatus(error);
      if (status === 409) throw await volumeInUse(connection, name, error);
      if (status !== 404) throw error;
    }
  }
}

async function volumeInUse(connection: EngineConnection, name: string, cause: unknown): Promise<AppError> {
  const filters = { volume: [name] };
  const users = await connection.ask((docker) => docker.listContainers({ all: true, filters }));
  const by = users.map((container) => containerName(container)).join(', ') || 'another container';
  const message = `The volume ${name} is in use by ${by}, so it is kept. Remove that container; the app then removes the volume.`;
  return new AppError('ALREADY_EXISTS', message, { id: name, detail: by }, { cause });
}
