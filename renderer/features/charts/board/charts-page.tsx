import { type ReactNode, useState } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { useConnection } from '../../../client/api.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { exactTime } from '../../../lib/format.ts';
import { useStable } from '../../../lib/use-stable.ts';
import { CompareDialog } from '../comparison/compare-dialog.tsx';
import type { usePlotWidth } from '../drawing/use-plot-width.ts';
import { useEvents } from '../events/use-events.ts';
import type { ExportWhat } from '../export/export.ts';
import { gapsNow } from '../model/gaps-now.ts';
import { useChanges, type useChartFeed } from '../model/use-chart-feed.ts';
import { endOf, stepWords, type TimeWindow } from '../time/time-window.ts';
import { ChartBoard } from './chart-board.tsx';
import { ChartsHead } from './charts-head.tsx';
import { ChartsLoading } from './charts-loading.tsx';

/** Takes charts elsewhere. @param chosen ids of charts; empty: all that are shown */
export type ExportCharts = (what: ExportWhat, chosen: readonly string[]) => void;

interface ChartsPageProps {
  /** The one instance they are of; null: of all. */
  readonly id: string | null;
  readonly ids: readonly string[];
  readonly plot: ReturnType<typeof usePlotWidth>;
  readonly feed: ReturnType<typeof useChartFeed>;
  /** How many charts there are. */
  readonly count: number;
  readonly describe: (at: number) => string;
  readonly onExport: (what: ExportWhat, chosen: readonly string[], events: readonly ActivityEvent[]) => void;
  /** Between the head and the charts. */
  readonly above?: ReactNode;
  readonly children: (onExport: ExportCharts) => ReactNode;
}

/** What the charts of one instance and those of all have around them: head, events, states, before and after. */
export function ChartsPage({ id, ids, plot, feed, count, describe, onExport, above, children }: ChartsPageProps) {
  const { data, live, paceMs, error } = feed;
  useChanges(data);
  const window = data.window();
  const events = useEvents(id, window && { from: window.from, to: endOf(window) }, live);
  const [compared, setCompared] = useState<ActivityEvent | null>(null);
  const away = useConnection().state !== 'connected';
  const exportSome = useStable((...[what, chosen]: Parameters<ExportCharts>) => onExport(what, chosen, events));
  return (
    <>
      <ChartsHead
        id={id}
        subtitle={subtitleOf(id ?? 'all instances', window, live)}
        onExport={window ? (what) => exportSome(what, []) : null}
      />
      {above}
      {error ? (
        <ErrorState
          title={`The history${id === null ? '' : ` of ${id}`} could not be read`}
          error={error}
          onRetry={feed.retry}
          retrying={feed.retrying}
        />
      ) : (
        <ChartBoard
          data={data}
          events={events}
          gaps={() => gapsNow(data, ids, paceMs)}
          sizeRef={plot.ref}
          width={plot.width}
          live={live}
          stale={feed.changing}
          away={away}
          describe={describe}
          onCompare={setCompared}
        >
          {window === null ? <ChartsLoading rows={count} /> : children(exportSome)}
        </ChartBoard>
      )}
      {compared && (
        <CompareDialog
          id={id ?? compared.instance ?? ids[0] ?? ''}
          event={compared}
          onClose={() => setCompared(null)}
        />
      )}
    </>
  );
}

/** `main · one point a second · until 14:32:05` */
function subtitleOf(what: string, window: TimeWindow | null, live: boolean): string {
  if (!window) return what;
  return `${what} · ${stepWords(window.stepMs)}${live ? '' : ` · until ${exactTime(endOf(window))}`}`;
}
