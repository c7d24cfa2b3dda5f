import { SegmentedControl } from '@mantine/core';
import { FindField } from '../../../components/table/find-field.tsx';
import { counted } from '../../../lib/counted.ts';
import * as formWords from '../words/form.ts';
import classes from './settings-form.module.css';

/** The filter of the settings. */
export type Which = 'all' | 'changed' | 'not-default';

interface FormToolsProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly which: Which;
  readonly onWhich: (which: Which) => void;
  readonly total: number;
  readonly changed: number;
  readonly notDefault: number;
}

export function FormTools({ text, onText, which, onWhich, total, changed, notDefault }: FormToolsProps) {
  return (
    <div className={classes.tools}>
      <FindField
        className={classes.find}
        label={formWords.searchSettings}
        placeholder={formWords.searchCounted(counted(total, 'setting'))}
        value={text}
        onChange={onText}
      />
      <SegmentedControl<Which>
        aria-label={formWords.whichSettings}
        size="xs"
        value={which}
        onChange={onWhich}
        data={[
          { value: 'all', label: formWords.all },
          { value: 'changed', label: changed === 0 ? formWords.changed : formWords.changed2(changed) },
          { value: 'not-default', label: formWords.modifiedNotDefault(notDefault) },
        ]}
      />
    </div>
  );
}
