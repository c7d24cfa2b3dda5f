import { duration, exactTime, UNKNOWN } from '../../../lib/format.ts';
import type { Unit } from '../model/axis.ts';
import type { ChartData } from '../model/chart-data.ts';
import { figureWords } from '../model/figure-words.ts';
import { tableRows } from '../model/table-rows.ts';
import { useChanges } from '../model/use-chart-feed.ts';
import * as boardWords from '../words/board.ts';
import classes from './chart-table.module.css';

export interface TableSeries {
  readonly id: string;
  readonly metric: string;
  readonly label: string;
}

interface ChartTableProps {
  /** `Memory of main` */
  readonly caption: string;
  readonly unit: Unit;
  readonly data: ChartData;
  readonly series: readonly TableSeries[];
}

/** The data of a chart as a table, also for screen readers. */
export function ChartTable({ caption, unit, data, series }: ChartTableProps) {
  useChanges(data);
  const { rows, stepMs } = tableRows(data, series);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs keyboard focus.
    <section className={classes.scroll} tabIndex={0} aria-label={boardWords.captionAsATable(caption)}>
      <table className={classes.table}>
        <caption className={classes.caption}>
          {boardWords.captionDurationAveragesMinMax(caption, duration(stepMs / 1000))}
        </caption>
        <thead>
          <tr>
            <th scope="col">{boardWords.start}</th>
            {series.map(({ id, metric, label }) => (
              <th key={`${id} ${metric}`} scope="col" className={classes.number}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, values }) => (
            <tr key={at}>
              <th scope="row">{exactTime(at)}</th>
              {values.map((figure, index) => {
                const one = series[index];
                return (
                  <td key={`${one?.id} ${one?.metric}`} className={classes.number}>
                    {valueText(unit, figure)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function valueText(unit: Unit, { mean, min, max }: { mean: number; min: number; max: number }) {
  if (Number.isNaN(mean)) return UNKNOWN;
  const [minText, maxText] = [figureWords(unit, min), figureWords(unit, max)];
  return (
    <>
      {figureWords(unit, mean)}
      {minText !== maxText && (
        <span className={classes.weak}>
          {' '}
          ({minText} – {maxText})
        </span>
      )}
    </>
  );
}
