import { createHash } from 'node:crypto';
import { pack } from 'tar-stream';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { SCRATCH_LABEL } from '../engine/ownership.ts';
import { fullImageName } from '../images/image-name.ts';
import { removeContainer } from './remove-container.ts';

/** A lock on an instance that lives on its engine, so that apps on different computers see it. */
export interface Lease {
  release(): Promise<void>;
}

/** Another computer works on the instance. */
export interface LeaseHolder {
  readonly host: string;
  readonly since: string;
}

const HOST_LABEL = 'vrooli.lease';
const FILE = 'lease';
const RENEW_MS = 15_000;
/** By the engine's clock, because the clocks of two computers may differ. */
const EXPIRES_MS = 60_000;
const ATTEMPTS = 3;

/**
 * Takes the lease of an instance: a container that is never started, whose name only one app can create. Its file is
 * rewritten while the lease is held; a lease older than a minute belongs to a computer that is gone. A lease of this
 * computer is taken over: the caller holds the lock in the home, so its process is dead.
 * @param options.owner the home that the instance belongs to
 * @returns the holder if it is another computer
 */
export async function takeLease(
  connection: EngineConnection,
  options: {
    readonly id: string;
    readonly owner: string;
    readonly image: string;
    readonly host: string;
    readonly renewMs?: number;
  },
): Promise<Lease | LeaseHolder> {
  const { id, owner, image, host, renewMs = RENEW_MS } = options;
  const name = leaseName(owner, id);
  for (let attempt = 1; ; attempt++) {
    try {
      await connection.call(
        (docker, abortSignal) =>
          docker.createContainer({
            ...{ name, Image: fullImageName(image), Cmd: ['true'], abortSignal },
            Labels: { [SCRATCH_LABEL]: 'yes', [HOST_LABEL]: host },
            HostConfig: { NetworkMode: 'none' },
          }),
        { limitMs: OPERATION_LIMIT_MS },
      );
      await write(connection, name);
      return held(connection, name, renewMs);
    } catch (error) {
      if (engineStatus(error) !== 409) throw error;
      const holder = await holderOf(connection, name, host);
      if (holder !== null || attempt === ATTEMPTS) return holder ?? { host: 'another computer', since: now() };
      await removeContainer(connection, name);
    }
  }
}

/** Removes a lease that a killed process of this home has left on an engine. */
export async function endLease(connection: EngineConnection, owner: string, id: string): Promise<void> {
  await removeContainer(connection, leaseName(owner, id));
}

function leaseName(owner: string, id: string): string {
  return `vrooli-lease-${createHash('sha256').update(`${owner}\0${id}`).digest('hex').slice(0, 16)}`;
}

function held(connection: EngineConnection, name: string, renewMs: number): Lease {
  const timer = setInterval(() => void write(connection, name).catch(() => undefined), renewMs);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      await removeContainer(connection, name);
    },
  };
}

/** @returns null for a lease that this computer may take over */
async function holderOf(connection: EngineConnection, name: string, host: string): Promise<LeaseHolder | null> {
  try {
    const [details, info] = await Promise.all([
      connection.ask((docker, abortSignal) => docker.getContainer(name).inspect({ abortSignal })),
      connection.ask((docker) => docker.info()),
    ]);
    const holder = details.Config.Labels?.[HOST_LABEL] ?? '';
    if (holder === host) return null;
    const written = (await writtenAt(connection, name)) ?? Date.parse(details.Created);
    const engineNow = Date.parse(String((info as { readonly SystemTime?: string }).SystemTime ?? '')) || Date.now();
    return engineNow - written > EXPIRES_MS ? null : { host: holder, since: details.Created };
  } catch (error) {
    // It was released meanwhile.
    if (engineStatus(error) === 404) return null;
    throw error;
  }
}

/** The time in the lease, by the engine's clock. */
async function writtenAt(connection: EngineConnection, name: string): Promise<number | null> {
  const stat = await connection.ask((docker, abortSignal) =>
    docker.getContainer(name).infoArchive({ path: `/${FILE}`, abortSignal } as never),
  );
  const header = (stat as { readonly headers?: Readonly<Record<string, string>> }).headers?.[
    'x-docker-container-path-stat'
  ];
  if (header === undefined) return null;
  const { mtime } = JSON.parse(Buffer.from(header, 'base64').toString('utf8')) as { readonly mtime?: string };
  return mtime === undefined ? null : Date.parse(mtime) || null;
}

async function write(connection: EngineConnection, name: string): Promise<void> {
  const info = (await connection.ask((docker) => docker.info())) as { readonly SystemTime?: string };
  const mtime = new Date(Date.parse(info.SystemTime ?? '') || Date.now());
  const tar = pack();
  tar.entry({ name: FILE, mode: 0o600, mtime }, '');
  tar.finalize();
  await connection.call(
    (docker, abortSignal) =>
      docker
        .getContainer(name)
        .putArchive(tar as unknown as NodeJS.ReadableStream, { path: '/', abortSignal } as never),
    { limitMs: OPERATION_LIMIT_MS },
  );
}

function now(): string {
  return new Date().toISOString();
}
