import { Button, Tooltip } from '@mantine/core';
import { IconClock, IconTrash } from '@tabler/icons-react';
import { counted } from '../../../lib/counted.ts';
import { bytes } from '../../../lib/format.ts';
import { keyDialog, type ManyKeys } from '../edit/key-dialog-state.ts';
import { type SelectedKeys, selectedBytes, selectedNames } from '../list/key-selection.ts';
import type { KeyPages } from '../list/use-key-pages.ts';
import { shown } from '../model/key-bytes.ts';
import { filterOf, isMatching, type ShownFilter } from '../model/key-filter.ts';
import type { KeysPlace } from '../model/keys-address.ts';
import * as pageWords from '../words/page.ts';
import classes from './bulk-bar.module.css';

interface BulkBarProps {
  readonly instance: string;
  readonly blocked: string | null;
  readonly place: KeysPlace;
  readonly filter: ShownFilter;
  readonly separator: string;
  readonly pages: KeyPages;
  readonly selected: SelectedKeys;
  readonly onClear: () => void;
}

/** Examples that a dialog names. */
const EXAMPLES = 5;

/** Changes many keys: the selected ones, or all of the folder or search. */
export function BulkBar({ instance, blocked, place, filter, separator, pages, selected, onClear }: BulkBarProps) {
  const isSelection = selected.size > 0;
  const isPart = (place.direct || place.prefix !== null || isMatching(filter)) && (pages.total ?? 0) > 0;
  if (!isSelection && !isPart) return null;
  const many: ManyKeys = isSelection
    ? {
        instance,
        selection: { keys: selectedNames(selected) },
        keys: selected.size,
        sizeBytes: selectedBytes(selected),
        where: '',
        examples: [...selected.values()].slice(0, EXAMPLES),
        onDone: onClear,
      }
    : {
        instance,
        selection: { filter: filterOf(filter, place, separator) },
        keys: pages.total ?? 0,
        sizeBytes: pages.sizeBytes,
        where: [
          place.prefix ? pageWords.withThePrefix(shown(place.prefix)) : null,
          place.direct ? pageWords.withoutAPrefixInDatabase(place.database ?? 0) : null,
          isMatching(filter) ? pageWords.thatMatchTheFilter : null,
        ]
          .filter(Boolean)
          .join(' '),
        examples: Array.from({ length: EXAMPLES }, (_, row) => pages.itemAt(row)).filter((item) => item !== undefined),
        onDone: onClear,
      };
  const button = { 'aria-disabled': blocked !== null, ...(blocked === null ? {} : { 'data-disabled': true }) };
  return (
    <section className={classes.bar} aria-label={pageWords.changeManyKeys}>
      <span className={classes.words}>
        {counted(many.keys, 'key')} {isSelection ? pageWords.selected : ''}
        {many.sizeBytes !== null && <span className="text-3"> {bytes(many.sizeBytes)}</span>}
      </span>
      {isSelection && (
        <Button variant="subtle" onClick={onClear}>
          {pageWords.clear}
        </Button>
      )}
      <Tooltip label={blocked} disabled={blocked === null} multiline maw={320}>
        <Button
          variant="default"
          leftSection={<IconClock size={14} />}
          {...button}
          onClick={() => blocked === null && keyDialog.set({ kind: 'expiry-many', many })}
        >
          {pageWords.expiry}
        </Button>
      </Tooltip>
      <Tooltip label={blocked} disabled={blocked === null} multiline maw={320}>
        <Button
          variant="default"
          leftSection={<IconTrash size={14} />}
          {...button}
          onClick={() => blocked === null && keyDialog.set({ kind: 'delete-many', many })}
        >
          {pageWords.deleteCounted(counted(many.keys, 'key'))}
        </Button>
      </Tooltip>
    </section>
  );
}
