import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { IdCheck } from '../../../../shared/contract/tenant.ts';
import { orpc } from '../../../client/api.ts';

/** How long nothing must have been typed before it is asked, ms. */
const QUIET_MS = 150;

/** Whether the id is free, and what would be made for it; undefined until that is known of this very id. */
export function useIdCheck(id: string): IdCheck | undefined {
  const [quiet] = useDebouncedValue(id, QUIET_MS);
  const { data, isPlaceholderData } = useQuery(
    orpc.tenants.checkId.queryOptions({
      input: { id: quiet.slice(0, 200) },
      staleTime: 0,
      placeholderData: keepPreviousData,
      meta: { doing: 'Check the id' },
    }),
  );
  return quiet === id && !isPlaceholderData ? data : undefined;
}
