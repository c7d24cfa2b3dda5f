import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SchedulePreview } from '../../../shared/contract/schedule.ts';
import { type api, orpc } from '../../client/api.ts';
import { formProblem, retentionOf, type ScheduleForm, timeOf } from './schedule-form.ts';
import * as schedulesWords from './words.ts';

/** Debounce of typing. */
const DEBOUNCE_MS = 150;

/** Next runs and retention of the form; undefined while loading or invalid. @param id of an existing schedule */
export function usePreview(form: ScheduleForm, id: string | undefined): SchedulePreview | undefined {
  const valid = formProblem(form) === null;
  // A text, because an object would be another one at each render.
  const key = JSON.stringify(valid ? { id, when: timeOf(form), retention: retentionOf(form) } : null);
  const [debouncedKey] = useDebouncedValue(key, DEBOUNCE_MS);
  const debounced = JSON.parse(debouncedKey) as Parameters<typeof api.schedules.preview>[0] | null;
  const { data } = useQuery(
    orpc.schedules.preview.queryOptions({
      input: debounced ?? { when: { kind: 'daily', at: '00:00' }, retention: null },
      enabled: debounced !== null,
      staleTime: 0,
      placeholderData: keepPreviousData,
      meta: { doing: schedulesWords.previewTheSchedule },
    }),
  );
  return valid ? data : undefined;
}
