import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SettingsChangeRequest, SettingsDocument, SettingsPlan } from '../../../../shared/contract/settings.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import * as planWords from '../words/plan.ts';

/** Debounce of typing. */
const DEBOUNCE_MS = 250;

/** The answer of the core to a requested change. */
export interface Planned {
  /** The plan of all valid values; null if there are none. */
  readonly plan: SettingsPlan | null;
  /** The request that the plan is for. */
  readonly request: SettingsChangeRequest | null;
  /** Validation errors by directive. */
  readonly problems: Readonly<Record<string, string>>;
  /** Why the whole request is refused; for a text with the line number, from 1. */
  readonly refused: { readonly message: string; readonly line: number | null } | null;
}

const NOTHING: Planned = { plan: null, request: null, problems: {}, refused: null };

export interface PlanState extends Planned {
  /** The plan is older than the form. */
  readonly forming: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** The plan of a requested change, updated as the request changes. Planning changes nothing. */
export function usePlan(document: SettingsDocument, request: SettingsChangeRequest | null): PlanState {
  const { id, hash, running } = document;
  const key = JSON.stringify(request);
  const [debouncedKey] = useDebouncedValue(key, DEBOUNCE_MS);
  const { data, isPlaceholderData, isFetching, error, refetch } = useQuery({
    // The key may contain a new password; gcTime 0 removes it as soon as the view closes.
    queryKey: ['settings-plan', id, hash, running, debouncedKey],
    queryFn: ({ signal }) => planOf(id, JSON.parse(debouncedKey) as SettingsChangeRequest | null, signal),
    gcTime: 0,
    staleTime: 0,
    placeholderData: keepPreviousData,
    meta: { doing: planWords.planTheChange },
  });
  const retry = () => void refetch();
  if (request === null) return { ...NOTHING, forming: false, error: null, retry };
  return {
    ...(data ?? NOTHING),
    forming: debouncedKey !== key || isPlaceholderData || (isFetching && data === undefined),
    error,
    retry,
  };
}

/** Repeats the request without each invalid value, so that the valid ones are planned and all errors are known. */
async function planOf(id: string, request: SettingsChangeRequest | null, signal: AbortSignal): Promise<Planned> {
  const problems: Record<string, string> = {};
  let remaining = request;
  while (remaining !== null) {
    try {
      return {
        plan: await api.settings.plan({ id, request: remaining }, { signal }),
        request: remaining,
        problems,
        refused: null,
      };
    } catch (error) {
      const { code, message, data } = reasonOf(error);
      if (code !== 'BAD_VALUE') throw error;
      const { field, line } = data as { readonly field: string; readonly line?: number };
      if (remaining.kind !== 'changes' || !(field in remaining.changes)) {
        return { ...NOTHING, problems, refused: { message, line: line ?? null } };
      }
      problems[field] = message;
      remaining = without(remaining, field);
    }
  }
  return { ...NOTHING, problems };
}

function without(
  request: Extract<SettingsChangeRequest, { kind: 'changes' }>,
  directive: string,
): SettingsChangeRequest | null {
  const { [directive]: _, ...changes } = request.changes;
  return Object.keys(changes).length === 0 ? null : { ...request, changes };
}
