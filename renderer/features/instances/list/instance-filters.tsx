import { Button, Select } from '@mantine/core';
import { FindField } from '../../../components/table/find-field.tsx';
import { TableNote } from '../../../components/table/table-note.tsx';
import { createPersistedStore } from '../../../lib/persisted.ts';
import { useStore } from '../../../lib/store.ts';
import * as listWords from '../words/list.ts';
import { type InstanceFilter, instanceFilters } from './instance-filter.ts';
import classes from './instances-view.module.css';

/** Stored for this tab, so that a reload shows the same rows. */
export const instanceSearch = createPersistedStore<string>('instances.search', '', 'tab');
export const instanceFilter = createPersistedStore<InstanceFilter>('instances.filter', 'all', 'tab');

const words: Readonly<Record<InstanceFilter, string>> = {
  all: listWords.all,
  running: listWords.running,
  stopped: listWords.stopped,
  attention: listWords.needsAttention,
};

/** @param attention the number of instances that need attention */
export function InstanceFilters({ attention }: { readonly attention: number }) {
  const text = useStore(instanceSearch);
  const filter = useStore(instanceFilter);
  return (
    <>
      <FindField
        className={classes.find}
        label={listWords.filterInstances}
        value={text}
        onChange={instanceSearch.set}
      />
      <Select
        className={classes.filter ?? ''}
        aria-label={listWords.filterByState}
        data={instanceFilters.map((value) => ({
          value,
          label: value === 'attention' && attention > 0 ? `${words[value]} (${attention})` : words[value],
        }))}
        value={filter}
        onChange={(value) => instanceFilter.set(instanceFilters.find((one) => one === value) ?? 'all')}
        allowDeselect={false}
      />
    </>
  );
}

/** Shown below the head of a table without matches. */
export function NoneFound() {
  return (
    <TableNote>
      {listWords.noInstancesMatchTheseFilters}
      <Button
        ml={8}
        variant="default"
        size="compact-xs"
        onClick={() => {
          instanceSearch.set('');
          instanceFilter.set('all');
        }}
      >
        {listWords.clearFilters}
      </Button>
    </TableNote>
  );
}
