import { errorCode } from '../../platform/files/file-errors.ts';

/** Why a server did not answer as it should. */
export type LinkFailure =
  | 'refused'
  | 'timed-out'
  | 'wrong-password'
  | 'password-required'
  | 'no-permission'
  | 'protected-mode'
  | 'too-many-clients'
  | 'unknown-command'
  | 'other';

export class LinkError extends Error {
  constructor(
    readonly failure: LinkFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'LinkError';
  }
}

const refusals: readonly LinkFailure[] = [
  'wrong-password',
  'password-required',
  'no-permission',
  'protected-mode',
  'too-many-clients',
  'unknown-command',
];

/** Whether a server is alive and does not let us work with it: waiting for it changes nothing. */
export function isRefusal(error: unknown): boolean {
  return error instanceof LinkError && refusals.includes(error.failure);
}

/**
 * A failure of a connection by what it means.
 * @param place where the server listens, such as `port 6380`
 * @param said what the server sent before it closed the connection, where it sent anything
 */
export function asLinkError(error: unknown, place: string, said: string | null): unknown {
  if (error instanceof LinkError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const refusal = refusalOf(message, place) ?? (said === null ? null : refusalOf(said, place));
  if (refusal) return new LinkError(refusal.failure, refusal.message, { cause: error });
  // A socket that was removed, or whose server has ended.
  if (errorCode(error) === 'ECONNREFUSED' || errorCode(error) === 'ENOENT') {
    return new LinkError('refused', `Nothing listens on ${place}.`, { cause: error });
  }
  if (/Connection is closed|ECONNRESET|EPIPE|connection was lost|Stream isn't writeable/.test(message)) {
    return new LinkError('other', `The server on ${place} closed the connection.`, { cause: error });
  }
  return error;
}

interface Refusal {
  readonly failure: LinkFailure;
  readonly message: string;
}

/** The words of Redis and Valkey, which are the same since version 2.8. */
function refusalOf(said: string, place: string): Refusal | null {
  if (/\bNOAUTH\b/.test(said)) {
    return {
      failure: 'password-required',
      message: `The server on ${place} requires a password, and redis.conf has none.`,
    };
  }
  if (/\bNOPERM\b/.test(said)) {
    return {
      failure: 'no-permission',
      message: `The access rules (ACL) of the server on ${place} do not let this app do its work: ${said}.`,
    };
  }
  if (/\bDENIED\b.*protected mode/.test(said)) {
    return {
      failure: 'protected-mode',
      message: `The server on ${place} is in protected mode without a password and refuses connections from outside.`,
    };
  }
  if (/max number of clients/.test(said)) {
    return {
      failure: 'too-many-clients',
      message: `The server on ${place} has as many clients as "maxclients" allows and accepts no more.`,
    };
  }
  if (/WRONGPASS|ERR invalid password|ERR AUTH/.test(said)) {
    return {
      failure: 'wrong-password',
      message: `The server on ${place} does not accept the password in redis.conf.`,
    };
  }
  return null;
}
