import type { ValueDifferenceRow } from '../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { count } from '../../../lib/format.ts';
import { shown } from '../../keys/model/key-bytes.ts';
import * as listsWords from '../words/lists.ts';
import classes from './difference-details.module.css';

const signs: Readonly<Record<ValueDifferenceRow['change'], string>> = {
  same: '',
  added: '+',
  removed: '−',
  changed: '~',
};

/** The rows of a difference, both sides beside each other; lines of a text below each other. */
export function DifferenceRows({ rows }: { readonly rows: readonly ValueDifferenceRow[] }) {
  return (
    <table className={classes.rows}>
      <tbody>
        {rows.map((row, at) => (
          // Rows are only appended, so the number identifies them.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <tr key={at} data-change={row.change}>
            <Row row={row} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { readonly row: ValueDifferenceRow }) {
  const sign = <td className={classes.sign}>{signs[row.change]}</td>;
  if (row.unit === 'line') {
    return (
      <>
        <td className={classes.number}>{row.lineBefore}</td>
        <td className={classes.number}>{row.lineAfter}</td>
        {sign}
        <td className={classes.text} colSpan={2}>
          {row.text}
        </td>
      </>
    );
  }
  const [name, before, after] = cellsOf(row);
  return (
    <>
      {sign}
      <th scope="row" className={classes.label}>
        {name}
      </th>
      <td className={classes.text}>{before}</td>
      <td className={classes.text}>{after}</td>
    </>
  );
}

type Cells = readonly [name: string, before: string | null, after: string | null];

/** The name of an element, and the element on both sides. */
export function cellsOf(row: Exclude<ValueDifferenceRow, { unit: 'line' }>): Cells {
  const text = (data: Bytes | null) => data && shown(data);
  switch (row.unit) {
    case 'bytes':
      return row.change === 'same'
        ? [count(row.fromByte), listsWords.equalBytes(count(row.lengthBytes)), null]
        : [count(row.fromByte), text(row.before), text(row.after)];
    case 'field':
      return [shown(row.field), fieldText(row.before), fieldText(row.after)];
    case 'member':
      return [shown(row.member), null, null];
    case 'scored':
      return [shown(row.member), scoreText(row.before), scoreText(row.after)];
    case 'item':
      return [String(row.indexAfter ?? row.indexBefore ?? ''), text(row.before), text(row.after)];
    case 'entry':
      return [row.id, fieldsText(row.before), fieldsText(row.after)];
    case 'group':
      return [listsWords.group(shown(row.name)), groupText(row.before), groupText(row.after)];
    default:
      return row satisfies never;
  }
}

function fieldText(side: { readonly value: Bytes; readonly expiresAt: string | null } | null): string | null {
  if (side === null) return null;
  return side.expiresAt === null ? shown(side.value) : listsWords.expires(shown(side.value), side.expiresAt);
}

function scoreText(side: { readonly score: string; readonly rank: number } | null): string | null {
  return side && listsWords.scoreAt(side.score, count(side.rank));
}

function fieldsText(fields: readonly (readonly [Bytes, Bytes])[] | null): string | null {
  return fields?.map(([name, value]) => `${shown(name)}: ${shown(value)}`).join('\n') ?? null;
}

function groupText(
  side: { readonly lastId: string; readonly pending: number; readonly consumers: number } | null,
): string | null {
  return side && listsWords.groupAt(side.lastId, count(side.pending), count(side.consumers));
}
