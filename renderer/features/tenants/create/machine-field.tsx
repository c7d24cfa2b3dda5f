import { Select } from '@mantine/core';
import type { Machine } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import * as createWords from '../words/create.ts';
import { useMachines } from './use-machines.ts';

interface MachineFieldProps {
  readonly engine: string;
  readonly onChange: (engine: string) => void;
}

/** The machine of a new tenant, if there are others than this computer. */
export function MachineField({ engine, onChange }: MachineFieldProps) {
  const machines = useMachines();
  if (machines.length < 2) return null;
  return (
    <Select
      mt={16}
      label={createWords.machine}
      data={machines.map(choiceOf)}
      value={engine}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      allowDeselect={false}
    />
  );
}

function choiceOf({ name, address, state }: Machine) {
  if (name === LOCAL_ENGINE) return { value: name, label: createWords.thisComputer };
  const away = state === 'unreachable';
  return { value: name, label: `${name} (${away ? createWords.machineUnreachable : address})`, disabled: away };
}
