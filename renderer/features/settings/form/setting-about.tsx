import { Button } from '@mantine/core';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { directiveWords } from '../model/directive-words.ts';
import { shownValue } from '../model/values.ts';
import * as formWords from '../words/form.ts';
import classes from './settings-form.module.css';

interface SettingAboutProps {
  readonly setting: Setting;
  readonly changed: boolean;
  readonly onDefault: () => void;
}

const effects = {
  live: formWords.takesEffectImmediately,
  restart: formWords.takesEffectAfterARestart,
  recreate: formWords.recreatesTheContainer,
} as const;

/** The description of a setting with its default, file and live values. */
export function SettingAbout({ setting, changed, onDefault }: SettingAboutProps) {
  const { kind, file, live, default: fallback, editable, how } = setting;
  const values: readonly (readonly [string, string | null])[] =
    kind === 'secret' || kind === 'lines'
      ? []
      : [
          [formWords.defaultLabel, fallback === null ? formWords.unknown : shownValue(setting, fallback)],
          [formWords.fileLabel, file === null ? formWords.notSet : shownValue(setting, file)],
          [formWords.liveLabel, live === null ? formWords.unknown : shownValue(setting, live)],
        ];
  return (
    <div className={classes.about}>
      <p>
        {directiveWords(setting).description} {editable && effects[how]}
      </p>
      <dl className={classes.values}>
        {values.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {editable && file !== null && kind !== 'secret' && !changed && (
          <Button variant="subtle" size="compact-xs" onClick={onDefault}>
            {formWords.removeFromFile}
          </Button>
        )}
      </dl>
    </div>
  );
}
