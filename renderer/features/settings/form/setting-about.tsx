import { Button } from '@mantine/core';
import type { Setting } from '../../../../shared/contract/settings.ts';
import classes from './settings-form.module.css';
import { shownValue } from './values.ts';

interface SettingAboutProps {
  readonly setting: Setting;
  readonly changed: boolean;
  readonly onDefault: () => void;
}

const effects = {
  live: 'Takes effect immediately.',
  restart: 'Takes effect after a restart.',
  recreate: 'Recreates the container with the same data.',
} as const;

/** The description of a setting with its default, file and live values. */
export function SettingAbout({ setting, changed, onDefault }: SettingAboutProps) {
  const { description, kind, file, live, default: fallback, editable, how } = setting;
  const values: readonly (readonly [string, string | null])[] =
    kind === 'secret' || kind === 'lines'
      ? []
      : [
          ['Default', fallback === null ? 'unknown' : shownValue(setting, fallback)],
          ['File', file === null ? 'not set' : shownValue(setting, file)],
          ['Live', live === null ? 'unknown' : shownValue(setting, live)],
        ];
  return (
    <div className={classes.about}>
      <p>
        {description} {editable && effects[how]}
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
            Remove from file
          </Button>
        )}
      </dl>
    </div>
  );
}
