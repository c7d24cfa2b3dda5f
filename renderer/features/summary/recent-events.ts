import { useQuery } from '@tanstack/react-query';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import { orpc } from '../../client/api.ts';
import { useOperations } from '../../client/operations.ts';
import { coreDetail } from '../../lib/core-sentence.ts';
import { clientOf, outcomeOf } from '../activity/activity-words.ts';
import * as summaryWords from './words.ts';

/** Operations of all clients that run or that the core still has in memory, and the newest events. @param id null: of all instances */
export function useRecentEvents(id: string | null, limit: number) {
  const operations = useOperations().filter(({ instance }) => id === null || instance === id);
  const running = operations.filter(({ state }) => state === 'running');
  const { data, error } = useQuery(
    orpc.activity.list.queryOptions({
      input: id === null ? { limit } : { instances: [id], limit },
      meta: { doing: id === null ? summaryWords.readTheRecentActivity : summaryWords.readTheActivityOfId(id) },
    }),
  );
  const events = data?.items;
  return { operations, running, events, error, isEmpty: running.length === 0 && events?.length === 0 };
}

/** `done in 1.2 s · from a terminal · 1,204 keys`. */
export function outcomeText(event: ActivityEvent): string {
  const from = clientOf(event) === 'terminal' ? summaryWords.fromATerminal : null;
  return [outcomeOf(event), from, coreDetail(event.detail)].filter(Boolean).join(' · ');
}
