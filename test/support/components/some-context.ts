import type { Command, CommandContext } from '../../../renderer/commands/command.ts';
import { commandById } from '../../../renderer/commands/registry.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';

/** What a command receives while this instance is its target; `places` are those it opens. */
export function someContext(
  instance: InstanceStatus | null,
  change: Partial<CommandContext> = {},
): CommandContext & { readonly places: readonly string[] } {
  const places: string[] = [];
  const navigate = (to: string) => void places.push(to);
  return {
    ...{ instance, instances: instance ? [instance] : [], operations: [], connected: true, navigate, places },
    ...change,
  };
}

/** @throws Error for an id that no imported file registers */
export function commandOf(id: string): Command {
  const command = commandById(id);
  if (command === undefined) throw new Error(`there is no command ${id}`);
  return command;
}

/** True: offered; false: hidden; a sentence: disabled, and why. */
export function offerOf(id: string, context: CommandContext): boolean | string {
  return commandOf(id).available?.(context) ?? true;
}
