import { Button, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import * as libWords from '../../lib/words.ts';
import { useLateDropdown } from '../form/use-late-dropdown.ts';
import classes from './filter-bar.module.css';
import { FindField } from './find-field.tsx';
import * as tableWords from './words.ts';

interface FilterBarProps {
  /** The accessible name: `Filter backups`. */
  readonly label: string;
  readonly find: Omit<Parameters<typeof FindField>[0], 'className'>;
  /** FilterChoices. */
  readonly children: ReactNode;
  /** The number of matches as text; null to omit it. */
  readonly found?: string | null;
  /** Null while no filter is set. */
  readonly onShowAll: (() => void) | null;
}

/** The search field and filters above a list. */
export function FilterBar({ label, find, children, found = null, onShowAll }: FilterBarProps) {
  return (
    <search className={classes.bar} aria-label={label}>
      <FindField {...find} className={classes.wide} />
      {children}
      {onShowAll && (
        <>
          {found !== null && <span className={classes.found}>{found}</span>}
          <Button variant="subtle" size="compact-xs" onClick={onShowAll}>
            {tableWords.showAll}
          </Button>
        </>
      )}
    </search>
  );
}

interface FilterChoiceProps<Value extends string> {
  /** The filtered field: `Kind`. */
  readonly label: string;
  readonly words: Readonly<Record<Value, string>>;
  /** Null: all. */
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
  readonly wide?: boolean;
  readonly searchable?: boolean;
}

/** A filter of a list by one field. */
export function FilterChoice<Value extends string>(props: FilterChoiceProps<Value>) {
  const { label, words, value, onChange, wide = false, searchable = false } = props;
  const name = libWords.insideSentence(label);
  const values = Object.keys(words) as Value[];
  const { keepMounted, onFocus } = useLateDropdown();
  return (
    <Select
      className={(wide ? classes.wide : classes.choice) ?? ''}
      aria-label={tableWords.filterByName(name)}
      placeholder={label}
      clearable
      searchable={searchable}
      comboboxProps={{ keepMounted }}
      onFocus={onFocus}
      clearButtonProps={{ 'aria-label': tableWords.anyName(name) }}
      data={values.map((one) => ({ value: one, label: words[one] }))}
      value={value}
      onChange={(chosen) => onChange(values.find((one) => one === chosen) ?? null)}
    />
  );
}
