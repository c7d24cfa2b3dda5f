import classes from './data-table.module.css';

interface DataTableGroupProps {
  /** Null for the rows that are in none. */
  readonly name: string | null;
  readonly count: number;
  /** Where it lies in the body, px. */
  readonly top: number;
  readonly height: number;
}

/** The heading above the rows of one group. */
export function DataTableGroup({ name, count, top, height }: DataTableGroupProps) {
  return (
    <tbody className={classes.place} style={{ transform: `translateY(${top}px)` }}>
      <tr>
        <th className={classes.group} style={{ height }} scope="rowgroup">
          <span>{name ?? 'Ungrouped'}</span>
          <span className={classes.groupCount}>{count}</span>
        </th>
      </tr>
    </tbody>
  );
}
