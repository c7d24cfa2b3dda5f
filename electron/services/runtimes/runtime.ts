import type { Engine } from '../../../shared/contract/engine.ts';
import type { Problem } from '../../../shared/contract/instance.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import type { ServerFiles } from '../redis/conf/server-files.ts';
import type { RedisTarget } from '../redis/connection/redis-link.ts';
import type { EngineAddress } from './engine-address.ts';
import type { InstanceSpec } from './instance-spec.ts';

/** How an instance stands in its engine. What Redis says of itself is asked elsewhere. */
export interface RuntimeEntry {
  readonly id: string;
  readonly runtime: RuntimeKind;
  readonly state: 'running' | 'stopped';
  /** A reason not to expect an answer: paused, crash-looping, pid of a stranger. */
  readonly problem: Problem | null;
  readonly container: string | null;
  readonly network: string | null;
  readonly image: string | null;
  /** The very image it was made from, whatever its name means by now. */
  readonly imageId?: string | null;
  /** Where clients reach it: 127.0.0.1 and the published port, with `tls` where only that is spoken; null when it is not published. */
  readonly address: ServerAddress | null;
  /** The address of this computer on which a container is published, where the engine tells. */
  readonly publishedOn?: string | null;
  /** The port that a container publishes for TLS beside it; null where there is none. */
  readonly tlsPort?: number | null;
  /** When the engine started it, ISO 8601; null when it is not running, or its list does not say (Docker's). */
  readonly startedAt: string | null;
  /** Of one that was just started: whether it has answered already, to the password of its `redis.conf`, with all its data. */
  readonly loaded?: boolean;
  /** `run_id` that the server must answer with to be ours; null where the engine itself vouches for it. */
  readonly runId: string | null;
  /** Host folders as the container itself mounts them; null where it has none. */
  readonly mounts: { readonly data: string | null; readonly config: string | null; readonly logs: string | null };
  readonly labels: Readonly<Record<string, string>>;
  /** Whether other computers answer what its container sends; null where that is not known. */
  readonly outgoing?: 'open' | 'closed' | null;
  /** What the server makes of paths, and its arguments; left out where the engine does not tell. */
  readonly files?: ServerFiles;
}

/** Where a server is reached from this computer. With `path`, the port is only kept for it: nothing listens there. */
export type ServerAddress = Omit<RedisTarget, 'password'>;

/** A line that the engine took from a server's output. */
export interface OutputLine {
  /** When the engine got it, ISO 8601; null where it does not tell. */
  readonly at: string | null;
  readonly text: string;
}

/** How a container ended, as its engine tells at that moment. */
export interface ContainerEnd {
  readonly exitCode: number | null;
  readonly outOfMemory: boolean;
}

/**
 * Where what an instance runs came from: it was here already; from an archive; from a registry, which may have had
 * nothing newer; from this machine, as no registry answered; built here; or it is the program of this machine.
 */
export type PreparedFrom = 'present' | 'archive' | 'registry' | 'no-registry' | 'built' | 'program';

/**
 * One way to run a Redis server. Every method throws `AppError` for what a user can meet; `list` throws
 * ENGINE_UNREACHABLE when the engine cannot be asked. Implementations read few settings, such as
 * where the server listens and its `maxmemory`.
 */
export interface Runtime {
  readonly kind: RuntimeKind;
  /** What is there to be used. Never throws. */
  probe(): Promise<Engine>;
  /** Whether an instance could be made now: the quick part of `probe`. Never throws. */
  usable(): Promise<boolean>;
  /** The engine that it uses, once it has answered; null where there is none. */
  engine(): EngineAddress | null;
  /**
   * Everything of ours, by one call to the engine.
   * @param only the one instance that is wanted: of the others nothing is read
   */
  list(only?: string): Promise<readonly RuntimeEntry[]>;
  /** Makes sure that what `create` needs is there: the image pulled, loaded or built; the program found. */
  prepare(
    spec: Pick<InstanceSpec, 'image' | 'imageArchive'> & {
      /** Where a registry has a newer image of that name, it is fetched; else the one that is here does. */
      readonly newer?: boolean;
    },
    op: OperationContext,
  ): Promise<PreparedFrom>;
  /**
   * Whether an instance has exactly what it would get: the image of that name that is here, or the program that is found.
   * @param buildId `redis_build_id` of the running server; a program may have been replaced in its place
   */
  isCurrent(id: string, image: string, buildId: string | null): Promise<boolean>;
  /** The version of Redis that it would run: of an image that is here, or of the program. Null where it is not known. */
  versionOf(image: string): Promise<string | null>;
  /** Makes the instance without starting it. What it makes it first notes in `op.undo`. */
  create(spec: InstanceSpec, op: OperationContext): Promise<void>;
  /** The memory limit that its engine keeps, in bytes; null: none. Of containers alone. */
  memoryLimit?(id: string): Promise<number | null>;
  /** Starts it and returns when the engine says so; Redis may still be loading. */
  start(id: string, signal: AbortSignal): Promise<RuntimeEntry>;
  /** Asks the server to save as its settings say and to end, and waits; kills nothing. Throws TIMED_OUT. */
  stop(id: string, options: { readonly timeoutMs: number; readonly signal: AbortSignal }): Promise<void>;
  /** Ends it at once, without saving. */
  kill(id: string): Promise<void>;
  /** Removes container and network, or what the process runtime keeps of it; never folders. Idempotent. */
  remove(id: string): Promise<void>;
  /** The last lines it wrote, wherever to, oldest first: what it says of a failure. */
  recentOutput(id: string, lines: number): Promise<readonly string[]>;
  /** The last lines the engine itself keeps of its output, oldest first; none where all goes to the log file. */
  output(id: string, lines: number): Promise<readonly OutputLine[]>;
  /**
   * What it writes from a time on, in the pieces in which it comes. Ends when it stops, or the signal is aborted.
   * @param since ISO 8601; a line of that very time may come again
   */
  followOutput(id: string, since: string, signal: AbortSignal): AsyncIterable<readonly OutputLine[]>;
  /** Calls back when something of ours changed in the engine, and how it ended if it did; returns how to end that. */
  watch(changed: (id: string | null, end: ContainerEnd | null) => void): () => void;
}
