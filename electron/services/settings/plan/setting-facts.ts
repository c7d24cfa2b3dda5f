import type { Applied } from '../../../../shared/contract/settings.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { ConfFile } from '../../redis/conf/conf-file.ts';
import type { Values } from '../../redis/conf/conf-values.ts';
import type { EffectiveConf } from '../../redis/conf/effective-conf.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import type { InfoFields } from '../../redis/info/info.ts';
import type { ContainerRights } from '../../runtimes/docker/containers/container-rights.ts';

/** The complete input of a plan. */
export interface SettingFacts {
  readonly id: string;
  readonly runtime: RuntimeKind;
  /** It responds and has loaded its data, or it refuses this app. */
  readonly running: boolean;
  /** Why it refuses this app, as a sentence; null if it does not, or is stopped. */
  readonly refusal: string | null;
  readonly file: ConfFile;
  readonly conf: RedisConf;
  /** With includes and the arguments of the start command. */
  readonly effective: EffectiveConf;
  /** Resolves another redis.conf in the same place. */
  readonly resolve: (conf: RedisConf) => EffectiveConf;
  /** CONFIG GET; null when it is stopped or CONFIG is not available. */
  readonly live: Values | null;
  readonly info: InfoFields | null;
  /** Docker only: the published address and port. */
  readonly published: Published | null;
  /** Docker only: the port of the instance record; null if unknown. */
  readonly recordedPort: number | null;
  /** Docker only: the published TLS port; null: none. */
  readonly publishedTls: number | null;
  /** The two folders, if the server saves to another one than redis.conf names; null if they match or are unknown. */
  readonly movedFolder: { readonly file: string; readonly live: string } | null;
  /** Docker only; null if not read. */
  readonly container: ContainerFacts | null;
  /** Default save points when the file has none. */
  readonly saveIntervals: string;
  readonly machine: {
    readonly memoryBytes: number;
    /** Addresses of this computer's network interfaces. */
    readonly addresses: readonly string[];
    /** The system's limit for the connection queue; null if unknown. */
    readonly longestBacklog: number | null;
  };
}

/** The user's choices for a container. */
export interface ContainerChoices {
  /** Memory limit in bytes; null: derived from `maxmemory`; 0: none. */
  readonly memoryBytes: number | null;
  /** Whether it can reach other computers. */
  readonly outgoing: boolean;
}

/** The choices for a container, and what the engine reports. */
export interface ContainerFacts {
  readonly chosen: ContainerChoices;
  readonly rights: ContainerRights;
}

export interface Published {
  readonly host: string;
  readonly port: number;
}

/**
 * Whether the running server cannot be configured live, because it refuses this app or CONFIG is disabled. Then it is
 * stopped, the file written, and the server started.
 */
export function takesFileOnly({ running, live }: Pick<SettingFacts, 'running' | 'live'>): boolean {
  return running && live === null;
}

/** The desired state: the file and, in Docker, the published address and the container. */
export interface Target {
  readonly text: string;
  readonly conf: RedisConf;
  readonly effective: EffectiveConf;
  readonly published: Published | null;
  /** Changed choices for the container. */
  readonly container?: Partial<ContainerChoices>;
  /** Container settings to bring in line with the existing choices. */
  readonly converts?: ReadonlySet<string>;
  /** Requested directives: planned even if only the server differs and the file already has the value. */
  readonly named: ReadonlySet<string>;
}

/** A change with unmasked values; clients get secrets masked. */
export interface Change {
  readonly directive: string;
  /** As CONFIG GET reports it; null if not set. */
  readonly from: string | null;
  readonly to: string | null;
  readonly how: Applied;
}
