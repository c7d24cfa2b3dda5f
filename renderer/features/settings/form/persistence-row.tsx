import { SegmentedControl } from '@mantine/core';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { want } from '../model/draft.ts';
import { currentOf, type Mode, modeOf, sameValue } from '../model/values.ts';
import * as formWords from '../words/form.ts';
import classes from './settings-form.module.css';

interface PersistenceRowProps {
  readonly id: string;
  readonly settings: readonly Setting[];
  readonly values: Readonly<Record<string, string | null>>;
}

const modes: readonly { readonly value: Mode; readonly label: string; readonly text: string }[] = [
  { value: 'rdb', label: formWords.rdb, text: formWords.periodicSnapshotsACrashLosesWrites },
  {
    value: 'aof',
    label: formWords.aof,
    text: formWords.aofOnly,
  },
  { value: 'both', label: formWords.rdbAof, text: formWords.everyWriteIsLoggedPlusPeriodic },
  {
    value: 'none',
    label: formWords.none,
    text: formWords.keptInMemoryOnly,
  },
];

/** One choice that sets both `appendonly` and `save`. */
export function PersistenceRow({ id, settings, values }: PersistenceRowProps) {
  const [appendonly, save] = [byName(settings, 'appendonly'), byName(settings, 'save')];
  if (!appendonly || !save) return null;
  const requestedValue = (setting: Setting) => {
    const value = values[setting.name];
    return value === undefined ? currentOf(setting) : (value ?? setting.default ?? '');
  };
  const mode = modeOf(requestedValue(appendonly), requestedValue(save));
  const choose = (next: Mode) => {
    const points = requestedValue(save).trim() || currentOf(save).trim() || save.default || '';
    const target = {
      appendonly: next === 'aof' || next === 'both' ? 'yes' : 'no',
      save: next === 'rdb' || next === 'both' ? points : '',
    };
    want(id, {
      appendonly: sameValue(appendonly, target.appendonly, currentOf(appendonly)) ? undefined : target.appendonly,
      save: sameValue(save, target.save, currentOf(save)) ? undefined : target.save,
    });
  };
  return (
    <div className={classes.row}>
      <div className={classes.name}>
        <div className={classes.title}>{formWords.persistence}</div>
        <div className={classes.directive}>{formWords.saveAppendonly}</div>
      </div>
      <div className={classes.wide}>
        <SegmentedControl<Mode>
          aria-label={formWords.persistence}
          size="xs"
          value={mode}
          onChange={choose}
          data={modes.map(({ value, label }) => ({ value, label }))}
        />
        <p className={classes.under}>{modes.find(({ value }) => value === mode)?.text}</p>
      </div>
    </div>
  );
}

function byName(settings: readonly Setting[], name: string): Setting | undefined {
  return settings.find((setting) => setting.name === name);
}
