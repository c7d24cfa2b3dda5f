import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import classes from './settings-form.module.css';

/** Which settings are shown. */
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

/** Find, and narrow down. */
export function FormTools({ text, onText, which, onWhich, total, changed, notDefault }: FormToolsProps) {
  return (
    <div className={classes.tools}>
      <TextInput
        className={classes.find ?? ''}
        aria-label="Search settings"
        placeholder={`Search ${total} settings`}
        leftSection={<IconSearch size={14} />}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') onText('');
        }}
      />
      <SegmentedControl<Which>
        aria-label="Which settings"
        size="xs"
        value={which}
        onChange={onWhich}
        data={[
          { value: 'all', label: 'All' },
          { value: 'changed', label: changed === 0 ? 'Changed' : `Changed ${changed}` },
          { value: 'not-default', label: `Not default ${notDefault}` },
        ]}
      />
    </div>
  );
}
