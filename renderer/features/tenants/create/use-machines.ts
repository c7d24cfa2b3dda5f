import { useQuery } from '@tanstack/react-query';
import type { Machine } from '../../../../shared/contract/machine.ts';
import { orpc } from '../../../client/api.ts';
import * as createWords from '../words/create.ts';

/** This computer and the other machines; empty until they are known. */
export function useMachines(): readonly Machine[] {
  const { data = [] } = useQuery(orpc.engines.machines.queryOptions({ meta: { doing: createWords.listMachines } }));
  return data;
}

/** The machine of a form; undefined until it is known. */
export function useMachine(name: string): Machine | undefined {
  return useMachines().find((machine) => machine.name === name);
}
