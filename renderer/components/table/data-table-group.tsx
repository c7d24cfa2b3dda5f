import classes from './data-table.module.css';
import * as tableWords from './words.ts';

interface DataTableGroupProps {
  /** Null for rows without a group. */
  readonly name: string | null;
  readonly count: number;
  /** The offset in the body, px. */
  readonly top: number;
  readonly height: number;
}

/** The heading of a group. */
export function DataTableGroup({ name, count, top, height }: DataTableGroupProps) {
  return (
    <tbody className={classes.place} style={{ transform: `translateY(${top}px)` }}>
      <tr>
        <th className={classes.group} style={{ height }} scope="rowgroup">
          <span>{name ?? tableWords.ungrouped}</span>
          <span className={classes.groupCount}>{count}</span>
        </th>
      </tr>
    </tbody>
  );
}
