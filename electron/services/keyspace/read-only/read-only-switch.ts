import { isReadOnly, setReadOnly } from '../../instances/registry/read-only.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { ChangeBus } from '../../platform/events/change-bus.ts';
import type { KeySpaces } from '../key-spaces.ts';
import { commandRefusal } from './command-refusal.ts';

/** The switch of each instance that keeps every client from changing its keys. */
export function createReadOnlySwitch(
  deps: Pick<InstanceDeps, 'environment' | 'catalogue' | 'observer'> & { readonly bus: ChangeBus },
): Pick<KeySpaces, 'readOnly' | 'setReadOnly' | 'commandRefusal'> {
  const { environment } = deps;
  return {
    async readOnly(id) {
      await requireInstance(deps, id);
      return isReadOnly(environment, id);
    },
    async setReadOnly(id, readOnly) {
      await requireInstance(deps, id);
      await setReadOnly(environment, id, readOnly);
      deps.bus.emit({ noun: 'instances', id });
      return readOnly;
    },
    async commandRefusal(id, words) {
      if (!(await isReadOnly(environment, id))) return null;
      const link = await deps.observer.link(await requireInstance(deps, id));
      return link === null ? null : commandRefusal(link, id, words);
    },
  };
}
