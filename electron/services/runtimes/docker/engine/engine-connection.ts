import { join } from 'node:path';
import type Docker from 'dockerode';
import { type AppError, isAppError } from '../../../../../shared/contract/errors.ts';
import { isUnreadable, readStateFile } from '../../../platform/files/state-file.ts';
import type { EngineAddress } from '../../engine-address.ts';
import type { Endpoint, Env } from './endpoint.ts';
import { cancelled, connectionCode, unreachable } from './engine-failure.ts';
import { findEndpoint } from './find-endpoint.ts';

/** Default time limit of a call. */
export const QUESTION_LIMIT_MS = 5000;

/** Time limit during an operation: an engine that creates many networks simultaneously delays other calls for seconds. */
export const OPERATION_LIMIT_MS = 60_000;

export interface CallOptions {
  /** Null: no limit. */
  readonly limitMs?: number | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The only place that uses dockerode. After a failure, the next call looks for the engine again, so that the app
 * recovers together with the engine.
 */
export interface EngineConnection {
  /**
   * One call. Errors that the engine returns pass through to the caller.
   * @throws AppError ENGINE_UNREACHABLE if the engine does not answer, CANCELLED
   */
  call<T>(body: (docker: Docker, signal: AbortSignal) => Promise<T>, options?: CallOptions): Promise<T>;
  /** A read-only call. Repeated once if a keep-alive connection turns out to be closed. */
  ask<T>(body: (docker: Docker, signal: AbortSignal) => Promise<T>, options?: CallOptions): Promise<T>;
  /** The endpoint in use; null before the first call and after a failure. */
  endpoint(): string | null;
  /** The endpoint with its certificates, as records store it. */
  address(): EngineAddress | null;
}

export interface EngineClient {
  readonly endpoint: Endpoint;
  readonly docker: Docker;
}

/** How the connection to a named engine begins and ends. */
export interface EngineOpening {
  readonly address: EngineAddress;
  /** Connects, and checks that it is the expected engine. @throws AppError ENGINE_UNREACHABLE */
  open(): Promise<EngineClient>;
  /** The engine did not answer a call. */
  lost(error: AppError<'ENGINE_UNREACHABLE'>): void;
}

/** A connection to a named engine. */
export function connectNamed(opening: EngineOpening): EngineConnection {
  return connectEngine(() => ({ DOCKER_HOST: opening.address.host }), opening);
}

/** @param environment the variables that locate the engine; read before each call, because the home's engine may change */
export function connectEngine(environment: () => Env, opening: EngineOpening | null = null): EngineConnection {
  let client: Promise<EngineClient> | null = null;
  let openedFor = '';
  let current: EngineAddress | null = null;

  const connected = async () => {
    const env = environment();
    const requested = [env.DOCKER_HOST, env.DOCKER_TLS_VERIFY, env.DOCKER_CERT_PATH].join('\0');
    // Keep the connection if the engine was found without DOCKER_HOST and then recorded: it is the same engine.
    if (requested !== openedFor && env.DOCKER_HOST !== current?.host) client = null;
    openedFor = requested;
    client ??= opening ? opening.open() : openClient(env);
    const used = client;
    try {
      const opened = await used;
      if (opening) {
        current = opening.address;
        return { ...opened, used };
      }
      const { url } = opened.endpoint;
      const tls = 'secure' in opened.endpoint && opened.endpoint.secure;
      current = { host: url, tls, certificates: (tls && env.DOCKER_CERT_PATH) || null };
      return { ...opened, used };
    } catch (error) {
      forget(used);
      throw error;
    }
  };
  const forget = (failed: Promise<EngineClient>) => {
    if (client !== failed) return;
    client = null;
    current = null;
  };

  const call: EngineConnection['call'] = async (body, options = {}) => {
    const { limitMs = QUESTION_LIMIT_MS, signal } = options;
    if (signal?.aborted) throw cancelled(signal);
    const { endpoint, docker, used } = await connected();
    const abort = new AbortController();
    const onCancel = () => abort.abort(signal?.reason);
    signal?.addEventListener('abort', onCancel, { once: true });
    let timedOut = false;
    const timer = setTimeout(
      () => {
        timedOut = true;
        abort.abort();
      },
      limitMs ?? 2 ** 31 - 1,
    );
    // Not every method of dockerode accepts the signal.
    const aborted = new Promise<never>((_, reject) => {
      abort.signal.addEventListener('abort', () => reject(abort.signal.reason));
    });
    try {
      return await Promise.race([body(docker, abort.signal), aborted]);
    } catch (error) {
      if (signal?.aborted) throw cancelled(signal);
      const code = timedOut ? 'TIMED_OUT' : connectionCode(error);
      if (code === null) throw error;
      forget(used);
      const failure = unreachable(code, opening?.address.host ?? endpoint.url, error);
      opening?.lost(failure);
      throw failure;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onCancel);
    }
  };

  return {
    call,
    ask: async (body, options) => {
      try {
        return await call(body, options);
      } catch (error) {
        if (!isAppError(error, 'ENGINE_UNREACHABLE') || !['ECONNRESET', 'EPIPE'].includes(error.data.reason))
          throw error;
        return call(body, options);
      }
    },
    endpoint: () => current?.host ?? null,
    address: () => current,
  };
}

/**
 * dockerode takes 100 ms to load, so load it only when an engine exists. Do not pass an agent: dockerode serializes all
 * options for its debug log before each call, and an agent with twenty open connections makes each call 15 ms slower.
 * Node's default agent keeps connections alive too.
 */
export async function openClient(env: Env): Promise<EngineClient> {
  const endpoint = await findEndpoint(env);
  const { default: DockerClient } = await import('dockerode');
  if ('socketPath' in endpoint) {
    // Without `host: undefined`, dockerode would use DOCKER_HOST of the process. The API version is not pinned: old
    // engines support up to 1.41, and Engine 29 requires at least 1.44.
    const { socketPath } = endpoint;
    return { endpoint, docker: new DockerClient({ socketPath, host: undefined, protocol: 'http' }) };
  }
  const { host, port, secure } = endpoint;
  const certificates = secure && env.DOCKER_CERT_PATH ? await readCertificates(env.DOCKER_CERT_PATH, endpoint.url) : {};
  const protocol = secure ? 'https' : 'http';
  return { endpoint, docker: new DockerClient({ host, port, protocol, ...certificates }) };
}

/** @throws AppError ENGINE_UNREACHABLE when one is missing or unreadable */
async function readCertificates(folder: string, url: string) {
  const read = async (name: string) => {
    const text = await readStateFile(join(folder, name)).catch((error: unknown) => {
      if (!isUnreadable(error)) throw error;
      throw unreachable(`its certificate ${name} cannot be read: ${error.data.detail}`, url, error);
    });
    if (text === null) throw unreachable(`its certificate ${name} is missing in ${folder}`, url);
    return text;
  };
  const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map(read));
  return { ca, cert, key };
}
