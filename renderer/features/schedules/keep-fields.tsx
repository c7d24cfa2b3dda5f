import { NumberInput, Switch } from '@mantine/core';
import type { Retention, SchedulePreview } from '../../../shared/contract/schedule.ts';
import { KeptPreview } from './kept-preview.tsx';
import classes from './schedule-drawer.module.css';
import type { ScheduleForm } from './schedule-form.ts';
import * as schedulesWords from './words.ts';

const fields: readonly (readonly [keyof Retention, string])[] = [
  ['last', schedulesWords.keepLast],
  ['daily', schedulesWords.daily],
  ['weekly', schedulesWords.weekly],
  ['monthly', schedulesWords.monthly],
];

interface KeepFieldsProps {
  readonly form: ScheduleForm;
  readonly onChange: (form: ScheduleForm) => void;
  readonly preview: SchedulePreview | undefined;
}

/** Retention of the scheduled backups, with a preview. */
export function KeepFields({ form, onChange, preview }: KeepFieldsProps) {
  const { keep, keepAll } = form;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.label}>{schedulesWords.retention}</legend>
      <Switch
        label={schedulesWords.deleteOlderBackups}
        checked={!keepAll}
        onChange={(event) => onChange({ ...form, keepAll: !event.currentTarget.checked })}
      />
      {!keepAll && (
        <>
          <div className={classes.four}>
            {fields.map(([name, label]) => (
              <NumberInput
                key={name}
                label={label}
                aria-label={name === 'last' ? schedulesWords.backupsToKeep : schedulesWords.labelBackupsToKeep(label)}
                min={0}
                max={1000}
                allowDecimal={false}
                value={keep[name]}
                onChange={(next) => onChange({ ...form, keep: { ...keep, [name]: next } })}
              />
            ))}
          </div>
          <p className="hint">{schedulesWords.retentionHint}</p>
          {preview && <KeptPreview preview={preview} />}
        </>
      )}
    </fieldset>
  );
}
