import type { ReactNode } from 'react';
import { StateMark } from '../components/feedback/state-badge.tsx';
import type { FoundEntry } from './find-entries.ts';
import { Keys } from './keys.tsx';
import classes from './palette.module.css';

interface PaletteOptionProps {
  readonly id: string;
  readonly found: FoundEntry;
  readonly index: number;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

/** A match: the title with highlights, and below it a description, the CLI command, or why it is disabled. */
export function PaletteOption({ id, found, index, active, onPoint, onRun }: PaletteOptionProps) {
  const { entry, match } = found;
  const { title, line, mono, state, blocked, shortcut, icon: Icon } = entry;
  return (
    // As in every combobox, the input keeps the focus and its keys choose an option.
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
        <div className={classes.line} data-mono={mono || undefined}>
          {state && <StateMark status={state} />}
          {line}
        </div>
      </div>
      {shortcut && <Keys shortcut={shortcut} />}
    </div>
  );
}

function highlighted(title: string, ranges: FoundEntry['match']['ranges']): ReactNode {
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
