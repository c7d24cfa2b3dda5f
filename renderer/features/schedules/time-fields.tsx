import { NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import type { ScheduleTime } from '../../../shared/contract/schedule.ts';
import { WEEKDAYS } from '../../../shared/schedule-words.ts';
import classes from './schedule-drawer.module.css';
import type { ScheduleForm } from './schedule-form.ts';
import * as schedulesWords from './words.ts';

interface TimeFieldsProps {
  readonly form: ScheduleForm;
  readonly onChange: (form: ScheduleForm) => void;
  /** The validation error of the cron expression. */
  readonly cronProblem: string | null;
}

/** Starts with Monday; the values count from Sunday = 0. */
const days = [1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: WEEKDAYS[day] ?? '' }));

const ways: readonly { readonly value: ScheduleTime['kind']; readonly label: string }[] = [
  { value: 'hours', label: schedulesWords.everyNHours },
  { value: 'daily', label: schedulesWords.daily },
  { value: 'weekly', label: schedulesWords.weekly },
  { value: 'cron', label: schedulesWords.cron },
];

export function TimeFields({ form, onChange, cronProblem }: TimeFieldsProps) {
  const { way, every, at, day, cron } = form;
  return (
    <>
      <div>
        <div className={classes.label} id="schedule-way">
          {schedulesWords.when}
        </div>
        <SegmentedControl<ScheduleTime['kind']>
          aria-labelledby="schedule-way"
          fullWidth
          size="xs"
          value={way}
          onChange={(next) => onChange({ ...form, way: next })}
          data={[...ways]}
        />
      </div>
      {way === 'hours' && (
        <NumberInput
          label={schedulesWords.hoursBetweenTwoRuns}
          min={1}
          max={720}
          allowDecimal={false}
          value={every}
          onChange={(next) => onChange({ ...form, every: next })}
        />
      )}
      {(way === 'daily' || way === 'weekly') && (
        <div className={classes.row}>
          {way === 'weekly' && (
            <Select
              label={schedulesWords.on}
              data={days}
              value={String(day)}
              allowDeselect={false}
              onChange={(next) => onChange({ ...form, day: Number(next ?? day) })}
            />
          )}
          <TextInput
            label={schedulesWords.at}
            className={classes.time ?? ''}
            inputMode="numeric"
            placeholder="09:00"
            maxLength={5}
            value={at}
            onChange={(event) => onChange({ ...form, at: event.currentTarget.value })}
          />
        </div>
      )}
      {way === 'cron' && (
        <TextInput
          label={schedulesWords.cronExpression}
          description={schedulesWords.minuteHourDayOfMonthDay}
          classNames={{ input: 'mono' }}
          autoComplete="off"
          spellCheck={false}
          value={cron}
          error={cronProblem}
          maxLength={200}
          onChange={(event) => onChange({ ...form, cron: event.currentTarget.value })}
        />
      )}
    </>
  );
}
