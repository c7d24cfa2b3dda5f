import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { useConnection } from '../../../client/api.ts';
import { useOperations } from '../../../client/operations.ts';
import { availability, contextFor, runCommand } from '../../../commands/context.ts';
import { commandById } from '../../../commands/registry.ts';

/** A command for a button. */
export interface CommandUse {
  readonly run: () => void;
  /** Why it is disabled; null if it is enabled. Empty if it does not apply. */
  readonly blocked: string | null;
}

/** A command with its target instance, for a button. @param id null: no command, so the caller renders no button */
export function useCommand(id: string | null, instance: InstanceStatus | null): CommandUse {
  // Commands read both outside React, so the component subscribes to re-render on changes.
  useConnection();
  useOperations();
  const command = id === null ? undefined : commandById(id);
  if (!command) return { run: () => undefined, blocked: '' };
  const available = availability(command, contextFor(instance?.id ?? null));
  return {
    run: () => runCommand(command, contextFor(instance?.id ?? null)),
    blocked: available === true ? null : available === false ? '' : available,
  };
}
