import { FilterBar, FilterChoice } from '../../../components/table/filter-bar.tsx';
import {
  type BackupFilter,
  isFiltering,
  kindWords,
  noFilter,
  reasonWords,
  trustWords,
} from '../../../lib/backup-words.ts';
import * as listWords from '../words/list.ts';

interface BackupFiltersProps {
  readonly filter: BackupFilter;
  readonly onFilter: (filter: BackupFilter) => void;
  readonly found: number;
  readonly of: number;
}

export function BackupFilters({ filter, onFilter, found, of }: BackupFiltersProps) {
  return (
    <FilterBar
      label={listWords.filterBackups}
      find={{
        label: listWords.filterBackupsByNameOrNote,
        placeholder: listWords.filterByNameOrNote,
        value: filter.text,
        onChange: (text) => onFilter({ ...filter, text }),
      }}
      found={listWords.foundOfText(found, of)}
      onShowAll={isFiltering(filter) ? () => onFilter(noFilter) : null}
    >
      <FilterChoice
        label={listWords.kind}
        words={kindWords}
        value={filter.kind}
        onChange={(kind) => onFilter({ ...filter, kind })}
      />
      <FilterChoice
        label={listWords.reason}
        words={reasonWords}
        value={filter.reason}
        onChange={(reason) => onFilter({ ...filter, reason })}
      />
      <FilterChoice
        label={listWords.verification}
        words={trustWords}
        value={filter.trust}
        onChange={(trust) => onFilter({ ...filter, trust })}
      />
    </FilterBar>
  );
}
