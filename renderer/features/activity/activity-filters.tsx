import type { Ref } from 'react';
import { useLiveStatuses } from '../../client/live.ts';
import { FilterBar, FilterChoice } from '../../components/table/filter-bar.tsx';
import { navigateTo } from '../../lib/navigate.ts';
import { clientWords, isFiltering, kindWords, noFilter, outcomeWords, type ShownFilter } from './activity-filter.ts';
import * as activityWords from './words.ts';

interface ActivityFiltersProps {
  readonly instance: string | null;
  readonly filter: ShownFilter;
  readonly onFilter: (filter: ShownFilter) => void;
  readonly searchRef: Ref<HTMLInputElement>;
}

/** The filter bar. The instance filter is part of the URL, so that it can be linked to. */
export function ActivityFilters({ instance, filter, onFilter, searchRef }: ActivityFiltersProps) {
  const ids = (useLiveStatuses().items ?? []).map(({ id }) => id);
  const known = instance === null || ids.includes(instance) ? ids : [...ids, instance];
  return (
    <FilterBar
      label={activityWords.filterActivity}
      find={{
        ref: searchRef,
        label: activityWords.searchActivity,
        placeholder: activityWords.search,
        value: filter.text,
        onChange: (text) => onFilter({ ...filter, text }),
      }}
      onShowAll={isFiltering(filter) ? () => onFilter(noFilter) : null}
    >
      <FilterChoice
        label={activityWords.instance}
        searchable
        words={Object.fromEntries(known.map((id) => [id, id]))}
        value={instance}
        onChange={(id) => navigateTo(id === null ? '/activity' : `/activity/${id}`)}
      />
      <FilterChoice
        label={activityWords.kind}
        wide
        words={kindWords}
        value={filter.group}
        onChange={(group) => onFilter({ ...filter, group })}
      />
      <FilterChoice
        label={activityWords.source}
        words={clientWords}
        value={filter.client}
        onChange={(client) => onFilter({ ...filter, client })}
      />
      <FilterChoice
        label={activityWords.outcome}
        words={outcomeWords}
        value={filter.outcome}
        onChange={(outcome) => onFilter({ ...filter, outcome })}
      />
    </FilterBar>
  );
}
