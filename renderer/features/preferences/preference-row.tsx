import { ActionIcon, SegmentedControl, Select, Switch, TextInput, Tooltip } from '@mantine/core';
import { IconRestore, IconVariable } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { PreferenceState } from '../../../shared/contract/preference.ts';
import {
  definitionOf,
  expectedValue,
  type PreferenceDefinition,
  type PreferenceValue,
  parsePreference,
  preferenceText,
} from '../../../shared/contract/preference-table.ts';
import { preferenceWords } from '../../../shared/preference-words.ts';
import { Badge } from '../../components/feedback/badge.tsx';
import { useLateDropdown } from '../../components/form/use-late-dropdown.ts';
import classes from './preferences-view.module.css';
import { useResetPreferences, useSavePreference } from './use-preferences.ts';
import * as words from './words.ts';

/** More choices, or longer labels, do not fit beside each other. */
const MAX_SEGMENTS = 3;
const MAX_LETTERS = 44;

interface PreferenceRowProps {
  readonly state: PreferenceState;
  readonly disabled: boolean;
}

/** One preference: its title, its control, and when it takes effect or why it cannot be changed. */
export function PreferenceRow({ state, disabled }: PreferenceRowProps) {
  const { name, from, variable, problem } = state;
  const { title, hint } = preferenceWords[name];
  const { effect } = definitionOf(name);
  const reset = useResetPreferences();
  return (
    <div className={classes.row}>
      <div className={classes.name}>
        <span id={`preference-${name}`}>{title}</span>
        {hint !== '' && <span className={classes.hint}>{hint}</span>}
        {problem !== null && (
          <span className={classes.problem} role="alert">
            {problem}
          </span>
        )}
      </div>
      <Control state={state} disabled={disabled || variable !== null} />
      <div className={classes.end}>
        {variable !== null && (
          <Badge icon={IconVariable} tone="fact" label={words.setBy(variable)} title={words.setByTitle(variable)} />
        )}
        {effect === 'new-instances' && <span>{words.newInstances}</span>}
        {effect === 'restart' && <span>{words.afterRestart}</span>}
        {from === 'chosen' && (
          <Tooltip label={words.reset(title)}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={words.reset(title)}
              disabled={disabled}
              onClick={() => reset.mutate([name])}
            >
              <IconRestore size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </div>
  );
}

function Control({ state: { name, value }, disabled }: PreferenceRowProps) {
  const definition = definitionOf(name);
  const save = useSavePreference(name);
  const change = (next: PreferenceValue | null) => {
    if (next !== null && next !== value) save.mutate({ [name]: next });
  };
  const label = { 'aria-labelledby': `preference-${name}` };
  const { keepMounted, onFocus } = useLateDropdown();
  const busy = disabled || save.isPending;
  if (definition.kind === 'switch') {
    return (
      <Switch
        {...label}
        checked={value === true}
        label={value === true ? words.on : words.off}
        disabled={busy}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    );
  }
  if (definition.kind !== 'choice') {
    return <Field definition={definition} name={name} value={value} disabled={busy} onSave={change} />;
  }
  const named = preferenceWords[name].choices ?? {};
  const data = definition.choices.map((choice) => ({ value: choice, label: named[choice] ?? choice }));
  const fits = data.length <= MAX_SEGMENTS && data.map((one) => one.label).join('').length <= MAX_LETTERS;
  return fits ? (
    <SegmentedControl {...label} data={data} value={String(value)} disabled={busy} onChange={change} />
  ) : (
    <Select
      {...label}
      className={classes.field}
      data={data}
      value={String(value)}
      allowDeselect={false}
      disabled={busy}
      comboboxProps={{ keepMounted }}
      onFocus={onFocus}
      onChange={change}
    />
  );
}

interface FieldProps {
  readonly definition: PreferenceDefinition;
  readonly name: PreferenceState['name'];
  readonly value: PreferenceValue;
  readonly disabled: boolean;
  readonly onSave: (value: PreferenceValue) => void;
}

/** A field that saves on Enter and on blur; Escape restores the value in effect. */
function Field({ definition, name, value, disabled, onSave }: FieldProps) {
  const [typed, setTyped] = useState(preferenceText(value));
  const next = parsePreference(definition, typed);
  const { unit } = preferenceWords[name];
  const requested = useRef(value);
  // Of another client, or reset. The field itself stays, and with it the focus.
  useEffect(() => {
    requested.current = value;
    setTyped(preferenceText(value));
  }, [value]);
  // Enter saves, and the field loses its focus because it is disabled meanwhile.
  const commit = () => {
    if (next === null || next === requested.current) return;
    requested.current = next;
    onSave(next);
  };
  return (
    <TextInput
      aria-labelledby={`preference-${name}`}
      className={definition.kind === 'number' ? classes.number : classes.field}
      classNames={{ input: definition.kind === 'text' ? 'mono' : '' }}
      value={typed}
      inputMode={definition.kind === 'number' ? 'numeric' : 'text'}
      autoComplete="off"
      spellCheck={false}
      disabled={disabled}
      rightSection={unit === undefined ? undefined : <span className="text-3">{unit}</span>}
      rightSectionWidth={unit === undefined ? undefined : 12 + unit.length * 8}
      error={next === null && `${expectedValue(definition).replace(/^a /, 'A ')}.`}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setTyped(preferenceText(value));
      }}
    />
  );
}
