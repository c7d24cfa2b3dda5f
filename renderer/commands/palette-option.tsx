import type { ReactNode } from 'react';
import type { Found } from './find-commands.ts';
import { Keys } from './keys.tsx';
import classes from './palette.module.css';

interface PaletteOptionProps {
  readonly id: string;
  readonly found: Found;
  readonly index: number;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

/** A command: its name with what was found of it, and below it why it cannot be done, or its terminal line. */
export function PaletteOption({ id, found, index, active, onPoint, onRun }: PaletteOptionProps) {
  const { command, title, line, blocked, match } = found;
  const { icon: Icon } = command;
  return (
    // The input keeps the focus and its keys choose among these: that is how a combobox works.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-disabled={blocked !== null || undefined}
      className={classes.option}
      data-index={index}
      onMouseMove={onPoint}
      onClick={onRun}
    >
      <Icon size={16} className={classes.icon} aria-hidden="true" />
      <div className={classes.words}>
        <div className={classes.title}>{highlighted(title, match.ranges)}</div>
        <div className={classes.line} data-mono={(blocked === null && line !== null) || undefined}>
          {blocked ?? line ?? 'only here'}
        </div>
      </div>
      {command.shortcut && <Keys shortcut={command.shortcut} />}
    </div>
  );
}

function highlighted(title: string, ranges: Found['match']['ranges']): ReactNode {
  const ends = [0, ...ranges.flat(), title.length];
  return ends.slice(0, -1).map((from, index) => {
    const part = title.slice(from, ends[index + 1]);
    const key = `${from}-${index % 2}`;
    return index % 2 === 1 ? (
      <mark key={key} className={classes.hit}>
        {part}
      </mark>
    ) : (
      <span key={key}>{part}</span>
    );
  });
}
