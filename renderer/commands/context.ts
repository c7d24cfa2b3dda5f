import { connection, orpc } from '../client/api.ts';
import { liveStatuses } from '../client/live.ts';
import { queryClient } from '../client/query-client.ts';
import { navigateTo } from '../lib/navigate.ts';
import type { Command, CommandContext } from './command.ts';

/** The current context of a command. @param instance the id of its target; null: none */
export function contextFor(instance: string | null): CommandContext {
  const instances = liveStatuses();
  return {
    instance: instances.find(({ id }) => id === instance) ?? null,
    instances,
    operations: queryClient.getQueryData(orpc.operations.list.queryKey()) ?? [],
    connected: connection.get().state === 'connected',
    navigate: navigateTo,
  };
}

/** True: enabled. False: hidden. A sentence: disabled, and why. */
export function availability(command: Command, context: CommandContext): boolean | string {
  return command.available?.(context) ?? true;
}

/** Runs an enabled command. The command reports its own failures. */
export function runCommand(command: Command, context: CommandContext): void {
  if (availability(command, context) !== true) return;
  void Promise.resolve(command.run(context)).catch(() => undefined);
}
