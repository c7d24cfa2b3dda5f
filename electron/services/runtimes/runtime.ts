import type { Engine } from '../../../shared/contract/engine.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { Problem } from '../../../shared/contract/instance.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import type { KeptPassword } from '../passwords/kept-password.ts';
import type { ServerFiles } from '../redis/conf/server-files.ts';
import type { RedisTarget } from '../redis/connection/redis-link.ts';
import type { EngineAddress } from './engine-address.ts';
import type { InstanceSpec } from './instance-spec.ts';

/** The state of an instance in its runtime, without data from the Redis server. */
export interface RuntimeEntry {
  readonly id: string;
  readonly runtime: RuntimeKind;
  /** The name of its engine; omitted: this computer's. */
  readonly engine?: string;
  /** It runs as a service of a swarm; omitted: as a container or process. */
  readonly deployment?: 'service';
  readonly state: 'running' | 'stopped';
  /** Why the server cannot answer: paused, crash-looping, pid of another program. */
  readonly problem: Problem | null;
  readonly container: string | null;
  readonly network: string | null;
  readonly image: string | null;
  /** The id of the image of its container. A newer image may have taken the image's name. */
  readonly imageId?: string | null;
  /** The address for clients, with `tls` if the server accepts only TLS; null if the container is not published. */
  readonly address: ServerAddress | null;
  /** The local address on which a container is published, if the engine reports it. */
  readonly publishedOn?: string | null;
  /** The published TLS port of a container; null: none. */
  readonly tlsPort?: number | null;
  /** When the server was started, ISO 8601; null if it is not running or the engine's list omits the time (Docker). */
  readonly startedAt: string | null;
  /** After a start: whether the server has already answered with all its data loaded. */
  readonly loaded?: boolean;
  /** The `run_id` that identifies our server; null if the engine guarantees its identity. */
  readonly runId: string | null;
  /** Host folders that the container mounts; null: not mounted. */
  readonly mounts: { readonly data: string | null; readonly config: string | null; readonly logs: string | null };
  readonly labels: Readonly<Record<string, string>>;
  /** Whether the container can communicate with other computers; null if unknown. */
  readonly outgoing?: 'open' | 'closed' | null;
  /** How the server resolves paths, and its arguments; omitted if the engine does not report them. */
  readonly files?: ServerFiles;
  /** The password that a person entered for its server. */
  readonly keptPassword?: KeptPassword;
}

/** The address of a server for clients on this computer. With a socket `path`, the port is only reserved. */
export type ServerAddress = Omit<RedisTarget, 'password'>;

/** A line of a server's output in the engine's log. */
export interface OutputLine {
  /** When the engine received the line, ISO 8601; null if not reported. */
  readonly at: string | null;
  readonly text: string;
}

/** How a container exited, from the engine's event. */
export interface ContainerEnd {
  readonly exitCode: number | null;
  readonly outOfMemory: boolean;
}

/**
 * The source of an instance's program: an image that was present, an archive, a registry (perhaps without a newer
 * image), the present image because no registry answered, an image built here, or the local redis-server.
 */
export type PreparedFrom = 'present' | 'archive' | 'registry' | 'no-registry' | 'built' | 'program';

/** The instances on one engine. */
export interface EngineList {
  /** Its name; null: this computer's. */
  readonly engine: string | null;
  readonly entries: readonly RuntimeEntry[];
  readonly unreachable: AppError<'ENGINE_UNREACHABLE'> | null;
}

/** Every runtime of this app by its kind. */
export type Runtimes = Readonly<Record<RuntimeKind, Runtime>>;

/**
 * One way to run a Redis server. Methods throw `AppError` for failures that users can cause; `list` throws
 * ENGINE_UNREACHABLE if the engine does not answer. Implementations read only a few settings, such as the listen address
 * and `maxmemory`.
 */
export interface Runtime {
  readonly kind: RuntimeKind;
  /** Describes the engine and its problem, if any. Never throws. */
  probe(): Promise<Engine>;
  /** Whether an instance could be created now: the fast part of `probe`. Never throws. */
  usable(): Promise<boolean>;
  /** The engine in use, once it has answered; null: none. */
  engine(): EngineAddress | null;
  /**
   * All instances of this home, by one call to the engine.
   * @param only the id of a single instance to read
   */
  list(only?: string): Promise<readonly RuntimeEntry[]>;
  /** {@link list} by engine, if a runtime has several: an unreachable one hides no other. */
  listEngines?(only?: string): Promise<readonly EngineList[]>;
  /** Provides what `create` needs: pulls, loads or builds the image, or finds the program. */
  prepare(
    spec: Pick<InstanceSpec, 'image' | 'imageArchive' | 'engine'> & {
      /** Pulls a newer image of that name if a registry has one. */
      readonly newer?: boolean;
    },
    op: OperationContext,
  ): Promise<PreparedFrom>;
  /**
   * Whether an instance already runs the image or program that `create` would use now.
   * @param buildId `redis_build_id` of the running server, because an upgrade may replace the program under the same path
   */
  isCurrent(id: string, image: string, buildId: string | null): Promise<boolean>;
  /** The Redis version of an image or of the program; null if unknown. @param engine omitted: this computer's */
  versionOf(image: string, engine?: string): Promise<string | null>;
  /** Creates the instance without starting it. Journals each change in `op.undo` first. */
  create(spec: InstanceSpec, op: OperationContext): Promise<void>;
  /** The memory limit of a container in bytes; null: none. */
  memoryLimit?(id: string): Promise<number | null>;
  /** Checks the program and settings of the next start, before anything stops the server. @throws AppError START_FAILED */
  checkStart?(id: string): Promise<void>;
  /** Starts the server and returns once the engine reports it as running; Redis may still be loading. */
  start(id: string, signal: AbortSignal): Promise<RuntimeEntry>;
  /** Asks the server to save by its settings and exit, and waits. Never kills it. Throws TIMED_OUT. */
  stop(id: string, options: { readonly timeoutMs: number; readonly signal: AbortSignal }): Promise<void>;
  /**
   * Kills the server without saving.
   * @param options.removes the caller removes the instance next, so that no record must say that it is stopped
   */
  kill(id: string, options?: { readonly removes?: boolean }): Promise<void>;
  /** Removes container and network, or the process record; never folders. Idempotent. */
  remove(id: string): Promise<void>;
  /** The last lines of its log or output, oldest first. They show the reason of a failure. */
  recentOutput(id: string, lines: number): Promise<readonly string[]>;
  /** The last lines of its output in the engine's log, oldest first; none if all output goes to the log file. */
  output(id: string, lines: number): Promise<readonly OutputLine[]>;
  /**
   * Follows its output in chunks, until it stops or the signal aborts.
   * @param since ISO 8601; lines of exactly that time may repeat
   */
  followOutput(id: string, since: string, signal: AbortSignal): AsyncIterable<readonly OutputLine[]>;
  /**
   * When a server last wrote to its log or its data folder, ms since 1970, if this computer has no access to them; null
   * if it is not known. @throws AppError ENGINE_UNREACHABLE
   */
  lastWritten?(id: string): Promise<number | null>;
  /** Calls back when an instance of this home changes, with its end if it exited. Returns a function that stops watching. */
  watch(changed: (id: string | null, end: ContainerEnd | null) => void): () => void;
}
