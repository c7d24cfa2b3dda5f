import { type CSSProperties, memo } from 'react';
import type { KeyItem } from '../../../../shared/contract/keyspace.ts';
import { PlainCheckbox } from '../../../components/table/plain-checkbox.tsx';
import { bytesParts, count } from '../../../lib/format.ts';
import { shown } from '../model/key-bytes.ts';
import { typeWords } from '../model/key-filter.ts';
import { Part } from '../rows/part.tsx';
import rowClasses from '../rows/rows.module.css';
import * as listWords from '../words/list.ts';
import classes from './key-list.module.css';
import { KeyNameText } from './key-name.tsx';

interface KeyRowProps {
  readonly id: string;
  readonly row: number;
  /** Undefined while its page is loading. */
  readonly item: KeyItem | undefined;
  readonly style: CSSProperties;
  readonly separator: string;
  readonly showsDatabase: boolean;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly selectable: boolean;
  /** Until its expiry; null without one. */
  readonly expiresIn: string | null;
  readonly expiryTone: 'past' | 'soon' | undefined;
  readonly onPress: (row: number, how: 'open' | 'toggle' | 'extend') => void;
}

/** A key of the list. Memoized, so that scrolling draws only the new rows. */
export const KeyRow = memo(function KeyRow(props: KeyRowProps) {
  const { id, row, item, style, isActive, isOpen, isSelected, selectable, onPress } = props;
  return (
    <Part
      id={id}
      role="row"
      aria-rowindex={row + 2}
      aria-selected={isSelected || isOpen}
      className={`${rowClasses.row} ${rowClasses.cells} ${classes.cells}`}
      style={style}
      data-active={isActive || undefined}
      data-open={isOpen || undefined}
      data-selected={isSelected || undefined}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => onPress(row, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'open')}
    >
      {selectable && (
        <Part role="gridcell" className={rowClasses.check} onClick={(event) => event.stopPropagation()}>
          {item && (
            <PlainCheckbox
              isInGrid
              label={listWords.selectKey(shown(item.key))}
              checked={isSelected}
              onChange={({ nativeEvent }) =>
                onPress(row, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true ? 'extend' : 'toggle')
              }
            />
          )}
        </Part>
      )}
      {item ? <Cells {...props} item={item} /> : <Part role="gridcell" className={classes.placeholder} />}
    </Part>
  );
});

function Cells(props: KeyRowProps & { readonly item: KeyItem }) {
  const { item, separator, showsDatabase, expiresIn, expiryTone } = props;
  const { value, unit } = bytesParts(item.sizeBytes);
  return (
    <>
      <Part role="gridcell" className={rowClasses.key}>
        {showsDatabase && <span className={rowClasses.database}>{listWords.dbDatabase(item.database)}</span>}
        <KeyNameText name={item.key} separator={separator} />
      </Part>
      <Part role="gridcell" className={classes.type}>
        {typeWords[item.type]}
      </Part>
      <Part role="gridcell" className={classes.figure}>
        {item.sizeBytes < 100_000 ? count(item.sizeBytes) : value}
        {item.sizeBytes >= 100_000 && <span className="text-3"> {unit}</span>}
      </Part>
      <Part role="gridcell" className={classes.figure} data-tone={expiresIn === null ? 'never' : expiryTone}>
        {expiresIn ?? listWords.never}
      </Part>
    </>
  );
}
