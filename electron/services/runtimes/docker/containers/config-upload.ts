import { folderDigest } from '../../../platform/files/folder-digest.ts';
import type { Environment } from '../../../platform/home/environment.ts';
import { instancePaths } from '../../../platform/home/paths.ts';
import { requireProtectedPort } from '../../protected-port.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import { containerName, USER_LABEL } from '../engine/ownership.ts';
import { serviceOf } from '../engine/service-labels.ts';
import type { Owned } from './list-containers.ts';
import { publishedAddress } from './published-address.ts';
import { ownerOf, uploadConfig } from './volumes.ts';

interface Parts {
  readonly connection: EngineConnection;
  readonly environment: Environment;
  /** The name of the engine, which has no access to our folders. */
  readonly engine: string;
}

/**
 * Uploads configurations to an engine on another machine. The configuration on this computer is authoritative: it
 * overrides the one in the volume.
 */
export function createConfigUpload({ connection, environment, engine }: Parts) {
  /** The last configuration that this process has uploaded, by container. */
  const uploaded = new Map<string, string>();
  /** The configuration of containers that this process has created with their volumes and not started yet, by name. */
  const created = new Map<string, string>();

  const ownConfig = ({ id }: Owned) => instancePaths(environment, id).config;

  /** redis.conf can be edited by hand, and Redis reads it at its next start. */
  const requireProtected = async (owned: Owned, config: string) => {
    const isService = serviceOf(owned.container) !== null;
    await requireProtectedPort({
      ...{ id: owned.id, engine, paths: { ...instancePaths(environment, owned.id), config } },
      ...(isService
        ? { deployment: 'service' as const }
        : { publishOn: await publishedAddress(connection, owned.container.Id) }),
    });
  };

  /** @throws AppError BAD_VALUE if the port of the instance is open at its machine and the configuration does not protect it */
  const upload = async (owned: Owned, config = ownConfig(owned)) => {
    await requireProtected(owned, config);
    const digest = await folderDigest(config);
    await uploadConfig(connection, filesOf(owned), { config }, ownerOf(owned.container.Labels?.[USER_LABEL] ?? null));
    uploaded.set(filesOf(owned), digest);
  };

  return {
    upload,
    /** To be called when a container was created together with its volumes, which contain this configuration. */
    async createdWith(container: string, config: string) {
      created.set(container, await folderDigest(config));
    },
    /** A start uploads the configuration, unless it is the one that a new container got with its volumes. */
    async forStart(owned: Owned, config?: string) {
      const name = containerName(owned.container);
      const before = created.get(name);
      created.delete(name);
      const now = before && (await folderDigest(config ?? ownConfig(owned)));
      if (before && before === now) uploaded.set(filesOf(owned), now);
      else await upload(owned, config);
    },
    /** Uploads the configuration if it has changed since the last upload. */
    async ifChanged(owned: Owned) {
      if (uploaded.get(filesOf(owned)) !== (await folderDigest(ownConfig(owned)))) await upload(owned);
    },
  };
}

/** The container through which the volumes of an instance are read and written. */
export function filesOf({ container, keeper }: Owned): string {
  return (keeper ?? container).Id;
}
