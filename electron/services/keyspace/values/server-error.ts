import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeyName } from '../../../../shared/contract/key-name.ts';
import { asLinkError, isRefusal, LinkError } from '../../redis/connection/link-failure.ts';
import { unknownCommand } from '../../redis/connection/renamed-commands.ts';

/** Turns an error of a server into one that a user can act on. Returns an unknown error unchanged. */
export function asKeyError(error: unknown, instance: string, command: string, place: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const { message } = error;
  if (/^NOPERM/.test(message)) {
    const sentence = `The access rules (ACL) of ${instance} do not permit ${command} here: ${reasonOf(message)}. Allow it for the user of this app, or use redis-cli with a user that may do this.`;
    return new AppError('COMMAND_UNAVAILABLE', sentence, { command }, { cause: error });
  }
  if (/^ERR unknown command/i.test(message)) return unknownCommand(command, error);
  if (/^WRONGTYPE/.test(message)) {
    const sentence = 'The key has another type now, because another client replaced it. Open it again.';
    return new AppError('CONFLICT', sentence, { what: 'key' }, { cause: error });
  }
  const link = asLinkError(error, place, null);
  if (link instanceof LinkError) {
    const sentence = isRefusal(link)
      ? `${instance} is running but refuses this app: ${link.message}`
      : `${instance} stopped responding: ${link.message} Check its log, and try again when it responds.`;
    return new AppError('NOT_RUNNING', sentence, { id: instance, state: 'unhealthy' }, { cause: error });
  }
  if (/^(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN)\b/.test(message)) {
    const sentence = `${instance} does not serve keys now: ${reasonOf(message)}. Try again in a moment.`;
    return new AppError('NOT_RUNNING', sentence, { id: instance, state: 'unhealthy' }, { cause: error });
  }
  return error;
}

/** The server's reason without its code and the final period. */
export function reasonOf(message: string): string {
  return message.replace(/^[A-Z]+ /, '').replace(/\.\s*$/, '');
}

export function keyNotFound(database: number, key: KeyName): AppError<'NOT_FOUND'> {
  const name = 'text' in key ? key.text : key.base64;
  const message = `Database ${database} has no key "${name}". It may have expired or been deleted.`;
  return new AppError('NOT_FOUND', message, { what: 'key', id: name });
}
