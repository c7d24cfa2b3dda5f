import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Machine } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { orpc } from '../../../client/api.ts';
import * as createWords from '../words/create.ts';

interface MachineFieldProps {
  readonly engine: string;
  readonly onChange: (engine: string) => void;
}

/** The machine of a new tenant, if there are others than this computer. */
export function MachineField({ engine, onChange }: MachineFieldProps) {
  const { data = [] } = useQuery(orpc.engines.machines.queryOptions({ meta: { doing: createWords.listMachines } }));
  if (data.length < 2) return null;
  return (
    <Select
      mt={16}
      label={createWords.machine}
      data={data.map(choiceOf)}
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
