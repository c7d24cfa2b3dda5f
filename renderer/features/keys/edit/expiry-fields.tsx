import { NumberInput, Radio, Select, TextInput } from '@mantine/core';
import { fullTime } from '../../../lib/format.ts';
import * as editWords from '../words/edit.ts';
import classes from './edit-forms.module.css';
import { type ExpiryDraft, expiryWords, units } from './expiry-draft.ts';

interface ExpiryFieldsProps {
  /** The subject that expires. */
  readonly of?: 'key' | 'field';
  readonly value: ExpiryDraft;
  readonly onChange: (value: ExpiryDraft) => void;
}

/** Chooses when a key or a field expires: never, after a time, or at a time. */
export function ExpiryFields({ of = 'key', value, onChange }: ExpiryFieldsProps) {
  return (
    <Radio.Group
      label={editWords.expiry}
      value={value.kind}
      onChange={(kind) => onChange({ ...value, kind: kind === 'in' || kind === 'at' ? kind : 'never' })}
    >
      <div className={classes.fields} style={{ marginTop: 4 }}>
        <Radio size="xs" value="never" label={editWords.never} />
        <Radio size="xs" value="in" label={editWords.after} />
        {value.kind === 'in' && (
          <div className={classes.amount}>
            <NumberInput
              aria-label={editWords.amount}
              min={1}
              max={999_999}
              allowDecimal={false}
              value={value.amount}
              onChange={(amount) => onChange({ ...value, amount: Number(amount) || 0 })}
            />
            <Select
              aria-label={editWords.unit}
              allowDeselect={false}
              data={Object.keys(units).map((name) => ({ value: name, label: editWords.unitNames[name] ?? name }))}
              value={value.unit}
              onChange={(unit) => onChange({ ...value, unit: unit ?? value.unit })}
            />
          </div>
        )}
        <Radio size="xs" value="at" label={editWords.atATime} />
        {value.kind === 'at' && (
          <TextInput
            aria-label={editWords.time}
            type="datetime-local"
            step={1}
            value={value.at}
            onChange={(event) => onChange({ ...value, at: event.currentTarget.value })}
          />
        )}
        <p className="hint">{expiryWords(value, of, Date.now(), fullTime)}</p>
      </div>
    </Radio.Group>
  );
}
