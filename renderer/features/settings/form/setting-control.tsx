import { NativeSelect, SegmentedControl, Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { directiveWords } from '../model/directive-words.ts';
import { fieldText, shownValue } from '../model/values.ts';
import * as formWords from '../words/form.ts';
import { PasswordControl } from './password-control.tsx';
import classes from './settings-form.module.css';

interface SettingControlProps {
  readonly setting: Setting;
  /** The new value, or the current one. */
  readonly value: string;
  readonly changed: boolean;
  readonly wanted: string | null | undefined;
  readonly onChange: (value: string | null) => void;
  /** Why the value is invalid; null if it is valid. Fields of text show it, and are described by it. */
  readonly problem: ReactNode;
}

/** The control for the kind of the setting. */
export function SettingControl({ setting, value, changed, wanted, onChange, problem }: SettingControlProps) {
  const { name, kind, editable, reason, options, unit } = setting;
  const label = `${directiveWords(setting).title} (${name})`;
  if (!editable) {
    return (
      <div className={classes.fixed}>
        <span className={classes.fixedValue}>
          {shownValue(setting, setting.file ?? setting.live ?? setting.default)}
        </span>
        <span className={classes.why}>{coreDetail(reason)}</span>
      </div>
    );
  }
  if (kind === 'secret') return <PasswordControl setting={setting} wanted={wanted} onChange={onChange} />;
  if (kind === 'yesno') {
    const on = value.toLowerCase() === 'yes';
    return (
      <Switch
        aria-label={label}
        label={on ? formWords.on : formWords.off}
        checked={on}
        onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : 'no')}
      />
    );
  }
  if (kind === 'choice' && options !== null) {
    const own = value.toLowerCase();
    const all = options.includes(own) ? options : [own, ...options];
    return all.length <= 3 ? (
      <SegmentedControl aria-label={label} size="xs" value={own} onChange={onChange} data={[...all]} />
    ) : (
      <NativeSelect
        aria-label={label}
        size="xs"
        value={own}
        data={[...all]}
        onChange={(event) => onChange(event.currentTarget.value)}
        classNames={{ input: classes.input ?? '' }}
        data-changed={changed || undefined}
      />
    );
  }
  const short = kind === 'memory' || kind === 'integer';
  return (
    <TextInput
      aria-label={label}
      classNames={{
        wrapper: (short ? classes.short : classes.long) ?? '',
        input: classes.input ?? '',
        error: classes.problem ?? '',
      }}
      // Keeps input exactly as typed; only the current value is formatted.
      value={wanted === undefined ? fieldText(setting, value) : value}
      onChange={(event) => onChange(event.currentTarget.value)}
      // Mantine describes the field by its own error only.
      error={problem}
      errorProps={{ role: 'alert' }}
      data-changed={changed || undefined}
      autoComplete="off"
      spellCheck={false}
      {...(kind === 'integer' && { inputMode: 'numeric' as const })}
      {...(kind === 'integer' &&
        unit !== null && {
          rightSection: <span className={classes.unit}>{unit}</span>,
          rightSectionPointerEvents: 'none' as const,
        })}
    />
  );
}
