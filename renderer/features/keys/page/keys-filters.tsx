import { Button, Select, Switch, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { memo, useDeferredValue } from 'react';
import type { KeyDatabase } from '../../../../shared/contract/keyspace.ts';
import { useLateDropdown } from '../../../components/form/use-late-dropdown.ts';
import { useStore } from '../../../lib/store.ts';
import type { Editing } from '../edit/use-editing.ts';
import {
  expiryWords,
  isFiltering,
  noFilter,
  type ShownFilter,
  searchKindWords,
  sizeWords,
  typeWords,
} from '../model/key-filter.ts';
import * as pageWords from '../words/page.ts';
import { separatorStore } from './keys-actions.ts';
import classes from './keys-filters.module.css';

interface KeysFiltersProps {
  readonly filter: ShownFilter;
  readonly onFilter: (filter: ShownFilter) => void;
  readonly databases: readonly KeyDatabase[];
  readonly editing: Editing;
  /** Why the search is invalid, for example because of its regular expression. */
  readonly problem: string | null;
}

/** The filter of the shown keys. Active choices have the selected colours. */
export const KeysFilters = memo(function KeysFilters(props: KeysFiltersProps) {
  // The fields are rendered after the rest of the page, in steps: together they would block it for long.
  const hasFields = useDeferredValue(true, false);
  return (
    <search className={classes.bar} aria-label={pageWords.filterKeys}>
      {hasFields && <Fields {...props} />}
    </search>
  );
});

function Fields({ filter, onFilter, databases, editing, problem }: KeysFiltersProps) {
  const separator = useStore(separatorStore);
  const databaseWords = Object.fromEntries(databases.map(({ index }) => [String(index), `db${index}`]));
  const { readOnly } = editing;
  const { keepMounted, onFocus } = useLateDropdown();
  return (
    <>
      <TextInput
        data-find
        className={classes.search ?? ''}
        aria-label={pageWords.searchAllKeys}
        placeholder={pageWords.searchAllKeys}
        spellCheck={false}
        maxLength={1024}
        leftSection={<IconSearch size={14} />}
        rightSectionWidth={98}
        rightSection={
          <Select
            variant="unstyled"
            aria-label={pageWords.searchBy}
            allowDeselect={false}
            className={classes.kind ?? ''}
            rightSectionWidth={22}
            rightSection={<IconChevronDown size={12} />}
            rightSectionPointerEvents="none"
            comboboxProps={{ width: 120, position: 'bottom-end', keepMounted }}
            onFocus={onFocus}
            data={options(searchKindWords)}
            value={filter.kind}
            onChange={(kind) => onFilter({ ...filter, kind: (kind as ShownFilter['kind'] | null) ?? filter.kind })}
          />
        }
        value={filter.text}
        error={problem}
        data-active={filter.text !== '' || undefined}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && filter.text !== '') onFilter({ ...filter, text: '' });
        }}
      />
      <Choice
        label={pageWords.database}
        whole={pageWords.allDatabases}
        words={databaseWords}
        value={filter.database}
        onChange={(database) => onFilter({ ...filter, database })}
      />
      <Choice
        label={pageWords.type}
        whole={pageWords.anyType}
        words={typeWords}
        value={filter.type}
        onChange={(type) => onFilter({ ...filter, type })}
      />
      <Choice
        label={pageWords.expiry2}
        whole={pageWords.anyExpiry}
        words={expiryWords}
        value={filter.expires}
        onChange={(expires) => onFilter({ ...filter, expires })}
      />
      <Choice
        label={pageWords.size}
        whole={pageWords.anySize}
        words={sizeWords}
        value={filter.minSize}
        onChange={(minSize) => onFilter({ ...filter, minSize })}
      />
      {isFiltering(filter) && (
        <Button variant="subtle" size="compact-xs" onClick={() => onFilter(noFilter)}>
          {pageWords.showAll}
        </Button>
      )}
      <div className={classes.separator}>
        <span aria-hidden="true">{pageWords.separator}</span>
        <TextInput
          aria-label={pageWords.separator}
          title={pageWords.separator}
          w={40}
          maxLength={16}
          value={separator}
          onChange={(event) => separatorStore.set(event.currentTarget.value)}
          // Without a separator there are no folders.
          onBlur={() => separator === '' && separatorStore.set(':')}
        />
      </div>
      {readOnly && (
        <Tooltip label={readOnly.blocked ?? pageWords.everyClientOfThisAppRefuses} multiline maw={280}>
          <Switch
            label={pageWords.readOnly}
            checked={readOnly.value}
            disabled={readOnly.blocked !== null}
            onChange={(event) => readOnly.set(event.currentTarget.checked)}
          />
        </Tooltip>
      )}
    </>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly whole: string;
  readonly words: Readonly<Record<Value, string>>;
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
}

function Choice<Value extends string>({ label, whole, words, value, onChange }: ChoiceProps<Value>) {
  const values = Object.keys(words) as Value[];
  const { keepMounted, onFocus } = useLateDropdown();
  // A database without keys stays visible while it is chosen.
  const known =
    value === null || values.includes(value) ? options(words) : [...options(words), { value, label: `db${value}` }];
  return (
    <Select
      className={classes.choice ?? ''}
      aria-label={pageWords.filterByLabel(label)}
      placeholder={whole}
      clearable
      clearButtonProps={{ 'aria-label': whole }}
      comboboxProps={{ width: 150, position: 'bottom-start', keepMounted }}
      onFocus={onFocus}
      data={known}
      value={value}
      data-active={value !== null || undefined}
      onChange={(chosen) => onChange(chosen as Value | null)}
    />
  );
}

function options(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
