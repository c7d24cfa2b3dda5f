import { useMemo, useState } from 'react';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import { useConnection } from '../../api.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { exactTime } from '../../format.ts';
import { useStore } from '../../store.ts';
import { useStable } from '../../use-stable.ts';
import { ChartBoard } from './chart-board.tsx';
import { type ChartSpec, charts, keysChart } from './chart-list.ts';
import { ChartRow } from './chart-row.tsx';
import { ChartsHead } from './charts-head.tsx';
import { ChartsLoading } from './charts-loading.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import type { ChartedInstance } from './compared-instances.ts';
import { ComparisonSection } from './comparison-section.tsx';
import type { ExportWhat } from './export.ts';
import { exportInstance } from './export-instance.ts';
import { figureWords } from './figure-words.ts';
import { figureAt } from './figures-at.ts';
import { gapsNow, reachNow } from './gaps-now.ts';
import { keysStacked, useShownCharts } from './shown-charts.ts';
import { endOf, stepWords } from './time-window.ts';
import { useChanges, useChartFeed } from './use-chart-feed.ts';
import { containerLine, useContainer } from './use-container.ts';
import { useDatabases } from './use-databases.ts';
import { useEvents } from './use-events.ts';
import { usePlotWidth } from './use-plot-width.ts';

interface InstanceChartsProps {
  readonly instance: ChartedInstance;
  readonly all: readonly ChartedInstance[];
}

const nothing: readonly number[] = [];

/** Everything that is measured of one instance, and below it all instances side by side. */
export function InstanceCharts({ instance, all }: InstanceChartsProps) {
  const { id, inContainer } = instance;
  const { ref, width, points } = usePlotWidth();
  const shown = useShownCharts();
  const stacked = useStore(keysStacked);
  const databases = useDatabases(id);
  const shownKey = [...shown].join(' ');
  const specs = useMemo(
    () =>
      charts
        .filter(({ id: chart }) => shownKey.split(' ').includes(chart))
        .map((spec) => completed(spec, databases ?? nothing, inContainer)),
    [shownKey, databases, inContainer],
  );
  const metrics = useMemo(() => metricsOf(specs), [specs]);
  const ids = useMemo(() => [id], [id]);
  const feed = useChartFeed({ ids, metrics, points: databases === undefined ? 0 : points });
  const { data, live, paceMs } = feed;
  useContainer(id, data, live && inContainer);
  useChanges(data);
  const window = data.window();
  const span = window && { from: window.from, to: endOf(window) };
  const events = useEvents(id, span, live);
  const [compared, setCompared] = useState<ActivityEvent | null>(null);
  const compare = useStable(setCompared);
  const away = useConnection().state !== 'connected';

  const exportSome = useStable((what: ExportWhat, chosen: readonly string[]) => {
    const some = specs.filter((spec) => chosen.length === 0 || chosen.includes(spec.id));
    void exportInstance(what, { id, specs: some, data, events, width, stacked, paceMs });
  });
  const describe = (at: number) =>
    specs
      .slice(0, 4)
      .flatMap(({ title, unit, lines: [first] }) =>
        first ? [`${title} ${figureWords(unit, figureAt(data, id, first.metric, at, reachNow(data, paceMs)))}`] : [],
      )
      .join(', ');
  return (
    <>
      <ChartsHead
        subtitle={subtitleOf(id, window?.stepMs, live, span?.to)}
        id={id}
        onExport={window ? (what) => exportSome(what, []) : null}
      />
      {feed.error ? (
        <ErrorState
          title={`The history of ${id} could not be read`}
          error={feed.error}
          onRetry={feed.retry}
          retrying={feed.retrying}
        />
      ) : (
        <ChartBoard
          data={data}
          events={events}
          gaps={() => gapsNow(data, ids, paceMs)}
          sizeRef={ref}
          width={width}
          live={live}
          stale={feed.changing}
          away={away}
          describe={describe}
          onCompare={compare}
        >
          {window === null && <ChartsLoading heights={specs.map(({ height }) => height)} />}
          {window !== null &&
            specs.map((spec) => (
              <ChartRow
                key={spec.id}
                spec={spec}
                id={id}
                data={data}
                width={width}
                paceMs={paceMs}
                stacked={spec.id === 'keys' && stacked}
                onStacked={spec.id === 'keys' && spec.lines.length > 1 ? keysStacked.set : null}
                onExport={exportSome}
              />
            ))}
          {window !== null && all.length > 1 && (
            <ComparisonSection instances={all} current={id} width={width} points={points} />
          )}
        </ChartBoard>
      )}
      {compared && <CompareDialog id={id} event={compared} onClose={() => setCompared(null)} />}
    </>
  );
}

/** The chart with the lines that depend on the instance. */
function completed(spec: ChartSpec, databases: readonly number[], inContainer: boolean): ChartSpec {
  if (spec.id === 'keys') return keysChart(spec, databases);
  const line = inContainer ? containerLine(spec.id) : undefined;
  return line ? { ...spec, lines: [...spec.lines, line] } : spec;
}

/** What has to be read for these charts; what a container takes is not recorded. */
function metricsOf(specs: readonly ChartSpec[]): readonly string[] {
  const all = specs.flatMap(({ lines, aside }) => [
    ...lines.map(({ metric }) => metric),
    ...(aside ? [aside.metric] : []),
  ]);
  return [...new Set(all)].filter((metric) => !metric.startsWith('container'));
}

function subtitleOf(what: string, stepMs: number | undefined, live: boolean, end: number | undefined): string {
  if (stepMs === undefined) return what;
  return `${what} · ${stepWords(stepMs)}${live || end === undefined ? '' : ` · until ${exactTime(end)}`}`;
}
