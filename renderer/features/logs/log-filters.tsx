import { ActionIcon, Chip, TextInput, Tooltip } from '@mantine/core';
import { IconFilter, IconRegex } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { allLevels, type LogChoice, levelWords } from './log-entry.ts';
import classes from './log-filters.module.css';

interface LogFiltersProps {
  readonly choice: LogChoice;
  readonly onChoice: (choice: LogChoice) => void;
  /** Why the filter cannot be used. */
  readonly error: string | null;
  /** What stands at the right. */
  readonly children: ReactNode;
}

/** Which lines are shown. They are chosen where the log is read, so a rare one is not lost among many. */
export function LogFilters({ choice, onChoice, error, children }: LogFiltersProps) {
  const { levels, text, isExpression } = choice;
  return (
    <search className={classes.bar} aria-label="Choose and find lines">
      <TextInput
        className={classes.filter ?? ''}
        aria-label={isExpression ? 'Only lines that fit this regular expression' : 'Only lines with this text'}
        placeholder={isExpression ? 'Only lines that fit…' : 'Only lines with…'}
        leftSection={<IconFilter size={14} />}
        maxLength={1000}
        spellCheck={false}
        value={text}
        error={error !== null}
        aria-describedby={error === null ? undefined : 'log-filter-error'}
        onChange={(event) => onChoice({ ...choice, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') onChoice({ ...choice, text: '' });
        }}
      />
      <Tooltip label="Regular expression">
        <ActionIcon
          aria-label="Regular expression"
          aria-pressed={isExpression}
          variant={isExpression ? 'light' : 'default'}
          onClick={() => onChoice({ ...choice, isExpression: !isExpression })}
        >
          <IconRegex size={14} />
        </ActionIcon>
      </Tooltip>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame of its own */}
      <div className={classes.levels} role="group" aria-label="Levels">
        {allLevels.map((level) => (
          <Chip
            key={level}
            size="xs"
            radius="sm"
            variant="outline"
            checked={levels.includes(level)}
            onChange={(checked) =>
              onChoice({
                ...choice,
                levels: allLevels.filter((one) => (one === level ? checked : levels.includes(one))),
              })
            }
          >
            {levelWords[level]}
          </Chip>
        ))}
      </div>
      {children}
      {error !== null && (
        <div id="log-filter-error" role="alert" className={classes.error}>
          {error}
        </div>
      )}
    </search>
  );
}
