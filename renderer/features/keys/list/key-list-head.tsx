import { Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes } from '../../../lib/format.ts';
import { shown } from '../model/key-bytes.ts';
import { Part } from '../rows/part.tsx';
import rowClasses from '../rows/rows.module.css';
import * as listWords from '../words/list.ts';
import classes from './key-list.module.css';
import type { KeySort } from './use-key-pages.ts';

interface KeyListHeadProps {
  readonly total: number | null;
  readonly sizeBytes: number | null;
  readonly database: number | null;
  readonly prefix: Bytes | null;
  readonly direct: boolean;
  readonly matching: boolean;
  readonly sort: KeySort;
  readonly onSort: (sort: KeySort) => void;
  readonly selectable: boolean;
  readonly allSelected: boolean | 'some';
  readonly onSelectAll: () => void;
}

/** The listed keys and their order. */
export function KeyListHead(props: KeyListHeadProps) {
  const { total, sizeBytes, database, prefix, direct, matching, selectable, allSelected } = props;
  const where = direct
    ? listWords.withoutAPrefix
    : prefix
      ? shown(prefix)
      : database === null
        ? listWords.allDatabases
        : `db${database}`;
  return (
    <Part
      role="row"
      aria-rowindex={1}
      className={`${rowClasses.head} ${rowClasses.cells} ${classes.head} ${classes.cells}`}
      tabIndex={-1}
    >
      {selectable && (
        <Part role="columnheader" className={rowClasses.check}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={listWords.selectTheLoadedKeys}
            checked={allSelected === true}
            indeterminate={allSelected === 'some'}
            onChange={props.onSelectAll}
          />
        </Part>
      )}
      <SortHead {...props} by="key">
        <span className={classes.title} data-matching={matching || undefined}>
          {total === null ? (
            listWords.key
          ) : (
            <span className={classes.total} title={sizeBytes === null ? undefined : bytes(sizeBytes)}>
              {counted(total, matching ? 'match' : 'key')} {direct ? '' : listWords.inPlace}
            </span>
          )}
          {total !== null && (
            <span className={classes.where} title={where}>
              {where}
            </span>
          )}
        </span>
      </SortHead>
      <Part role="columnheader">{listWords.type}</Part>
      <SortHead {...props} by="size" right>
        {listWords.bytes}
      </SortHead>
      <SortHead {...props} by="expires" right>
        {listWords.expiresIn}
      </SortHead>
    </Part>
  );
}

interface SortHeadProps extends Pick<KeyListHeadProps, 'sort' | 'onSort'> {
  readonly by: KeySort;
  readonly right?: boolean;
  readonly children: React.ReactNode;
}

function SortHead({ by, sort, onSort, right = false, children }: SortHeadProps) {
  const sorted = sort === by;
  // The largest first, the next to expire first.
  const Icon = by === 'size' ? IconChevronDown : IconChevronUp;
  return (
    <Part
      role="columnheader"
      aria-sort={sorted ? (by === 'size' ? 'descending' : 'ascending') : 'none'}
      className={right ? classes.right : classes.title}
    >
      <button
        type="button"
        className={classes.sort}
        data-sorted={sorted || undefined}
        onClick={() => onSort(sorted ? 'key' : by)}
      >
        {children}
        {sorted && by !== 'key' && <Icon size={12} aria-hidden="true" />}
      </button>
    </Part>
  );
}
