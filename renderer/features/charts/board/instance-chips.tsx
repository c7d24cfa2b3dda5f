import { UnstyledButton } from '@mantine/core';
import { toggled } from '../../../components/table/table-selection.ts';
import { Swatch } from '../drawing/swatch.tsx';
import type { ChartedInstance } from '../model/compared-instances.ts';
import * as boardWords from '../words/board.ts';
import classes from './instance-chips.module.css';

interface InstanceChipsProps {
  readonly instances: readonly ChartedInstance[];
  readonly pinned: ReadonlySet<string>;
  readonly onPinned: (pinned: ReadonlySet<string>) => void;
}

/** All instances with their line style. Pressed ones are drawn in colour in all charts; if none is, the five largest are. */
export function InstanceChips({ instances, pinned, onPinned }: InstanceChipsProps) {
  return (
    <fieldset className={classes.chips} aria-label={boardWords.instancesDrawnInColour}>
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
          {boardWords.resetToTheLargest}
        </UnstyledButton>
      )}
    </fieldset>
  );
}
