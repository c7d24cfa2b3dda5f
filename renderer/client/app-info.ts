import { useQuery } from '@tanstack/react-query';
import type { AppInfo } from '../../shared/contract/app.ts';
import { orpc } from './api.ts';
import * as clientWords from './words.ts';

/** Version and paths of the running app; undefined until the first response. */
export function useAppInfo(): AppInfo | undefined {
  return useQuery(
    orpc.app.info.queryOptions({
      staleTime: Number.POSITIVE_INFINITY,
      meta: { doing: clientWords.readTheAppsVersion },
    }),
  ).data;
}
