import { useMemo, useState } from 'react';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import { useConnection } from '../../api.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { exactTime } from '../../format.ts';
import { useStable } from '../../use-stable.ts';
import { ChartBoard } from './chart-board.tsx';
import { charts, comparedCharts } from './chart-list.ts';
import { ChartsHead } from './charts-head.tsx';
import { ChartsLoading } from './charts-loading.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import type { ChartedInstance } from './compared-instances.ts';
import { ComparisonRow } from './comparison-row.tsx';
import type { ExportWhat } from './export.ts';
import { exportComparison } from './export-comparison.ts';
import { gapsNow } from './gaps-now.ts';
import { InstanceChips } from './instance-chips.tsx';
import { endOf, stepWords } from './time-window.ts';
import { useChanges, useChartFeed } from './use-chart-feed.ts';
import { useEvents } from './use-events.ts';
import { usePlotWidth } from './use-plot-width.ts';

/** px of each drawing. */
const HEIGHT = 92;
/** So many names stand beside each. */
const LISTED = 3;
/** Twenty lines are told apart by their course, not by their last pixel: half as many points do. */
const PX_PER_POINT = 2;

const specs = comparedCharts.flatMap((id) => charts.find((chart) => chart.id === id) ?? []);
const metrics = specs.map(({ compared }) => compared);

/** Every figure of all instances side by side: which one is it? */
export function AllCharts({ instances }: { readonly instances: readonly ChartedInstance[] }) {
  const { ref, width, points } = usePlotWidth();
  const ids = useMemo(() => instances.map(({ id }) => id), [instances]);
  const feed = useChartFeed({ ids, metrics, points: Math.floor(points / PX_PER_POINT) });
  const { data, live, paceMs } = feed;
  const [pinned, setPinned] = useState<ReadonlySet<string>>(new Set());
  const [compared, setCompared] = useState<ActivityEvent | null>(null);
  const compare = useStable((event: ActivityEvent) => setCompared(event));
  useChanges(data);
  const window = data.window();
  const span = window && { from: window.from, to: endOf(window) };
  const events = useEvents(null, span, live);
  const away = useConnection().state !== 'connected';
  const exportSome = useStable((what: ExportWhat, chosen: readonly string[]) => {
    const some = specs.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
    void exportComparison(what, { specs: some, instances, data, width, height: HEIGHT, pinned, paceMs });
  });
  const step = window ? ` · ${stepWords(window.stepMs)}` : '';
  const until = live || !span ? '' : ` · until ${exactTime(span.to)}`;
  return (
    <>
      <ChartsHead
        subtitle={`all instances${step}${until}`}
        id={null}
        onExport={window ? (what) => exportSome(what, []) : null}
      />
      {feed.error ? (
        <ErrorState
          title="The history could not be read"
          error={feed.error}
          onRetry={feed.retry}
          retrying={feed.retrying}
        />
      ) : (
        <>
          <InstanceChips instances={instances} pinned={pinned} onPinned={setPinned} />
          <ChartBoard
            data={data}
            events={events}
            gaps={() => gapsNow(data, ids, paceMs)}
            sizeRef={ref}
            width={width}
            live={live}
            stale={feed.changing}
            away={away}
            describe={() => 'figures beside each chart'}
            onCompare={compare}
          >
            {window === null && <ChartsLoading heights={specs.map(() => HEIGHT)} />}
            {window !== null &&
              specs.map((spec) => (
                <ComparisonRow
                  key={spec.id}
                  spec={spec}
                  instances={instances}
                  data={data}
                  width={width}
                  height={HEIGHT}
                  paceMs={paceMs}
                  pinned={pinned}
                  current={null}
                  listed={LISTED}
                  onExport={exportSome}
                />
              ))}
          </ChartBoard>
        </>
      )}
      {compared && (
        <CompareDialog
          id={compared.instance ?? instances[0]?.id ?? ''}
          event={compared}
          onClose={() => setCompared(null)}
        />
      )}
    </>
  );
}
