import { Switch } from '@mantine/core';
import type { Machine } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import * as createWords from '../words/create.ts';
import { useMachine, useMachines } from './use-machines.ts';

interface PublishFieldProps {
  /** One of them, or several that take tenants. */
  readonly engines: readonly string[];
  readonly publish: boolean;
  readonly onChange: (publish: boolean) => void;
}

/**
 * Whether the port is open at the address of the machine. A machine that forwards no ports says that it must be; on this
 * computer it never is.
 */
export function PublishField({ engines, publish, onChange }: PublishFieldProps) {
  const machines = useMachines();
  const chosen = machines.filter(({ name }) => engines.includes(name));
  const forwardsNone = chosen.find(isReachedBy('tcp'));
  const isRemote = chosen.every(
    (one) => one.name !== LOCAL_ENGINE && (isReachedBy('tcp')(one) || isReachedBy('ssh')(one)),
  );
  if (chosen.length === 0 || !isRemote) return null;
  return (
    <Switch
      mt={16}
      label={createWords.openThePort}
      description={createWords.openForTlsOnly}
      error={forwardsNone && !publish ? createWords.forwardsNoPorts(forwardsNone.name) : undefined}
      checked={publish}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

function isReachedBy(scheme: string) {
  return ({ address }: Machine): boolean => address?.startsWith(`${scheme}://`) ?? false;
}

/** Whether a machine takes no tenant without an open port, because it forwards none. */
export function useNeedsOpenPort(engine: string): boolean {
  const machine = useMachine(engine);
  return machine !== undefined && isReachedBy('tcp')(machine);
}
