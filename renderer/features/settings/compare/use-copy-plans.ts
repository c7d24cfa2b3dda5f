import { useQueries } from '@tanstack/react-query';
import type { SettingsPlan } from '../../../../shared/contract/settings.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import * as compareWords from '../words/compare.ts';

/** The effect of copying on one instance. */
export interface CopyPlan {
  readonly id: string;
  readonly plan: SettingsPlan | null;
  /** Why the copy cannot be planned or applied; null if it can. */
  readonly refused: string | null;
}

/** Plans the copy to all instances in parallel. Planning changes nothing. */
export function useCopyPlans(from: string, directives: readonly string[], ids: readonly string[]): readonly CopyPlan[] {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['settings-copy-plan', from, id, ...directives],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        api.settings.plan({ id, request: { kind: 'copy', from, directives: [...directives] } }, { signal }),
      gcTime: 0,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      meta: { doing: compareWords.planTheCopyToId(id) },
    })),
    combine: (results) =>
      results.map(({ data, error }, index) => ({
        id: ids[index] ?? '',
        plan: data ?? null,
        refused: error
          ? reasonOf(error).message
          : (coreDetail(data?.risks.find(({ level, confirm }) => level === 'blocked' || confirm)?.message) ?? null),
      })),
  });
}

/** Whether a plan is allowed and changes anything. */
export function canApply({ plan, refused }: CopyPlan): boolean {
  return plan !== null && refused === null && (plan.changes.length > 0 || plan.diff !== '');
}
