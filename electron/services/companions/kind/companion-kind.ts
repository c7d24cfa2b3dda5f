import type { EndSignal } from '../../runtimes/docker/containers/service-containers.ts';
import type { ServerAccount } from '../../runtimes/process/spawn-server.ts';
import type { CompanionPaths } from '../store/companion-paths.ts';

/** One port of a service. */
export interface KindPort {
  readonly name: string;
  /** The port inside a container. */
  readonly inside: number;
}

/**
 * One kind of service beside the Redis of a tenant. The rest of the core knows no kind by name: a new kind is a folder
 * and a line in `kinds.ts`.
 */
export interface Kind {
  /** Used in `--resources`, in folder and container names, and as the host name on the tenant's network. */
  readonly name: string;
  readonly title: string;
  /** The first one is the port that programs use. */
  readonly ports: readonly KindPort[];
  /** New secrets, by the name of their file. Each file has mode 0600. */
  secrets(): Readonly<Record<string, string>>;
  readonly container: ContainerKind;
  /** Null if it runs in containers only. */
  readonly program: ProgramKind | null;
  /** Whether it accepts connections. Waits at most a second and never throws. */
  probe(port: number): Promise<Readiness>;
  /** The version in its data folder; null if the folder has none or does not record it. */
  version(paths: CompanionPaths): string | null;
  readonly connection: ConnectionKind;
  readonly backup: DumpKind | ArchiveKind;
}

/** `starting`: it replies, but does not accept connections yet. `silent`: it does not reply. */
export type Readiness = 'ready' | 'starting' | 'silent';

/** How it runs in a container. Its folders are mounted at the paths in {@link mountedAt}. */
export interface ContainerKind {
  readonly image: string;
  /** The environment variable that chooses another image. */
  readonly variable: string;
  readonly command: readonly string[];
  /** Never a secret: the image's variables name files instead. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the image stores its data. */
  readonly dataTarget: string;
  /** Whether its server refuses to run as root, which is the only user on a rootless engine. */
  readonly refusesRoot: boolean;
  /** Additional files for the container, by their path in it. @param user `uid:gid` of the container */
  files(user: string): Readonly<Record<string, string>>;
  readonly endSignal: EndSignal;
}

/** The paths in every container of a companion. */
export const mountedAt = { secrets: '/run/secrets', exchange: '/exchange' } as const;

/** Where a companion runs as a process. */
export interface ProgramPlace {
  /** The folder of its programs. */
  readonly programs: string;
  readonly paths: CompanionPaths;
  /** By the name of the port. */
  readonly ports: Readonly<Record<string, number>>;
  /** The user that the server runs as; null: the user of this app. */
  readonly account: ServerAccount | null;
  /** The data folder as its programs must name it, because the parent folders may be closed to that user. */
  readonly dataFolder: string;
  /** Runs one of its programs to its end. @throws AppError START_FAILED with its output */
  run(program: string, args: readonly string[], input?: string): Promise<void>;
}

/** How it runs as a process. */
export interface ProgramKind {
  /** The folder with its programs; null if it is not installed. */
  find(path: string | undefined): Promise<string | null>;
  /** How to install it, as a sentence. */
  readonly howToGet: string;
  /** Whether its server refuses to run as root. */
  readonly refusesRoot: boolean;
  /** Fills an empty data folder. */
  initialize(place: ProgramPlace): Promise<void>;
  command(place: ProgramPlace): { readonly program: string; readonly args: readonly string[] };
  /** The names of the server's program, to recognise its process. */
  readonly programNames: readonly string[];
  readonly endSignal: EndSignal;
}

/** What programs need in order to connect. */
export interface Reachable {
  /** By the name of the port. */
  readonly ports: Readonly<Record<string, number>>;
  /** Secrets by file name, or their masks. */
  readonly secrets: Readonly<Record<string, string>>;
}

export interface ConnectionKind {
  /** Without a password. @param host such as `localhost` */
  url(host: string, port: number): string;
  /** The variables of `.env`, in order. */
  environment(reachable: Reachable): Readonly<Record<string, string>>;
  /** Its service in compose.yaml, for a computer without this app. Passwords come from `.env`. */
  compose(image: string): ComposeService;
}

export interface ComposeService {
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Names of `.env` whose values become files in /run/secrets, by the name of that file. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly dataTarget: string;
  /** `NAME:inside` for each port, NAME a variable of `.env`. */
  readonly ports: readonly { readonly variable: string; readonly inside: number }[];
}

/** A running companion as its client programs see it: the same for a container and a process. */
export interface Session {
  /** Runs a client program and returns its output. @throws AppError START_FAILED if it fails */
  run(program: string, args: readonly string[]): Promise<string>;
  /** The address of the server for these programs. */
  readonly address: { readonly host: string; readonly port: number };
  /** The path of a secret for these programs. */
  secret(name: string): string;
  /** The path of a file in the exchange folder for these programs. */
  exchanged(name: string): string;
}

/** A backup is a file that client programs write while the server runs. */
export interface DumpKind {
  readonly form: 'dump';
  readonly extension: string;
  /** Writes the data to a file of the exchange folder. */
  save(session: Session, file: string): Promise<void>;
  /** Replaces the data with that of a file. The old data is kept until {@link finishRestore}. */
  restore(session: Session, file: string): Promise<void>;
  /** Restores the old data, wherever a restore was interrupted. Does nothing if there was none. */
  undoRestore(session: Session): Promise<void>;
  /** Deletes the old data. */
  finishRestore(session: Session): Promise<void>;
}

/** A backup is an archive of the data folder, taken while the server is stopped. */
export interface ArchiveKind {
  readonly form: 'archive';
  readonly extension: string;
}
