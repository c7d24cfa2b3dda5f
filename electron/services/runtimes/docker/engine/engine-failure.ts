import { AppError } from '../../../../../shared/contract/errors.ts';
import { isLoopbackHost } from '../../../ports/loopback.ts';
import { isTlsFailure, tlsFailure } from './tls-failure.ts';

/** Fields that dockerode adds to an error if the engine answered, and Node if it did not. */
interface EngineErrorShape {
  readonly statusCode?: unknown;
  readonly json?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

/** The HTTP status of the engine's answer; null if it did not answer. */
export function engineStatus(error: unknown): number | null {
  const status = shape(error).statusCode;
  return typeof status === 'number' ? status : null;
}

/** The engine's error message without dockerode's prefix. */
export function engineMessage(error: unknown): string {
  const { json, message } = shape(error);
  const text = typeof json === 'object' && json !== null && 'message' in json ? json.message : message;
  return String(text ?? error).trim();
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
]);

/** Node's error code if the connection failed; null for any other error. */
export function connectionCode(error: unknown): string | null {
  const { code, statusCode } = shape(error);
  if (statusCode !== undefined || typeof code !== 'string') return null;
  return connectionCodes.has(code) || code.startsWith('HPE_') || isTlsFailure(code) ? code : null;
}

/** Why the engine is unreachable, and the fix, as two sentences. */
export function whyUnreachable(code: string, endpoint: string): { readonly message: string; readonly fix: string } {
  const atMachine = 'Check that it and its machine are running, and that your network reaches it.';
  const isElsewhere = isOnAnotherMachine(endpoint);
  // The connection by SSH was lost, or nothing answers at its other end.
  if (isElsewhere && ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code))
    return { message: `The Docker engine at ${endpoint} does not answer.`, fix: atMachine };
  const byTls = tlsFailure(code, endpoint);
  if (byTls) return byTls;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return {
        message: `This user may not use the Docker engine at ${endpoint} (permission denied).`,
        fix: 'Join the docker group with "sudo usermod -aG docker $USER", then sign out and in again.',
      };
    case 'NO_SOCKET':
      return {
        message: 'No Docker engine was found on this computer.',
        fix: 'Install Docker or Podman and start it, or set DOCKER_HOST to its socket.',
      };
    case 'TIMED_OUT':
      return {
        message: `The Docker engine at ${endpoint} is not responding.`,
        fix: 'It may be busy or hung. Check its log, or restart it.',
      };
    case 'ENOENT':
    case 'ECONNREFUSED':
      return {
        message: `No Docker engine is running at ${endpoint}.`,
        fix: 'Start Docker Desktop, or the service with "sudo systemctl start docker". If DOCKER_HOST is set, check it.',
      };
    default:
      return {
        message: `The Docker engine at ${endpoint} cannot be reached (${code}).`,
        fix: isElsewhere ? atMachine : 'Check that it is running. If DOCKER_HOST is set, check it.',
      };
  }
}

function isOnAnotherMachine(endpoint: string): boolean {
  if (endpoint.startsWith('ssh://')) return true;
  if (!endpoint.startsWith('tcp://') || !URL.canParse(endpoint)) return false;
  return !isLoopbackHost(new URL(endpoint).hostname.replace(/^\[(.*)\]$/, '$1'));
}

/** The reason and the fix of an unreachable engine: its own sentences, or those of its error code. */
export function reasonOf(error: AppError<'ENGINE_UNREACHABLE'>): { readonly message: string; readonly fix: string } {
  const { endpoint, reason } = error.data;
  // Only an error code has no space.
  if (!reason.includes(' ')) return whyUnreachable(reason, endpoint);
  const end = error.message.indexOf('. ');
  if (end < 0) return { message: error.message, fix: '' };
  return { message: error.message.slice(0, end + 1), fix: error.message.slice(end + 2) };
}

export function unreachable(code: string, endpoint: string, cause?: unknown): AppError<'ENGINE_UNREACHABLE'> {
  const { message, fix } = whyUnreachable(code, endpoint);
  return new AppError('ENGINE_UNREACHABLE', `${message} ${fix}`, { endpoint, reason: code }, { cause });
}

/** The error for an aborted signal: its reason if that is an AppError, else CANCELLED. */
export function cancelled(signal: AbortSignal): AppError {
  if (signal.reason instanceof AppError) return signal.reason;
  return new AppError('CANCELLED', 'The operation was cancelled.', {});
}

/** DISK_FULL if the engine reports a full disk. */
export function diskFull(error: unknown): AppError<'DISK_FULL'> | null {
  if (!/no space left on device/i.test(engineMessage(error))) return null;
  const message = 'The disk that holds the Docker data is full. Free some space, then try again.';
  return new AppError('DISK_FULL', message, { needed: null, free: null }, { cause: error });
}

function shape(error: unknown): EngineErrorShape {
  return typeof error === 'object' && error !== null ? error : {};
}
