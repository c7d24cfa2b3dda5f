import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SchedulePreview } from '../../../shared/contract/schedule.ts';
import { orpc } from '../../client/api.ts';
import { formProblem, retentionOf, type ScheduleForm, timeOf } from './schedule-form.ts';

/** How long nothing must have been typed before it is asked, ms. */
const QUIET_MS = 150;

/** What the form would come to; undefined until that is known, and while it cannot be read. @param id of the one that is changed */
export function usePreview(form: ScheduleForm, id: string | undefined): SchedulePreview | undefined {
  const readable = formProblem(form) === null;
  const [asking] = useDebouncedValue(
    readable ? { id, when: timeOf(form), retention: retentionOf(form) } : null,
    QUIET_MS,
  );
  const { data } = useQuery(
    orpc.schedules.preview.queryOptions({
      input: asking ?? { when: { kind: 'daily', at: '00:00' }, retention: null },
      enabled: asking !== null,
      staleTime: 0,
      placeholderData: keepPreviousData,
      meta: { doing: 'Look when it would run' },
    }),
  );
  return readable ? data : undefined;
}
