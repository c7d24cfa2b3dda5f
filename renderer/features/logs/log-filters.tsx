import { ActionIcon, Chip, Input, Tooltip } from '@mantine/core';
import { IconFilter, IconRegex } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { allLevels, type LogChoice, levelWords } from './log-entry.ts';
import classes from './log-filters.module.css';
import * as logsWords from './words.ts';

interface LogFiltersProps {
  readonly choice: LogChoice;
  readonly onChoice: (choice: LogChoice) => void;
  /** Why the filter is invalid. */
  readonly error: string | null;
  /** Shown at the right. */
  readonly children: ReactNode;
}

/** The filter of the log. The core applies it, so that rare lines are found beyond the loaded ones. */
export function LogFilters({ choice, onChoice, error, children }: LogFiltersProps) {
  const { levels, text, isExpression } = choice;
  return (
    <search className={classes.bar} aria-label={logsWords.filterAndFindLines}>
      <Input
        className={classes.filter ?? ''}
        aria-label={isExpression ? logsWords.filterByRegularExpression : logsWords.filterByText}
        placeholder={isExpression ? logsWords.filterRegex : logsWords.filter}
        leftSection={<IconFilter size={14} />}
        maxLength={1000}
        spellCheck={false}
        value={text}
        error={error !== null}
        // The description is below the whole bar; Mantine would remove its id.
        withAria={false}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : 'log-filter-error'}
        onChange={(event) => onChoice({ ...choice, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') onChoice({ ...choice, text: '' });
        }}
      />
      <Tooltip label={logsWords.regularExpression}>
        <ActionIcon
          aria-label={logsWords.regularExpression}
          aria-pressed={isExpression}
          variant={isExpression ? 'light' : 'default'}
          onClick={() => onChoice({ ...choice, isExpression: !isExpression })}
        >
          <IconRegex size={14} />
        </ActionIcon>
      </Tooltip>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a border */}
      <div className={classes.levels} role="group" aria-label={logsWords.levels}>
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
                levels: allLevels.filter((other) => (other === level ? checked : levels.includes(other))),
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
