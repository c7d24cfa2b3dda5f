import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LOCAL_ENGINE, MAIN } from '../../../shared/contract/names.ts';
import { orpc } from '../../client/api.ts';
import { queryClient } from '../../client/query-client.ts';
import * as feedbackWords from './words.ts';

/** The instances among these that are in production; null while that is unknown. */
export function useProduction(ids: readonly string[], enabled: boolean): readonly string[] | null {
  const doing = feedbackWords.readWhichMachinesAreProduction;
  const names = useQuery(orpc.engines.names.queryOptions({ enabled: enabled && ids.length > 0, meta: { doing } }));
  const production = (names.data ?? []).filter((one) => one.production).map(({ name }) => name);
  const asks = enabled && production.length > 0;
  const tenants = useQuery(orpc.tenants.list.queryOptions({ enabled: asks, meta: { doing } }));
  if (!enabled || ids.length === 0) return [];
  if (names.data === undefined) return null;
  if (!asks) return [];
  if (tenants.data === undefined) return null;
  const placeOf = (id: string) => tenants.data.find((one) => one.id === id)?.engine ?? LOCAL_ENGINE;
  return ids.filter((id) => production.includes(placeOf(id)));
}

/** As `useProduction`, for a press on the button before the page knows. */
export async function findProduction(ids: readonly string[]): Promise<readonly string[]> {
  if (ids.every((id) => id === MAIN)) return [];
  const names = await queryClient.ensureQueryData(orpc.engines.names.queryOptions());
  const production = names.filter((one) => one.production).map(({ name }) => name);
  if (production.length === 0) return [];
  const tenants = await queryClient.ensureQueryData(orpc.tenants.list.queryOptions());
  return ids.filter((id) => production.includes(tenants.find((one) => one.id === id)?.engine ?? LOCAL_ENGINE));
}

interface ProductionNameProps {
  readonly name: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** Asks for the name of an instance in production. */
export function ProductionName({ name, typed, onType }: ProductionNameProps) {
  return (
    <TextInput
      mt={16}
      label={feedbackWords.nameIsInProduction(name)}
      description={feedbackWords.typeItsName(name)}
      value={typed}
      onChange={(event) => onType(event.currentTarget.value)}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
