import { useQuery } from '@tanstack/react-query';
import type { AppInfo } from '../../shared/contract/app.ts';
import { orpc } from './api.ts';

/** What the program itself is; undefined until it has answered. */
export function useAppInfo(): AppInfo | undefined {
  return useQuery(
    orpc.app.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY, meta: { doing: 'Ask which program this is' } }),
  ).data;
}
