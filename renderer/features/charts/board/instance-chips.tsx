import { UnstyledButton } from '@mantine/core';
import { toggled } from '../../../components/table/table-selection.ts';
import { Swatch } from '../drawing/swatch.tsx';
import type { ChartedInstance } from '../model/compared-instances.ts';
import classes from './instance-chips.module.css';

interface InstanceChipsProps {
  readonly instances: readonly ChartedInstance[];
  readonly pinned: ReadonlySet<string>;
  readonly onPinned: (pinned: ReadonlySet<string>) => void;
}

/** Every instance with its line; those that are pressed are drawn in colour in all charts, else the five largest. */
export function InstanceChips({ instances, pinned, onPinned }: InstanceChipsProps) {
  return (
    <fieldset className={classes.chips} aria-label="Instances drawn in colour">
      {instances.map(({ id, style }) => (
        <UnstyledButton
          key={id}
          className={classes.chip ?? ''}
          aria-pressed={pinned.has(id)}
          onClick={() => onPinned(toggled(pinned, id))}
        >
          <Swatch style={style} />
          {id}
        </UnstyledButton>
      ))}
      {pinned.size > 0 && (
        <UnstyledButton className={classes.clear ?? ''} onClick={() => onPinned(new Set())}>
          The largest again
        </UnstyledButton>
      )}
    </fieldset>
  );
}
