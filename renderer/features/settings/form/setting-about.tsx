import { Button } from '@mantine/core';
import type { Setting } from '../../../../shared/contract/settings.ts';
import classes from './settings-form.module.css';
import { shownValue } from './values.ts';

interface SettingAboutProps {
  readonly setting: Setting;
  readonly changed: boolean;
  readonly onDefault: () => void;
}

const words = {
  live: 'Takes effect at once.',
  restart: 'Takes effect with a restart.',
  recreate: 'The container is made again around the same data.',
} as const;

/** What a setting does, and what it is by default, in the file and in the running server. */
export function SettingAbout({ setting, changed, onDefault }: SettingAboutProps) {
  const { description, kind, file, live, default: fallback, editable, how } = setting;
  const values: readonly (readonly [string, string | null])[] =
    kind === 'secret' || kind === 'lines'
      ? []
      : [
          ['Default', fallback === null ? 'not known' : shownValue(setting, fallback)],
          ['In the file', file === null ? 'not there' : shownValue(setting, file)],
          ['Live', live === null ? 'not known' : shownValue(setting, live)],
        ];
  return (
    <div className={classes.about}>
      <p>
        {description} {editable && words[how]}
      </p>
      <dl className={classes.values}>
        {values.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
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
