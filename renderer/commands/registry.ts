import type { Command } from './command.ts';

const registered = new Map<string, Command>();

/**
 * Registers the commands of a feature; called once, when all-commands.ts imports the file.
 * @returns takes them out again
 */
export function registerCommands(commands: readonly Command[]): () => void {
  for (const command of commands) {
    // A duplicate id is a bug, except after a hot reload in development.
    if (registered.has(command.id) && !import.meta.hot) throw new Error(`Duplicate command id "${command.id}".`);
    registered.set(command.id, command);
  }
  return () => {
    for (const { id } of commands) registered.delete(id);
  };
}

/** All commands, in order of registration. */
export function allCommands(): readonly Command[] {
  return [...registered.values()];
}

export function commandById(id: string): Command | undefined {
  return registered.get(id);
}
