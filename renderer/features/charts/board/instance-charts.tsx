import { useMemo } from 'react';
import { useStore } from '../../../lib/store.ts';
import { ComparisonSection } from '../comparison/comparison-section.tsx';
import { usePlotWidth } from '../drawing/use-plot-width.ts';
import { exportInstance } from '../export/export-instance.ts';
import { type ChartSpec, charts, keysChart } from '../model/chart-list.ts';
import type { ChartedInstance } from '../model/compared-instances.ts';
import { figureWords } from '../model/figure-words.ts';
import { figureAt } from '../model/figures-at.ts';
import { maxGapPointsNow } from '../model/gaps-now.ts';
import { keysStacked, useShownCharts } from '../model/shown-charts.ts';
import { useChartFeed } from '../model/use-chart-feed.ts';
import { containerLine, useContainer } from '../model/use-container.ts';
import { useDatabases } from '../model/use-databases.ts';
import { ChartRow } from './chart-row.tsx';
import { ChartsPage } from './charts-page.tsx';

interface InstanceChartsProps {
  readonly instance: ChartedInstance;
  readonly all: readonly ChartedInstance[];
}

const noDatabases: readonly number[] = [];
/** Metrics that a screen reader announces at the cursor. */
const ANNOUNCED_METRICS = 4;

/** All metrics of one instance, and below them a comparison with the other instances. */
export function InstanceCharts({ instance, all }: InstanceChartsProps) {
  const { id, inContainer } = instance;
  const plot = usePlotWidth();
  const shown = [...useShownCharts()].join(' ');
  const stacked = useStore(keysStacked);
  const databases = useDatabases(id);
  const specs = useMemo(
    () =>
      charts
        .filter(({ id: chart }) => shown.split(' ').includes(chart))
        .map((spec) => withInstanceLines(spec, databases ?? noDatabases, inContainer)),
    [shown, databases, inContainer],
  );
  const metrics = useMemo(() => metricsOf(specs), [specs]);
  const ids = useMemo(() => [id], [id]);
  const feed = useChartFeed({ ids, metrics, points: databases === undefined ? 0 : plot.points });
  const { data, live, paceMs } = feed;
  const { width } = plot;
  useContainer(id, data, live && inContainer);
  const describe = (at: number) =>
    specs
      .slice(0, ANNOUNCED_METRICS)
      .flatMap(({ title, unit, lines: [first] }) =>
        first
          ? [`${title} ${figureWords(unit, figureAt(data, id, first.metric, at, maxGapPointsNow(data, paceMs)))}`]
          : [],
      )
      .join(', ');
  return (
    <ChartsPage
      id={id}
      ids={ids}
      plot={plot}
      feed={feed}
      count={specs.length}
      describe={describe}
      onExport={(action, chosen, events) => {
        const some = specs.filter((spec) => chosen.length === 0 || chosen.includes(spec.id));
        void exportInstance(action, { id, specs: some, data, events, width, stacked, paceMs });
      }}
    >
      {(onExport) => (
        <>
          {specs.map((spec) => (
            <ChartRow
              key={spec.id}
              spec={spec}
              id={id}
              data={data}
              width={width}
              paceMs={paceMs}
              stacked={spec.id === 'keys' && stacked}
              onStacked={spec.id === 'keys' && spec.lines.length > 1 ? keysStacked.set : null}
              onExport={onExport}
            />
          ))}
          {all.length > 1 && <ComparisonSection instances={all} current={id} width={width} points={plot.points} />}
        </>
      )}
    </ChartsPage>
  );
}

/** Adds the lines that depend on the instance: its databases, its container. */
function withInstanceLines(spec: ChartSpec, databases: readonly number[], inContainer: boolean): ChartSpec {
  if (spec.id === 'keys') return keysChart(spec, databases);
  const line = inContainer ? containerLine(spec.id) : undefined;
  return line ? { ...spec, lines: [...spec.lines, line] } : spec;
}

/** The recorded metrics that these charts need. Container metrics are not recorded. */
function metricsOf(specs: readonly ChartSpec[]): readonly string[] {
  const all = specs.flatMap(({ lines, secondary }) => [
    ...lines.map(({ metric }) => metric),
    ...(secondary ? [secondary.metric] : []),
  ]);
  return [...new Set(all)].filter((metric) => !metric.startsWith('container'));
}
