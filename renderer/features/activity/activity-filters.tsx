import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { Ref } from 'react';
import { go } from '../../go.ts';
import { useLiveStatuses } from '../../live.ts';
import { faceWords, isFiltering, kindGroups, noFilter, outcomeWords, type ShownFilter } from './activity-filter.ts';
import classes from './activity-filters.module.css';

interface ActivityFiltersProps {
  readonly instance: string | null;
  readonly filter: ShownFilter;
  readonly onFilter: (filter: ShownFilter) => void;
  readonly searchRef: Ref<HTMLInputElement>;
}

/** Narrows the list down. The instance is part of the place, so that it can be linked to. */
export function ActivityFilters({ instance, filter, onFilter, searchRef }: ActivityFiltersProps) {
  const ids = (useLiveStatuses().items ?? []).map(({ id }) => id);
  const known = instance === null || ids.includes(instance) ? ids : [...ids, instance];
  return (
    <search className={classes.bar} aria-label="Filter what happened">
      <TextInput
        ref={searchRef}
        className={classes.find ?? ''}
        aria-label="Search what happened"
        placeholder="Search"
        leftSection={<IconSearch size={14} />}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && filter.text !== '') onFilter({ ...filter, text: '' });
        }}
      />
      <Select
        className={classes.choice ?? ''}
        aria-label="Filter by instance"
        placeholder="Instance"
        clearable
        searchable
        clearButtonProps={{ 'aria-label': 'Any instance' }}
        data={known}
        value={instance}
        onChange={(id) => go(id === null ? '/activity' : `/activity/${id}`)}
      />
      <Choice
        label="Kind"
        wide
        words={Object.fromEntries(Object.entries(kindGroups).map(([id, { label }]) => [id, label]))}
        value={filter.group}
        onChange={(group) => onFilter({ ...filter, group: group as ShownFilter['group'] })}
      />
      <Choice
        label="From"
        words={faceWords}
        value={filter.face}
        onChange={(face) => onFilter({ ...filter, face: face as ShownFilter['face'] })}
      />
      <Choice
        label="Outcome"
        words={outcomeWords}
        value={filter.outcome}
        onChange={(outcome) => onFilter({ ...filter, outcome: outcome as ShownFilter['outcome'] })}
      />
      {isFiltering(filter) && (
        <Button variant="subtle" size="compact-xs" onClick={() => onFilter(noFilter)}>
          Show all
        </Button>
      )}
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly words: Readonly<Record<string, string>>;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly wide?: boolean;
}

function Choice({ label, words, value, onChange, wide = false }: ChoiceProps) {
  return (
    <Select
      className={(wide ? classes.wide : classes.choice) ?? ''}
      aria-label={`Filter by ${label.toLowerCase()}`}
      placeholder={label}
      clearable
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      data={Object.entries(words).map(([id, word]) => ({ value: id, label: word }))}
      value={value}
      onChange={onChange}
    />
  );
}
