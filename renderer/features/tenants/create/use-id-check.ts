import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { IdCheck } from '../../../../shared/contract/tenant.ts';
import { orpc } from '../../../client/api.ts';
import * as createWords from '../words/create.ts';

/** The pause in typing before the core checks the id. */
const QUIET_MS = 150;

/** The check of the id by the core; undefined until the result for exactly this id is known. */
export function useIdCheck(id: string): IdCheck | undefined {
  const [quiet] = useDebouncedValue(id, QUIET_MS);
  const { data, isPlaceholderData } = useQuery(
    orpc.tenants.checkId.queryOptions({
      input: { id: quiet.slice(0, 200) },
      staleTime: 0,
      placeholderData: keepPreviousData,
      meta: { doing: createWords.checkTheId },
    }),
  );
  return quiet === id && !isPlaceholderData ? data : undefined;
}
