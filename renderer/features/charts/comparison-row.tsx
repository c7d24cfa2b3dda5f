import { memo, type ReactNode, useCallback, useMemo, useState } from 'react';
import type { ChartData } from './chart-data.ts';
import { drawComparison, type Size } from './chart-drawing.ts';
import type { ChartSpec } from './chart-list.ts';
import { ChartMenu } from './chart-menu.tsx';
import { ChartPlot } from './chart-plot.tsx';
import classes from './chart-row.module.css';
import { ChartTable } from './chart-table.tsx';
import type { ChartedInstance } from './compared-instances.ts';
import { ComparisonLegend } from './comparison-legend.tsx';
import type { ExportWhat } from './export.ts';
import { gapsNow, reachNow } from './gaps-now.ts';
import { useRanking } from './use-ranking.ts';

/** So many lines can be told apart at once; the rest are grey until they are asked for. */
const STRONG = 5;

interface ComparisonRowProps {
  readonly spec: ChartSpec;
  readonly instances: readonly ChartedInstance[];
  readonly data: ChartData;
  /** px of the drawing. */
  readonly width: number;
  readonly height: number;
  readonly paceMs: number;
  /** Those somebody asked for; empty: the largest. */
  readonly pinned: ReadonlySet<string>;
  /** One that is strong besides, such as the instance the page is about. */
  readonly current: string | null;
  /** How many the list beside the drawing tells of. */
  readonly listed: number;
  readonly title?: ReactNode;
  readonly onExport: ((what: ExportWhat, charts: readonly string[]) => void) | null;
}

/** One figure of all instances: the noisy one stands out, and keeps its colour and dash. */
export const ComparisonRow = memo(function ComparisonRow(props: ComparisonRowProps) {
  const { spec, instances, data, width, height, paceMs, pinned, current, listed, title, onExport } = props;
  const [table, setTable] = useState(false);
  const [hovered, setHovered] = useState<string | null>(null);
  const ids = useMemo(() => instances.map(({ id }) => id), [instances]);
  const ranking = useRanking(data, ids, spec.compared);
  const compared = useMemo(() => {
    const strong = new Set(pinned.size > 0 ? pinned : ranking.slice(0, STRONG));
    if (current) strong.add(current);
    return instances.map(({ id, style }) => ({
      id,
      style,
      strong: hovered === null ? strong.has(id) : id === hovered,
    }));
  }, [instances, ranking, pinned, current, hovered]);
  const draw = useCallback(
    (size: Size) =>
      drawComparison({
        spec,
        instances: compared,
        data,
        size,
        reach: reachNow(data, paceMs),
        gaps: gapsNow(data, ids, paceMs),
      }),
    [spec, compared, ids, data, paceMs],
  );
  const label = `${spec.title} of all instances`;
  return (
    <section className={classes.row} aria-label={label} data-chart={spec.id}>
      <div className={classes.label}>
        {title ?? (
          <div className={classes.head}>
            <h2 className={classes.title}>{spec.title}</h2>
            <ChartMenu
              title={spec.title}
              table={table}
              onTable={setTable}
              stacked={false}
              onStacked={null}
              onExport={(what) => onExport?.(what, [spec.id])}
            />
          </div>
        )}
        <ComparisonLegend
          spec={spec}
          instances={instances}
          compared={compared}
          ranking={ranking}
          data={data}
          listed={listed}
          current={current}
          reachNow={() => reachNow(data, paceMs)}
          onHover={setHovered}
        />
      </div>
      <ChartPlot label={label} unit={spec.unit} width={width} height={height} data={data} draw={draw} />
      {table && (
        <div className={classes.table}>
          <ChartTable
            caption={label}
            unit={spec.unit}
            data={data}
            series={ranking.map((id) => ({ id, metric: spec.compared, label: id }))}
          />
        </div>
      )}
    </section>
  );
});
