import { SegmentedControl } from '@mantine/core';
import { counted } from '../../../../shared/format/count.ts';
import { FindField } from '../../../components/table/find-field.tsx';
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
        label="Search settings"
        placeholder={`Search ${counted(total, 'setting')}`}
        value={text}
        onChange={onText}
      />
      <SegmentedControl<Which>
        aria-label="Which settings"
        size="xs"
        value={which}
        onChange={onWhich}
        data={[
          { value: 'all', label: 'All' },
          { value: 'changed', label: changed === 0 ? 'Changed' : `Changed ${changed}` },
          { value: 'not-default', label: `Modified ${notDefault}` },
        ]}
      />
    </div>
  );
}
