import { FilterBar, FilterChoice } from '../../../components/table/filter-bar.tsx';
import {
  type BackupFilter,
  isFiltering,
  kindWords,
  noFilter,
  reasonWords,
  trustWords,
} from '../../../lib/backup-words.ts';

interface BackupFiltersProps {
  readonly filter: BackupFilter;
  readonly onFilter: (filter: BackupFilter) => void;
  readonly found: number;
  readonly of: number;
}

export function BackupFilters({ filter, onFilter, found, of }: BackupFiltersProps) {
  return (
    <FilterBar
      label="Filter backups"
      find={{
        label: 'Filter backups by name or note',
        placeholder: 'Filter by name or note',
        value: filter.text,
        onChange: (text) => onFilter({ ...filter, text }),
      }}
      found={`${found} of ${of}`}
      onShowAll={isFiltering(filter) ? () => onFilter(noFilter) : null}
    >
      <FilterChoice
        label="Kind"
        words={kindWords}
        value={filter.kind}
        onChange={(kind) => onFilter({ ...filter, kind })}
      />
      <FilterChoice
        label="Reason"
        words={reasonWords}
        value={filter.reason}
        onChange={(reason) => onFilter({ ...filter, reason })}
      />
      <FilterChoice
        label="Verification"
        words={trustWords}
        value={filter.trust}
        onChange={(trust) => onFilter({ ...filter, trust })}
      />
    </FilterBar>
  );
}
