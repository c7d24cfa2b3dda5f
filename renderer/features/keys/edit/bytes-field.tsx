import { Button, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import * as editWords from '../words/edit.ts';
import { type BytesDraft, otherNotation, parsedDraft } from './bytes-draft.ts';
import classes from './edit-forms.module.css';

interface BytesFieldProps {
  readonly label: string;
  readonly value: BytesDraft;
  readonly onChange: (value: BytesDraft) => void;
  readonly description?: ReactNode;
  readonly error?: string | null;
  /** Takes the focus when its dialog opens. */
  readonly autoFocus?: boolean;
  /** Takes the focus when it appears in a dialog that is already open. */
  readonly takesFocus?: boolean;
  readonly lines?: number;
  readonly disabled?: boolean;
}

/** A field for bytes: text, or hexadecimal for other bytes. */
export function BytesField(props: BytesFieldProps) {
  const { label, value, onChange, lines = 1, error = null } = props;
  const parsed = parsedDraft(value);
  const shared = {
    label,
    description: props.description,
    value: value.text,
    error: error ?? (typeof parsed === 'string' ? parsed : null),
    spellCheck: false,
    disabled: props.disabled ?? false,
    classNames: { input: value.isHex || lines > 1 ? (classes.mono ?? '') : '' },
    ...(props.autoFocus ? { 'data-autofocus': true } : {}),
    autoFocus: props.takesFocus ?? false,
  };
  return (
    <div className={classes.bytes}>
      {lines > 1 ? (
        <Textarea
          {...shared}
          autosize
          minRows={lines}
          maxRows={16}
          onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
        />
      ) : (
        <TextInput {...shared} onChange={(event) => onChange({ ...value, text: event.currentTarget.value })} />
      )}
      <Button
        className={classes.notation ?? ''}
        variant="subtle"
        size="compact-xs"
        aria-pressed={value.isHex}
        aria-label={editWords.labelAsHexadecimal(label)}
        onClick={() => onChange(otherNotation(value))}
      >
        {value.isHex ? editWords.hex : editWords.text}
      </Button>
    </div>
  );
}
