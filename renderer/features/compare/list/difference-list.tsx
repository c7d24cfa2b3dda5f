import { Button, Checkbox } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { ComparedKey, Comparison } from '../../../../shared/contract/compare.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { FindField } from '../../../components/table/find-field.tsx';
import { PlainCheckbox } from '../../../components/table/plain-checkbox.tsx';
import { bytes } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { useStore } from '../../../lib/store.ts';
import { useNewest } from '../../../lib/use-newest.ts';
import { KeyNameText } from '../../keys/list/key-name.tsx';
import { sameBytes, shown } from '../../keys/model/key-bytes.ts';
import { typeWords } from '../../keys/model/key-filter.ts';
import { separatorStore } from '../../keys/page/keys-actions.ts';
import { Part } from '../../keys/rows/part.tsx';
import { rowForKey } from '../../keys/rows/row-for-key.ts';
import rowClasses from '../../keys/rows/rows.module.css';
import { drawnRows } from '../../keys/rows/tall-scroll.ts';
import { type TallRows, useTallRows } from '../../keys/rows/use-tall-rows.ts';
import {
  type Choice,
  choiceOf,
  isKeyChosen,
  isRestorable,
  MAX_NAMED,
  nothingChosen,
  toggledKey,
} from '../model/choice.ts';
import { type ChosenPlace, compareAddress } from '../model/compare-address.ts';
import { differenceStyles } from '../model/compare-words.ts';
import { filterAt } from '../model/difference-filter.ts';
import { restorableOf } from '../model/restorable.ts';
import * as listsWords from '../words/lists.ts';
import classes from './difference-list.module.css';
import { RestoreFoot } from './restore-foot.tsx';
import { type DifferencePages, useDifferencePages } from './use-difference-pages.ts';

/** px; the head as `--table-head-height`. */
const ROW_HEIGHT = 30;
const HEAD_HEIGHT = 32;

interface DifferenceListProps {
  readonly place: ChosenPlace;
  readonly state: Comparison;
  readonly hideExpired: boolean;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
  /** Compares again after a restore. */
  readonly onRestored: () => void;
}

/** The keys of the selected folder that differ. */
export function DifferenceList(props: DifferenceListProps) {
  const { place, state, hideExpired, onChoice, onRestored } = props;
  const [search, setSearch] = useState('');
  const filter = filterAt(place, { search, hideExpired });
  const filterId = JSON.stringify(filter);
  const [total, offerTotal] = useNewest<number>(filterId);
  const rows = useTallRows(total ?? 0, ROW_HEIGHT, HEAD_HEIGHT);
  const pages = useDifferencePages(place, filter, rows.first, rows.last);
  offerTotal(pages.total, pages.readAt);
  const choice = choiceOf(props.choice, filterId);
  const restorable = pages.counts === null ? 0 : restorableOf(pages.counts, filter);
  const showAll = () => {
    setSearch('');
    navigateTo(compareAddress({ ...place, database: null, prefix: null, kinds: [] }));
  };
  const content = () => {
    if (pages.error !== null) {
      return <ErrorState title={listsWords.couldNotReadTheKeys} error={pages.error} onRetry={pages.retry} />;
    }
    if (pages.total === 0) {
      return (
        <EmptyState
          icon={IconFilterOff}
          title={listsWords.noKeysMatch}
          text={listsWords.chooseAnotherFilter}
          actions={<Button onClick={showAll}>{listsWords.showAll}</Button>}
        />
      );
    }
    const showsDatabase = state.databases.length > 1;
    return <Rows {...{ place, pages, rows, showsDatabase, choice, onChoice, filterId, restorable }} />;
  };
  return (
    <section className={classes.list} aria-label={listsWords.differentKeys}>
      <div className={classes.tools}>
        <FindField label={listsWords.filterKeys} value={search} onChange={setSearch} />
      </div>
      {content()}
      <RestoreFoot {...{ place, filter, pages, choice, restorable, onChoice, onRestored }} />
    </section>
  );
}

interface RowsProps {
  readonly place: ChosenPlace;
  readonly pages: DifferencePages;
  readonly rows: TallRows;
  readonly showsDatabase: boolean;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
  readonly filterId: string;
  /** Keys of the filter that can be restored. */
  readonly restorable: number;
}

function Rows({ place, pages, rows, showsDatabase, choice, onChoice, filterId, restorable }: RowsProps) {
  const grid = useId();
  const [active, setActive] = useState(0);
  const separator = useStore(separatorStore) || ':';
  const total = pages.total ?? 0;
  const open = (row: number) => {
    setActive(row);
    const item = pages.itemAt(row);
    if (item) navigateTo(compareAddress({ ...place, key: { database: item.database, name: item.key } }));
  };
  const isAll = choice.all !== null;
  // A restore of more keys cannot exclude single ones.
  const leavesOut = !isAll || restorable <= MAX_NAMED;
  const toggle = (row: number) => {
    const item = pages.itemAt(row);
    if (item && leavesOut) onChoice(toggledKey(choice, item));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowForKey(event.key, { active, total, pageRows: rows.pageRows });
    if (row !== undefined) {
      setActive(row);
      rows.show(row);
    } else if (event.key === 'Enter') open(active);
    else if (event.key === ' ') toggle(active);
    else return;
    event.preventDefault();
  };
  const shownRows = drawnRows(rows);
  return (
    <Part
      role="grid"
      tabIndex={0}
      aria-label={listsWords.differentKeys}
      aria-rowcount={total + 1}
      aria-activedescendant={shownRows.includes(active) ? `${grid}-${active}` : undefined}
      className={rowClasses.grid}
      ref={rows.scrollRef}
      onKeyDown={onKeyDown}
    >
      <Part role="row" className={`${rowClasses.head} ${rowClasses.cells} ${classes.cells}`}>
        <Part role="columnheader" className={rowClasses.check}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={listsWords.chooseAllShown}
            disabled={restorable === 0}
            checked={isAll && choice.except.size === 0}
            indeterminate={choice !== nothingChosen && (!isAll || choice.except.size > 0)}
            onChange={() => onChoice(isAll ? nothingChosen : { ...nothingChosen, all: filterId })}
          />
        </Part>
        {[listsWords.key, listsWords.type, listsWords.bytes, listsWords.change].map((word) => (
          <Part key={word} role="columnheader">
            {word}
          </Part>
        ))}
      </Part>
      <Part role="rowgroup" className={rowClasses.rows} style={{ height: rows.height }}>
        {shownRows.map((row) => {
          const item = pages.itemAt(row);
          const isOpen =
            item !== undefined && place.key?.database === item.database && sameBytes(place.key.name, item.key);
          return (
            <Part
              key={row}
              id={`${grid}-${row}`}
              role="row"
              aria-rowindex={row + 2}
              aria-selected={isOpen}
              className={`${rowClasses.row} ${rowClasses.cells} ${classes.cells}`}
              style={rows.styleOf(row)}
              data-active={row === active || undefined}
              data-open={isOpen || undefined}
              data-kind={item?.change}
              onClick={() => open(row)}
            >
              {item && (
                <>
                  <Part role="gridcell" className={rowClasses.check} onClick={(event) => event.stopPropagation()}>
                    <PlainCheckbox
                      isInGrid
                      label={listsWords.chooseKey(shown(item.key))}
                      title={isRestorable(item.change) ? undefined : listsWords.onlyTheFirstSide}
                      disabled={!(isRestorable(item.change) && leavesOut)}
                      checked={isKeyChosen(choice, item)}
                      onChange={() => toggle(row)}
                    />
                  </Part>
                  <Cells item={item} separator={separator} showsDatabase={showsDatabase} />
                </>
              )}
            </Part>
          );
        })}
      </Part>
    </Part>
  );
}

interface CellsProps {
  readonly item: ComparedKey;
  readonly separator: string;
  readonly showsDatabase: boolean;
}

function Cells({ item, separator, showsDatabase }: CellsProps) {
  const { icon: Icon, word } = differenceStyles[item.change];
  const state = item.before ?? item.after;
  return (
    <>
      <Part role="gridcell" className={rowClasses.key}>
        {showsDatabase && <span className={rowClasses.database}>{listsWords.database(item.database)}</span>}
        <KeyNameText name={item.key} separator={separator} />
      </Part>
      <Part role="gridcell" className={classes.type}>
        {state && typeWords[state.type]}
      </Part>
      <Part role="gridcell">{state && bytes(state.sizeBytes)}</Part>
      <Part role="gridcell">
        <span className={classes.kind} data-kind={item.change}>
          <Icon size={13} aria-hidden="true" />
          {word}
        </span>
      </Part>
    </>
  );
}
