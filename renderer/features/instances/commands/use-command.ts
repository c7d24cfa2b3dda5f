import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { useConnection } from '../../../client/api.ts';
import { useOperations } from '../../../client/operations.ts';
import { availability, contextFor, runCommand } from '../../../commands/context.ts';
import { commandById } from '../../../commands/registry.ts';

/** A command as a button needs it. */
export interface CommandUse {
  readonly run: () => void;
  /** Why it cannot be done now; null when it can. Empty when there is no such thing to do. */
  readonly blocked: string | null;
}

/** A command about an instance, for a button. @param id null: there is none, and the button is not drawn */
export function useCommand(id: string | null, instance: InstanceStatus | null): CommandUse {
  // What is drawn depends on both, and commands read them where no component can subscribe.
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
