import { duration, exactTime, UNKNOWN } from '../../../lib/format.ts';
import type { Unit } from '../model/axis.ts';
import type { ChartData } from '../model/chart-data.ts';
import { figureWords } from '../model/figure-words.ts';
import { tableRows } from '../model/table-rows.ts';
import { useChanges } from '../model/use-chart-feed.ts';
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

/** The same as the chart, to be read instead of seen. */
export function ChartTable({ caption, unit, data, series }: ChartTableProps) {
  useChanges(data);
  const { rows, stepMs } = tableRows(data, series);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label={`${caption} as a table`}>
      <table className={classes.table}>
        <caption className={classes.caption}>
          {caption}, newest first: the mean of each {duration(stepMs / 1000)}, and its least and most where they differ
        </caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            {series.map(({ id, metric, label }) => (
              <th key={`${id} ${metric}`} scope="col" className={classes.number}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, figures }) => (
            <tr key={at}>
              <th scope="row">{exactTime(at)}</th>
              {figures.map((figure, index) => {
                const one = series[index];
                return (
                  <td key={`${one?.id} ${one?.metric}`} className={classes.number}>
                    {wordsOf(unit, figure)}
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

function wordsOf(unit: Unit, { mean, min, max }: { mean: number; min: number; max: number }) {
  if (Number.isNaN(mean)) return UNKNOWN;
  const [least, most] = [figureWords(unit, min), figureWords(unit, max)];
  return (
    <>
      {figureWords(unit, mean)}
      {least !== most && (
        <span className={classes.weak}>
          {' '}
          ({least} – {most})
        </span>
      )}
    </>
  );
}
