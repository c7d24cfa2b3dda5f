import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes } from '../../../lib/format.ts';
import { type SelectedKeys, selectedBytes, selectedNames } from '../list/key-selection.ts';
import type { KeyPages } from '../list/use-key-pages.ts';
import { filterOf, isMatching, type ShownFilter } from '../model/key-filter.ts';
import { sourceTitle } from '../model/key-words.ts';
import type { KeysPlace } from '../model/keys-address.ts';
import { openRestoreKeys } from '../restore/restore-keys-dialog-state.ts';
import * as pageWords from '../words/page.ts';
import classes from './bulk-bar.module.css';

interface RestoreBarProps {
  readonly source: KeySource;
  readonly place: KeysPlace;
  readonly filter: ShownFilter;
  readonly separator: string;
  readonly pages: KeyPages;
  readonly selected: SelectedKeys;
  readonly onClear: () => void;
}

/** Restores keys of a backup or a file: the selected ones, or all of the folder or search. */
export function RestoreBar({ source, place, filter, separator, pages, selected, onClear }: RestoreBarProps) {
  const isSelection = selected.size > 0;
  const keys = isSelection ? selected.size : (pages.total ?? 0);
  if (keys === 0) return null;
  const sizeBytes = isSelection ? selectedBytes(selected) : pages.sizeBytes;
  const open = () =>
    openRestoreKeys({
      source,
      sourceTitle: sourceTitle(source, place.fileName),
      selection: isSelection ? { keys: selectedNames(selected) } : { filter: filterOf(filter, place, separator) },
      keys,
      into: null,
      flags: isSelection ? null : flagsOf(place, filter),
      onDone: onClear,
    });
  return (
    <section className={classes.bar} aria-label={pageWords.restoreKeys}>
      <span className={classes.words}>
        {counted(keys, 'key')} {isSelection ? pageWords.selected : ''}
        {sizeBytes !== null && <span className="text-3"> {bytes(sizeBytes)}</span>}
      </span>
      {isSelection && (
        <Button variant="subtle" onClick={onClear}>
          {pageWords.clear}
        </Button>
      )}
      <Button leftSection={<IconArrowBackUp size={14} />} onClick={open}>
        {pageWords.restoreCounted(counted(keys, 'key'))}
      </Button>
    </section>
  );
}

/** The flags of the CLI that choose the same keys; null if it has none. */
function flagsOf(
  { prefix, direct, database }: KeysPlace,
  filter: ShownFilter,
): Readonly<Record<string, string>> | null {
  if (direct || isMatching(filter) || (prefix !== null && !('text' in prefix))) return null;
  const of = database === null ? {} : { database: String(database) };
  return prefix === null ? { pattern: '*', ...of } : { prefix: prefix.text, ...of };
}
