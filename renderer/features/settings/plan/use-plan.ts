import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SettingsChangeRequest, SettingsDocument, SettingsPlan } from '../../../../shared/contract/settings.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';

/** How long nothing must have been typed before a plan is made, ms. */
const QUIET_MS = 250;

/** What the engine says of a wish. */
export interface Planned {
  /** Of what it takes; null when that is nothing. */
  readonly plan: SettingsPlan | null;
  /** The wish that the plan is of. */
  readonly wish: SettingsChangeRequest | null;
  /** Why a value is refused, by directive. */
  readonly problems: Readonly<Record<string, string>>;
  /** Why the whole is refused, and of a text the line, from 1. */
  readonly refused: { readonly message: string; readonly line: number | null } | null;
}

const NOTHING: Planned = { plan: null, wish: null, problems: {}, refused: null };

export interface PlanState extends Planned {
  /** It is of something else than what stands in the form now. */
  readonly forming: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** The plan of a requested change, computed again as it changes. A plan touches nothing. */
export function usePlan(document: SettingsDocument, wish: SettingsChangeRequest | null): PlanState {
  const { id, hash, running } = document;
  const key = JSON.stringify(wish);
  const [quiet] = useDebouncedValue(key, QUIET_MS);
  const { data, isPlaceholderData, isFetching, error, refetch } = useQuery({
    // No part of the key is the wish's own text for longer than the view lives: it may hold a new password.
    queryKey: ['settings-plan', id, hash, running, quiet],
    queryFn: ({ signal }) => planOf(id, JSON.parse(quiet) as SettingsChangeRequest | null, signal),
    gcTime: 0,
    staleTime: 0,
    placeholderData: keepPreviousData,
    meta: { doing: 'Plan the change' },
  });
  const retry = () => void refetch();
  if (wish === null) return { ...NOTHING, forming: false, error: null, retry };
  return {
    ...(data ?? NOTHING),
    forming: quiet !== key || isPlaceholderData || (isFetching && data === undefined),
    error,
    retry,
  };
}

/** Asks until every value that is refused by itself is known; the others are planned without them. */
async function planOf(id: string, wish: SettingsChangeRequest | null, signal: AbortSignal): Promise<Planned> {
  const problems: Record<string, string> = {};
  let rest = wish;
  while (rest !== null) {
    try {
      return { plan: await api.settings.plan({ id, wish: rest }, { signal }), wish: rest, problems, refused: null };
    } catch (error) {
      const { code, message, data } = reasonOf(error);
      if (code !== 'BAD_VALUE') throw error;
      const { field, line } = data as { readonly field: string; readonly line?: number };
      if (rest.kind !== 'changes' || !(field in rest.changes)) {
        return { ...NOTHING, problems, refused: { message, line: line ?? null } };
      }
      problems[field] = message;
      rest = without(rest, field);
    }
  }
  return { ...NOTHING, problems };
}

function without(
  wish: Extract<SettingsChangeRequest, { kind: 'changes' }>,
  directive: string,
): SettingsChangeRequest | null {
  const { [directive]: _, ...changes } = wish.changes;
  return Object.keys(changes).length === 0 ? null : { ...wish, changes };
}
