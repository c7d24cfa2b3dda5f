import { Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import * as listWords from '../words/list.ts';
import classes from './column-chooser.module.css';

interface ColumnChooserProps {
  readonly columns: readonly { readonly id: string; readonly title: string }[];
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (hidden: ReadonlySet<string>) => void;
}

/** Chooses the visible columns. The first one names the row and cannot be hidden. */
export function ColumnChooser({ columns, hidden, onChange }: ColumnChooserProps) {
  const toggle = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <Popover position="bottom-end" offset={4} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="subtle" color="gray" leftSection={<IconColumns3 size={14} />}>
          {listWords.columns}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <fieldset className={classes.columns}>
          <legend className={classes.legend}>{listWords.hiddenWhenTight}</legend>
          {columns.slice(1).map(({ id, title }) => (
            <Checkbox key={id} label={title} checked={!hidden.has(id)} onChange={() => toggle(id)} />
          ))}
          <Button
            variant="subtle"
            size="compact-xs"
            disabled={hidden.size === 0}
            className={classes.all ?? ''}
            onClick={() => onChange(new Set())}
          >
            {listWords.showAll}
          </Button>
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
