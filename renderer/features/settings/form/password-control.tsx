import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { Setting } from '../../../../shared/contract/settings.ts';
import * as libWords from '../../../lib/words.ts';
import { directiveWords } from '../model/directive-words.ts';
import * as formWords from '../words/form.ts';
import classes from './settings-form.module.css';

interface PasswordControlProps {
  readonly setting: Setting;
  readonly wanted: string | null | undefined;
  readonly onChange: (value: string | null) => void;
}

/** A secret: it can be replaced or removed, but is never shown. */
export function PasswordControl({ setting, wanted, onChange }: PasswordControlProps) {
  const { name, isSet } = setting;
  const { title } = directiveWords(setting);
  const [typing, setTyping] = useState(false);
  if (wanted === null) return <span className={classes.secret}>{formWords.willBeRemoved}</span>;
  if (typing || wanted !== undefined) {
    return (
      <PasswordInput
        aria-label={formWords.newTitleName(libWords.insideSentence(title), name)}
        className={classes.long ?? ''}
        classNames={{ input: classes.input ?? '' }}
        placeholder={formWords.newValue}
        autoComplete="new-password"
        data-changed={wanted !== undefined || undefined}
        autoFocus={wanted === undefined}
        value={wanted ?? ''}
        // An empty field resets the change; only Remove removes a password.
        onChange={(event) => want(event.currentTarget.value)}
        onBlur={() => setTyping(false)}
        visibilityToggleButtonProps={{ 'aria-label': formWords.showTheNewValueOfName(name) }}
      />
    );
  }
  return (
    <span className={classes.secret}>
      {isSet ? <span title={formWords.titleIsSet(title)}>••••••••</span> : formWords.notSet}
      <Button
        variant="default"
        size="compact-xs"
        aria-label={isSet ? formWords.changeName(name) : formWords.setName(name)}
        onClick={() => setTyping(true)}
      >
        {isSet ? formWords.change : formWords.set}
      </Button>
      {isSet && (
        <Button
          variant="default"
          size="compact-xs"
          aria-label={formWords.removeName(name)}
          onClick={() => onChange(null)}
        >
          {formWords.remove}
        </Button>
      )}
    </span>
  );

  function want(value: string): void {
    onChange(value);
  }
}
