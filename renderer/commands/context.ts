import { connection, orpc } from '../client/api.ts';
import { liveStatuses } from '../client/live.ts';
import { queryClient } from '../client/query-client.ts';
import { go } from '../lib/navigate.ts';
import type { Command, CommandContext } from './command.ts';

/** What a command can look at now. @param instance the one it is about; null: none */
export function contextFor(instance: string | null): CommandContext {
  const instances = liveStatuses();
  return {
    instance: instances.find(({ id }) => id === instance) ?? null,
    instances,
    operations: queryClient.getQueryData(orpc.operations.list.queryKey()) ?? [],
    connected: connection.get().state === 'connected',
    navigate: go,
  };
}

/** Whether it can be done: yes; no such thing now; or not now, and why. */
export function availability(command: Command, context: CommandContext): boolean | string {
  return command.available?.(context) ?? true;
}

/** Does it, where it can be done. What it does tells its own failures. */
export function runCommand(command: Command, context: CommandContext): void {
  if (availability(command, context) !== true) return;
  void Promise.resolve(command.run(context)).catch(() => undefined);
}
