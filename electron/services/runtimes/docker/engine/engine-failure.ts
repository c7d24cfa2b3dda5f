import { AppError } from '../../../../../shared/contract/errors.ts';

/** What dockerode adds to an error when the engine answered, and Node when it did not. */
interface EngineErrorShape {
  readonly statusCode?: unknown;
  readonly json?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

/** The HTTP status the engine answered with; null when it did not answer. */
export function engineStatus(error: unknown): number | null {
  const status = shape(error).statusCode;
  return typeof status === 'number' ? status : null;
}

/** The engine's own words, without the wrapping dockerode puts around them. */
export function engineMessage(error: unknown): string {
  const { json, message } = shape(error);
  const said = typeof json === 'object' && json !== null && 'message' in json ? json.message : message;
  return String(said ?? error).trim();
}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'EACCES',
  'EPERM',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTSOCK',
  'EPROTO',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Node's code for an error that kept us from hearing the engine; null for everything else. */
export function connectionCode(error: unknown): string | null {
  const { code, statusCode } = shape(error);
  if (statusCode !== undefined || typeof code !== 'string') return null;
  return connectionCodes.has(code) || code.startsWith('HPE_') ? code : null;
}

/** Why the engine could not be asked, and what mends it, as two sentences. */
export function whyUnreachable(code: string, endpoint: string): { readonly message: string; readonly fix: string } {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return {
        message: `This user may not use the Docker engine at ${endpoint} (permission denied).`,
        fix: 'Join the docker group with "sudo usermod -aG docker $USER", then sign out and in again.',
      };
    case 'NO_SOCKET':
      return {
        message: 'No Docker engine was found on this machine.',
        fix: 'Install Docker or Podman and start it, or set DOCKER_HOST to its socket.',
      };
    case 'TIMED_OUT':
      return {
        message: `The Docker engine at ${endpoint} does not answer in time.`,
        fix: 'It may be busy or hang: look at its log, or start it again.',
      };
    case 'ENOENT':
    case 'ECONNREFUSED':
      return {
        message: `No Docker engine answers at ${endpoint}.`,
        fix: 'Start Docker Desktop, or the service with "sudo systemctl start docker"; a wrong DOCKER_HOST does this as well.',
      };
    default:
      return {
        message: `The Docker engine at ${endpoint} cannot be reached (${code}).`,
        fix: 'See that it runs, and that DOCKER_HOST is right if it is set.',
      };
  }
}

/** The engine could not be asked. */
export function unreachable(code: string, endpoint: string, cause?: unknown): AppError<'ENGINE_UNREACHABLE'> {
  const { message, fix } = whyUnreachable(code, endpoint);
  return new AppError('ENGINE_UNREACHABLE', `${message} ${fix}`, { endpoint, reason: code }, { cause });
}

/** What an aborted signal means to the caller: its own reason if that is an expected failure. */
export function cancelled(signal: AbortSignal): AppError {
  if (signal.reason instanceof AppError) return signal.reason;
  return new AppError('CANCELLED', 'This was cancelled.', {});
}

/** An engine's answer that means its disk is full. */
export function diskFull(error: unknown): AppError<'DISK_FULL'> | null {
  if (!/no space left on device/i.test(engineMessage(error))) return null;
  const message = 'The disk on which Docker keeps its things is full. Free some space, then try again.';
  return new AppError('DISK_FULL', message, { needed: null, free: null }, { cause: error });
}

function shape(error: unknown): EngineErrorShape {
  return typeof error === 'object' && error !== null ? error : {};
}
