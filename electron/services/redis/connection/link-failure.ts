import { errorCode } from '../../platform/files/file-errors.ts';

/** Why a call to a server failed. */
export type LinkFailure =
  | 'refused'
  | 'timed-out'
  | 'wrong-password'
  | 'password-required'
  | 'no-permission'
  | 'protected-mode'
  | 'too-many-clients'
  | 'unknown-command'
  | 'other-transport'
  | 'other';

export class LinkError extends Error {
  /** The instance of the server, where an operation uses the servers of several; else null. */
  readonly instance: string | null;

  constructor(
    readonly failure: LinkFailure,
    message: string,
    options: ErrorOptions & { readonly instance?: string } = {},
  ) {
    super(message, options);
    this.name = 'LinkError';
    this.instance = options.instance ?? null;
  }
}

/** Names the instance in a LinkError of work with its server. */
export async function withServerOf<T>(instance: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    throw new LinkError(error.failure, error.message, { cause: error, instance });
  }
}

const refusals: readonly LinkFailure[] = [
  'wrong-password',
  'password-required',
  'no-permission',
  'protected-mode',
  'too-many-clients',
  'unknown-command',
  'other-transport',
];

/** Whether a running server refuses this app, so that waiting does not help. */
export function isRefusal(error: unknown): boolean {
  return error instanceof LinkError && refusals.includes(error.failure);
}

/**
 * Turns the error of a connection into a LinkError where its cause is known.
 * @param place where the server listens, such as `port 6380`
 * @param said the server's message before it closed the connection
 */
export function asLinkError(error: unknown, place: string, said: string | null): unknown {
  if (error instanceof LinkError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const refusal = refusalOf(message, place) ?? (said === null ? null : refusalOf(said, place));
  if (refusal) return new LinkError(refusal.failure, refusal.message, { cause: error });
  if (errorCode(error) === 'ETIMEDOUT') return new LinkError('timed-out', `No answer from ${place}.`, { cause: error });
  // ENOENT: the Unix socket was removed.
  if (errorCode(error) === 'ECONNREFUSED' || errorCode(error) === 'ENOENT') {
    return new LinkError('refused', `Nothing listens on ${place}.`, { cause: error });
  }
  if (
    /Connection is closed|aborted due to connection close|ECONNRESET|EPIPE|connection was lost|Stream isn't writeable/.test(
      message,
    )
  ) {
    return new LinkError('other', `The server on ${place} closed the connection.`, { cause: error });
  }
  return error;
}

interface Refusal {
  readonly failure: LinkFailure;
  readonly message: string;
}

/** Redis and Valkey have used the same messages since version 2.8. */
function refusalOf(said: string, place: string): Refusal | null {
  if (/\bNOAUTH\b/.test(said)) {
    return {
      failure: 'password-required',
      message: `The server on ${place} requires a password, and redis.conf has none that it accepts.`,
    };
  }
  if (/\bNOPERM\b/.test(said)) {
    return {
      failure: 'no-permission',
      message: `The access rules (ACL) of the server on ${place} do not permit this app's commands: ${said}.`,
    };
  }
  if (/\bDENIED\b.*protected mode/.test(said)) {
    return {
      failure: 'protected-mode',
      message: `The server on ${place} is in protected mode without a password and refuses connections from other hosts.`,
    };
  }
  if (/max number of clients/.test(said)) {
    return {
      failure: 'too-many-clients',
      message: `The server on ${place} has reached its limit of clients ("maxclients") and accepts no more.`,
    };
  }
  if (/WRONGPASS|ERR invalid password|ERR AUTH/.test(said)) {
    return {
      failure: 'wrong-password',
      message: `The server on ${place} does not accept the password that this app has.`,
    };
  }
  return null;
}
