import type { Applied } from '../../../../shared/contract/settings.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { ConfFile } from '../../redis/conf/conf-file.ts';
import type { Values } from '../../redis/conf/conf-values.ts';
import type { EffectiveConf } from '../../redis/conf/effective-conf.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import type { InfoFields } from '../../redis/info/info.ts';
import type { ContainerRights } from '../../runtimes/docker/docker-runtime.ts';

/** All that a plan is computed from, gathered beforehand. */
export interface SettingFacts {
  readonly id: string;
  readonly runtime: RuntimeKind;
  /** It answers and has loaded its data, or refuses this app. */
  readonly running: boolean;
  /** Why it does not let this app in, as a sentence; null when it does, or does not run. */
  readonly refusal: string | null;
  readonly file: ConfFile;
  readonly conf: RedisConf;
  /** What a start makes of it: includes and the arguments of the command that starts it. */
  readonly effective: EffectiveConf;
  /** What a start would make of another redis.conf in its place. */
  readonly resolve: (conf: RedisConf) => EffectiveConf;
  /** CONFIG GET *; null when it does not run, or would not tell. */
  readonly live: Values | null;
  readonly info: InfoFields | null;
  /** Of docker: the address and port on this computer that lead to the container. */
  readonly published: Published | null;
  /** Of docker: the port that we made the container for; null where that is not known. */
  readonly recordedPort: number | null;
  /** Of docker: the port that is published for TLS beside it; null: none. */
  readonly publishedTls: number | null;
  /** Folders, where the server saves to another one than redis.conf names; null: to that one, or it is not known. */
  readonly movedFolder: { readonly file: string; readonly live: string } | null;
  /** Of docker: the container; null of a process, and where nobody has asked. */
  readonly container: ContainerFacts | null;
  /** Save points for a mode with snapshots, where the file has none. */
  readonly saveIntervals: string;
  readonly machine: {
    readonly memoryBytes: number;
    /** Addresses of this computer's network interfaces. */
    readonly addresses: readonly string[];
    /** The longest queue of connections the system allows; null where it is not known. */
    readonly longestBacklog: number | null;
  };
}

/** What the user has chosen for a container. */
export interface ContainerChoices {
  /** Its memory limit in bytes; null: by `maxmemory`; 0: none. */
  readonly memoryBytes: number | null;
  /** Whether it reaches other computers. */
  readonly outgoing: boolean;
}

/** A container: what was chosen for it, and what its engine reports. */
export interface ContainerFacts {
  readonly chosen: ContainerChoices;
  readonly rights: ContainerRights;
}

export interface Published {
  readonly host: string;
  readonly port: number;
}

/**
 * Whether the running server can be given nothing but a new file: it refuses this app, or CONFIG is disabled. Then it is
 * stopped, its file is written, and it is started.
 */
export function takesFileOnly({ running, live }: Pick<SettingFacts, 'running' | 'live'>): boolean {
  return running && live === null;
}

/** What is to be, as the file and, of docker, where it is published. */
export interface Target {
  readonly text: string;
  readonly conf: RedisConf;
  readonly effective: EffectiveConf;
  readonly published: Published | null;
  /** What is chosen for the container, where that changes. */
  readonly container?: Partial<ContainerChoices>;
  /** Settings of the container that are brought to what was chosen for them. */
  readonly converts?: ReadonlySet<string>;
  /** Directives that were named: planned even where the file says so already and the server does not. */
  readonly named: ReadonlySet<string>;
}

/** One change with its real values; what a face sees of it has secrets masked. */
export interface Change {
  readonly directive: string;
  /** As CONFIG GET gives it; null where there is none. */
  readonly from: string | null;
  readonly to: string | null;
  readonly how: Applied;
}
