import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { type AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { Env } from '../docker/engine/endpoint.ts';
import {
  connectNamed,
  type EngineClient,
  type EngineConnection,
  openClient,
  QUESTION_LIMIT_MS,
} from '../docker/engine/engine-connection.ts';
import { connectionCode, engineMessage, unreachable } from '../docker/engine/engine-failure.ts';
import type { EngineRecord } from './engine-store.ts';
import { type EngineTarget, parseTarget } from './engine-target.ts';
import { refuseEngine } from './refuse-engine.ts';
import { socketFailure } from './socket-failure.ts';
import { createSshTunnel, type SshTunnel } from './ssh-tunnel.ts';

/** An engine of the list, connected on the first call. */
export interface NamedEngine {
  readonly record: EngineRecord;
  readonly target: EngineTarget;
  readonly connection: EngineConnection;
  readonly tunnel: SshTunnel | null;
  /** Since when it does not reply, and why; null if it replies or was not asked yet. */
  away(): { readonly since: string; readonly error: AppError<'ENGINE_UNREACHABLE'> } | null;
  /** Forgets a failure, so that the next call tries immediately. */
  retry(): void;
  /** The address of its machine; null for this computer, or if only ssh knows the way. */
  machineAddress(): Promise<string | null>;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

interface Away {
  readonly since: string;
  readonly error: AppError<'ENGINE_UNREACHABLE'>;
  readonly pauseMs: number;
  readonly nextAtMs: number;
}

/**
 * While an engine is unreachable, every call fails immediately with the last reason, and the engine is retried in the
 * background with increasing pauses: a machine that is off must not slow the others down.
 * @throws AppError BAD_VALUE for an unusable address
 */
export function createNamedEngine(record: EngineRecord, home: string, env: Env): NamedEngine {
  const target = parseTarget(record.address, record.certificates !== null);
  const tunnel = target.kind === 'ssh' ? createSshTunnel(home, env, record.address, target) : null;
  let away: Away | null = null;
  let background: Promise<unknown> | null = null;
  /** The connection that a background attempt has opened. */
  let ready: EngineClient | null = null;

  const setAway = (error: AppError<'ENGINE_UNREACHABLE'>) => {
    const pauseMs = away ? Math.min(away.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
    const since = away?.since ?? new Date().toISOString();
    away = { since, error, pauseMs, nextAtMs: Date.now() + pauseMs };
  };
  const attempt = async (): Promise<EngineClient> => {
    try {
      const opened = await openClient({ ...env, ...(await variables(target, record, tunnel)) });
      await check(opened.docker, record);
      away = null;
      return opened;
    } catch (error) {
      const reset = tunnel !== null && ['ECONNRESET', 'EPIPE'].includes(connectionCode(error) ?? '');
      const failure = (reset && (await whyReset(tunnel, target, record))) || asUnreachable(error, record);
      setAway(failure);
      throw failure;
    }
  };
  const open = async (): Promise<EngineClient> => {
    if (ready) {
      const client = ready;
      ready = null;
      return client;
    }
    if (away === null) return attempt();
    if (Date.now() >= away.nextAtMs && background === null) {
      background = attempt()
        .then((client) => {
          ready = client;
        })
        .catch(() => undefined)
        .finally(() => {
          background = null;
        });
    }
    throw away.error;
  };

  const { certificates } = record;
  return {
    record,
    target,
    tunnel,
    connection: connectNamed({
      address: { host: record.address, tls: certificates !== null, certificates },
      open,
      lost: (error) => {
        // A closed keep-alive connection is normal: only a failed attempt counts.
        if (!['ECONNRESET', 'EPIPE'].includes(error.data.reason)) setAway(error);
      },
    }),
    away: () => away,
    retry() {
      away = null;
    },
    machineAddress: () => addressOf(target, tunnel),
  };
}

async function addressOf(target: EngineTarget, tunnel: SshTunnel | null): Promise<string | null> {
  if (target.kind === 'unix') return null;
  const configured = await tunnel?.configuration();
  if (configured?.isIndirect) return null;
  return lookup(configured?.host ?? target.host).then(
    ({ address }) => address,
    () => null,
  );
}

/** Why an SSH connection was closed: its own failure, or one of the socket that it leads to. */
async function whyReset(tunnel: SshTunnel, target: EngineTarget, { address }: EngineRecord) {
  const failure = await tunnel.failure().catch(() => null);
  return failure ?? (target.kind === 'ssh' ? socketFailure(tunnel, target, address) : null);
}

async function variables(target: EngineTarget, record: EngineRecord, tunnel: SshTunnel | null): Promise<Env> {
  const host = tunnel ? `unix://${await tunnel.open()}` : record.address;
  const secure = target.kind === 'tcp' && target.secure;
  return {
    DOCKER_HOST: host,
    DOCKER_TLS_VERIFY: secure ? '1' : undefined,
    DOCKER_CERT_PATH: (secure && record.certificates) || undefined,
  };
}

/** @throws AppError ENGINE_UNREACHABLE if it is too old or not the engine that was added */
async function check(docker: Docker, { address, engineId }: EngineRecord): Promise<void> {
  const [version, info] = await withLimit(Promise.all([docker.version(), docker.info()]));
  refuseEngine({ address, expectedId: engineId, apiVersion: version.ApiVersion, id: engineIdOf(version, info) });
}

/** The methods of dockerode for these calls take no signal. */
async function withLimit<T>(answer: Promise<T>): Promise<T> {
  const limit = new AbortController();
  const late = sleep(QUESTION_LIMIT_MS, undefined, { signal: limit.signal, ref: false }).then(() => {
    throw Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    limit.abort();
    late.catch(() => undefined);
    answer.catch(() => undefined);
  }
}

/** The id of a Docker engine; null for Podman, which reports a new one each time. */
export function engineIdOf(
  version: { readonly Components?: readonly { readonly Name?: string }[] },
  info: { readonly ID?: string },
): string | null {
  const isPodman = (version.Components ?? []).some(({ Name }) => Name?.startsWith('Podman'));
  return isPodman ? null : info.ID || null;
}

function asUnreachable(error: unknown, { address }: EngineRecord): AppError<'ENGINE_UNREACHABLE'> {
  if (isAppError(error, 'ENGINE_UNREACHABLE')) return error;
  const code = connectionCode(error);
  return unreachable(
    code === 'ETIMEDOUT' ? 'TIMED_OUT' : (code ?? `it answers: ${engineMessage(error)}`),
    address,
    error,
  );
}
