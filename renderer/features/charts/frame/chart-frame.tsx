import { type ReactNode, useState } from 'react';
import type { Drawing, Size } from '../drawing/chart-drawing.ts';
import { ChartPlot } from '../drawing/chart-plot.tsx';
import type { ExportCharts } from '../export/export.ts';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartSpec } from '../model/chart-list.ts';
import classes from './chart-frame.module.css';
import { ChartMenu } from './chart-menu.tsx';
import { ChartTable, type TableSeries } from './chart-table.tsx';

interface ChartFrameProps extends Size {
  readonly spec: ChartSpec;
  /** Within the page: `Memory`. */
  readonly label: string;
  /** Outside the page: `Memory of main`. */
  readonly caption: string;
  readonly data: ChartData;
  readonly draw: (size: Size) => Drawing;
  readonly series: readonly TableSeries[];
  readonly stacked?: boolean;
  readonly onStacked?: ((stacked: boolean) => void) | null;
  /** Null hides the title and the menu. */
  readonly onExport: ExportCharts | null;
  /** The values beside the plot. */
  readonly children: ReactNode;
}

/** One chart: title and values on the left, the plot, and optionally a table of the same data. */
export function ChartFrame(props: ChartFrameProps) {
  const { spec, label, caption, data, draw, series, width, height, onExport, children } = props;
  const [table, setTable] = useState(false);
  return (
    <section className={classes.row} aria-label={label} data-chart={spec.id}>
      <div className={classes.label}>
        {onExport && (
          <div className={classes.head}>
            <h2 className={classes.title}>{spec.title}</h2>
            <ChartMenu
              title={spec.title}
              table={table}
              onTable={setTable}
              stacked={props.stacked ?? false}
              onStacked={props.onStacked ?? null}
              onExport={(action) => onExport(action, [spec.id])}
            />
          </div>
        )}
        {children}
      </div>
      <ChartPlot label={caption} unit={spec.unit} width={width} height={height} data={data} draw={draw} />
      {table && (
        <div className={classes.table}>
          <ChartTable caption={caption} unit={spec.unit} data={data} series={series} />
        </div>
      )}
    </section>
  );
}
