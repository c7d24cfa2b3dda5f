import type { Command } from './command.ts';

const registered = new Map<string, Command>();

/** Adds a feature's commands; called once, when its `commands.ts` is imported by all-commands.ts. */
export function registerCommands(commands: readonly Command[]): void {
  for (const command of commands) {
    // A second one of the same id is a mistake, except where a module is loaded again while somebody works on it.
    if (registered.has(command.id) && !import.meta.hot) throw new Error(`There are two commands "${command.id}".`);
    registered.set(command.id, command);
  }
}

/** Every command there is, in the order in which they were added. */
export function allCommands(): readonly Command[] {
  return [...registered.values()];
}

export function commandById(id: string): Command | undefined {
  return registered.get(id);
}
