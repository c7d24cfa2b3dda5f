import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { Setting } from '../../../../shared/contract/settings.ts';
import classes from './settings-form.module.css';

interface PasswordControlProps {
  readonly setting: Setting;
  readonly wanted: string | null | undefined;
  readonly onChange: (value: string | null) => void;
}

/** A secret: it can be replaced or removed, but is never shown. */
export function PasswordControl({ setting, wanted, onChange }: PasswordControlProps) {
  const { name, title, isSet } = setting;
  const [typing, setTyping] = useState(false);
  if (wanted === null) return <span className={classes.secret}>will be removed</span>;
  if (typing || wanted !== undefined) {
    return (
      <PasswordInput
        aria-label={`New ${title.toLowerCase()} (${name})`}
        className={classes.long ?? ''}
        classNames={{ input: classes.input ?? '' }}
        placeholder="New value"
        autoComplete="new-password"
        data-changed={wanted !== undefined || undefined}
        autoFocus={wanted === undefined}
        value={wanted ?? ''}
        // An empty field resets the change; only Remove removes a password.
        onChange={(event) => want(event.currentTarget.value)}
        onBlur={() => setTyping(false)}
        visibilityToggleButtonProps={{ 'aria-label': `Show the new value of ${name}` }}
      />
    );
  }
  return (
    <span className={classes.secret}>
      {isSet ? <span title={`${title} is set`}>••••••••</span> : 'not set'}
      <Button
        variant="default"
        size="compact-xs"
        aria-label={`${isSet ? 'Change' : 'Set'} ${name}`}
        onClick={() => setTyping(true)}
      >
        {isSet ? 'Change…' : 'Set…'}
      </Button>
      {isSet && (
        <Button variant="default" size="compact-xs" aria-label={`Remove ${name}`} onClick={() => onChange(null)}>
          Remove
        </Button>
      )}
    </span>
  );

  function want(value: string): void {
    onChange(value);
  }
}
