import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import classes from './backup-filters.module.css';
import { type BackupFilter, isFiltering, kindWords, noFilter, reasonWords, trustWords } from './backup-words.ts';

interface BackupFiltersProps {
  readonly filter: BackupFilter;
  readonly onFilter: (filter: BackupFilter) => void;
  readonly found: number;
  readonly of: number;
}

/** Narrows the list down. */
export function BackupFilters({ filter, onFilter, found, of }: BackupFiltersProps) {
  return (
    <search className={classes.bar} aria-label="Filter backups">
      <TextInput
        className={classes.find ?? ''}
        aria-label="Filter backups by name or note"
        placeholder="Filter by name or note"
        leftSection={<IconSearch size={14} />}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && filter.text !== '') onFilter({ ...filter, text: '' });
        }}
      />
      <Choice label="Kind" words={kindWords} value={filter.kind} onChange={(kind) => onFilter({ ...filter, kind })} />
      <Choice
        label="Reason"
        words={reasonWords}
        value={filter.reason}
        onChange={(reason) => onFilter({ ...filter, reason })}
      />
      <Choice
        label="Proof"
        words={trustWords}
        value={filter.trust}
        onChange={(trust) => onFilter({ ...filter, trust })}
      />
      {isFiltering(filter) && (
        <>
          <span className={classes.found}>
            {found} of {of}
          </span>
          <Button variant="subtle" size="compact-xs" onClick={() => onFilter(noFilter)}>
            Show all
          </Button>
        </>
      )}
    </search>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly words: Readonly<Record<Value, string>>;
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
}

function Choice<Value extends string>({ label, words, value, onChange }: ChoiceProps<Value>) {
  const values = Object.keys(words) as Value[];
  return (
    <Select
      className={classes.choice ?? ''}
      aria-label={`Filter by ${label.toLowerCase()}`}
      placeholder={label}
      clearable
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      data={values.map((one) => ({ value: one, label: words[one] }))}
      value={value}
      onChange={(chosen) => onChange(values.find((one) => one === chosen) ?? null)}
    />
  );
}
