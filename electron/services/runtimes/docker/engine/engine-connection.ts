import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { isAppError } from '../../../../../shared/contract/errors.ts';
import type { EngineAddress } from '../../engine-address.ts';
import type { Endpoint, Env } from './endpoint.ts';
import { cancelled, connectionCode, unreachable } from './engine-failure.ts';
import { findEndpoint } from './find-endpoint.ts';

/** How long the engine may take for a question, ms. */
export const QUESTION_LIMIT_MS = 5000;

/**
 * How long it may take in the middle of an operation, ms: an engine that makes many networks at once lets questions
 * wait for seconds.
 */
export const OPERATION_LIMIT_MS = 60_000;

export interface CallOptions {
  /** How long it may take, ms; null: as long as it does. */
  readonly limitMs?: number | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The one seam to dockerode. Nothing is kept of a failure: the next call looks for the engine again, so that
 * it works again as soon as the engine does.
 */
export interface EngineConnection {
  /**
   * One call. What the engine answers, good or bad, is the caller's to judge.
   * @throws AppError ENGINE_UNREACHABLE when it does not answer, CANCELLED
   */
  call<T>(body: (docker: Docker, signal: AbortSignal) => Promise<T>, options?: CallOptions): Promise<T>;
  /** A call that changes nothing, so it may be made twice when a kept connection turns out to be dead. */
  ask<T>(body: (docker: Docker, signal: AbortSignal) => Promise<T>, options?: CallOptions): Promise<T>;
  /** The endpoint in use, or null before the first call and after a failure. */
  endpoint(): string | null;
  /** The same with its certificates, as a record keeps it. */
  address(): EngineAddress | null;
}

interface Client {
  readonly endpoint: Endpoint;
  readonly docker: Docker;
}

/** @param environment where the engine is: asked before each call, as the engine of the home may change */
export function connectEngine(environment: () => Env): EngineConnection {
  let client: Promise<Client> | null = null;
  let openedFor = '';
  let current: EngineAddress | null = null;

  const connected = async () => {
    const env = environment();
    const wanted = [env.DOCKER_HOST, env.DOCKER_TLS_VERIFY, env.DOCKER_CERT_PATH].join('\0');
    // What was found without a DOCKER_HOST, and recorded since, is the same engine.
    if (wanted !== openedFor && env.DOCKER_HOST !== current?.host) client = null;
    openedFor = wanted;
    client ??= openClient(env);
    const used = client;
    try {
      const opened = await used;
      const { url } = opened.endpoint;
      const tls = 'secure' in opened.endpoint && opened.endpoint.secure;
      current = { host: url, tls, certificates: (tls && env.DOCKER_CERT_PATH) || null };
      return { ...opened, used };
    } catch (error) {
      forget(used);
      throw error;
    }
  };
  const forget = (failed: Promise<Client>) => {
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
    let late = false;
    const timer = setTimeout(
      () => {
        late = true;
        abort.abort();
      },
      limitMs ?? 2 ** 31 - 1,
    );
    // Not every method of dockerode takes the signal, so it is waited for as well.
    const aborted = new Promise<never>((_, reject) => {
      abort.signal.addEventListener('abort', () => reject(abort.signal.reason));
    });
    try {
      return await Promise.race([body(docker, abort.signal), aborted]);
    } catch (error) {
      if (signal?.aborted) throw cancelled(signal);
      const code = late ? 'TIMED_OUT' : connectionCode(error);
      if (code === null) throw error;
      forget(used);
      throw unreachable(code, endpoint.url, error);
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
 * dockerode costs 100 ms to load, so it is loaded when there is an engine to talk to. It is given no agent of its own:
 * before each call it writes out all options for its debug log, wanted or not, and an agent with twenty open
 * connections in it made each call 15 ms slower. Node's own agent keeps connections as well.
 */
async function openClient(env: Env): Promise<Client> {
  const endpoint = await findEndpoint(env);
  const { default: DockerClient } = await import('dockerode');
  if ('socketPath' in endpoint) {
    // `host: undefined`, or dockerode would take DOCKER_HOST of the process instead. The API version is not
    // pinned: old engines stop at 1.41 and Engine 29 begins at 1.44.
    const { socketPath } = endpoint;
    return { endpoint, docker: new DockerClient({ socketPath, host: undefined, protocol: 'http' }) };
  }
  const { host, port, secure } = endpoint;
  const certificates = secure && env.DOCKER_CERT_PATH ? await readCertificates(env.DOCKER_CERT_PATH) : {};
  const protocol = secure ? 'https' : 'http';
  return { endpoint, docker: new DockerClient({ host, port, protocol, ...certificates }) };
}

async function readCertificates(folder: string) {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readFile(join(folder, name))),
  );
  return { ca, cert, key };
}
