import { AppError } from '../../../../shared/contract/errors.ts';

/** The new names of commands from `rename-command`, by original name in capitals; an empty name disables the command. */
export type RenamedCommands = Readonly<Record<string, string>>;

/** The name of a command on a server. @throws AppError COMMAND_UNAVAILABLE if it is disabled */
export function serverName(renamed: RenamedCommands | undefined, command: string): string {
  const name = command.toUpperCase();
  if (renamed === undefined || !Object.hasOwn(renamed, name)) return command;
  return renamed[name] || raise(disabledCommand(name));
}

/**
 * Checks the commands of a program that uses original names only: none may be renamed or disabled on the server.
 * @param program the start of the sentence: `redis-cli`
 * @throws AppError COMMAND_UNAVAILABLE
 */
export function requireOwnNames(renamed: RenamedCommands, program: string, commands: readonly string[]): void {
  const name = commands.map((command) => command.toUpperCase()).find((command) => Object.hasOwn(renamed, command));
  if (name === undefined) return;
  const why = renamed[name] ? `renames to ${renamed[name]}` : 'disables';
  const message = `${program} needs the command ${name}, which "rename-command" in redis.conf ${why}. Remove that line and restart the instance.`;
  throw new AppError('COMMAND_UNAVAILABLE', message, { command: name });
}

/** The error for a command that `redis.conf` disables. */
function disabledCommand(command: string): AppError<'COMMAND_UNAVAILABLE'> {
  const message = `This needs the command ${command}, which "rename-command" in redis.conf disables. Remove that line and restart the instance.`;
  return new AppError('COMMAND_UNAVAILABLE', message, { command });
}

/** The error for a command that the server does not have, although `redis.conf` neither renames nor disables it. */
export function unknownCommand(command: string, cause: Error): AppError<'COMMAND_UNAVAILABLE'> {
  const name = command.toUpperCase();
  const message = `This needs the command ${name}, which the server does not know: it was renamed outside of redis.conf. Add "rename-command ${name} NEW-NAME" to redis.conf, with the name that the server uses.`;
  return new AppError('COMMAND_UNAVAILABLE', message, { command: name }, { cause });
}

function raise(error: Error): never {
  throw error;
}
