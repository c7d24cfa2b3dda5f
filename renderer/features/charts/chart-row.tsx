import { memo, useCallback, useState } from 'react';
import type { ChartData } from './chart-data.ts';
import { drawInstance, type Size } from './chart-drawing.ts';
import { ChartFigures } from './chart-figures.tsx';
import type { ChartSpec } from './chart-list.ts';
import { ChartMenu } from './chart-menu.tsx';
import { ChartPlot } from './chart-plot.tsx';
import classes from './chart-row.module.css';
import { ChartTable } from './chart-table.tsx';
import type { ExportWhat } from './export.ts';
import { gapsNow, reachNow } from './gaps-now.ts';

interface ChartRowProps {
  readonly spec: ChartSpec;
  readonly id: string;
  readonly data: ChartData;
  /** px of the drawing. */
  readonly width: number;
  /** How often is looked, ms. */
  readonly paceMs: number;
  readonly stacked: boolean;
  readonly onStacked: ((stacked: boolean) => void) | null;
  readonly onExport: (what: ExportWhat, charts: readonly string[]) => void;
}

/** One chart of an instance: its figures at the left, its drawing, and behind it a table. */
export const ChartRow = memo(function ChartRow(props: ChartRowProps) {
  const { spec, id, data, width, paceMs, stacked } = props;
  const [table, setTable] = useState(false);
  const draw = useCallback(
    (size: Size) =>
      drawInstance({
        spec,
        id,
        data,
        size,
        stacked,
        reach: reachNow(data, paceMs),
        gaps: gapsNow(data, [id], paceMs),
      }),
    [spec, id, data, stacked, paceMs],
  );
  const title = `${spec.title} of ${id}`;
  return (
    <section className={classes.row} aria-label={spec.title} data-chart={spec.id}>
      <div className={classes.label}>
        <div className={classes.head}>
          <h2 className={classes.title}>{spec.title}</h2>
          <ChartMenu
            title={spec.title}
            table={table}
            onTable={setTable}
            stacked={stacked}
            onStacked={props.onStacked}
            onExport={(what) => props.onExport(what, [spec.id])}
          />
        </div>
        <ChartFigures spec={spec} id={id} data={data} reachNow={() => reachNow(data, paceMs)} />
      </div>
      <ChartPlot label={title} unit={spec.unit} width={width} height={spec.height} data={data} draw={draw} />
      {table && (
        <div className={classes.table}>
          <ChartTable
            caption={title}
            unit={spec.unit}
            data={data}
            series={spec.lines.map(({ metric, label }) => ({ id, metric, label }))}
          />
        </div>
      )}
    </section>
  );
});
