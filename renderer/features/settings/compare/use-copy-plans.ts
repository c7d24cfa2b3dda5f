import { useQueries } from '@tanstack/react-query';
import type { SettingsPlan } from '../../../../shared/contract/settings.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';

/** What copying would do to one instance. */
export interface CopyPlan {
  readonly id: string;
  readonly plan: SettingsPlan | null;
  /** Why it cannot be planned, or done; null when it can. */
  readonly refused: string | null;
}

/** A plan for each of many, made at the same time. Nothing is touched by it. */
export function useCopyPlans(from: string, directives: readonly string[], ids: readonly string[]): readonly CopyPlan[] {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['settings-copy-plan', from, id, ...directives],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        api.settings.plan({ id, wish: { kind: 'copy', from, directives: [...directives] } }, { signal }),
      gcTime: 0,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      meta: { doing: `Plan the copy to ${id}` },
    })),
    combine: (results) =>
      results.map(({ data, error }, index) => ({
        id: ids[index] ?? '',
        plan: data ?? null,
        refused: error
          ? reasonOf(error).message
          : (data?.risks.find(({ level, confirm }) => level === 'blocked' || confirm)?.message ?? null),
      })),
  });
}

/** Whether a plan would do anything, and may. */
export function canApply({ plan, refused }: CopyPlan): boolean {
  return plan !== null && refused === null && (plan.changes.length > 0 || plan.diff !== '');
}
