import { type ReactNode, useState } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { useConnection } from '../../../client/api.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { exactTime } from '../../../lib/format.ts';
import { useStable } from '../../../lib/use-stable.ts';
import { CompareDialog } from '../comparison/compare-dialog.tsx';
import type { usePlotWidth } from '../drawing/use-plot-width.ts';
import { useEvents } from '../events/use-events.ts';
import type { ExportAction, ExportCharts } from '../export/export.ts';
import { gapsNow } from '../model/gaps-now.ts';
import { endOf, stepWords, type TimeWindow } from '../model/time-window.ts';
import { useChanges, type useChartFeed } from '../model/use-chart-feed.ts';
import * as boardWords from '../words/board.ts';
import { ChartBoard } from './chart-board.tsx';
import { ChartsHead } from './charts-head.tsx';
import { ChartsLoading } from './charts-loading.tsx';

interface ChartsPageProps {
  /** Null: all instances. */
  readonly id: string | null;
  readonly ids: readonly string[];
  readonly plot: ReturnType<typeof usePlotWidth>;
  readonly feed: ReturnType<typeof useChartFeed>;
  /** Number of charts. */
  readonly count: number;
  readonly describe: (at: number) => string;
  readonly onExport: (action: ExportAction, chosen: readonly string[], events: readonly ActivityEvent[]) => void;
  /** Shown between the head and the charts. */
  readonly above?: ReactNode;
  readonly children: (onExport: ExportCharts) => ReactNode;
}

/** The frame of both chart pages: head, events, loading and error states, and the before-and-after dialog. */
export function ChartsPage({ id, ids, plot, feed, count, describe, onExport, above, children }: ChartsPageProps) {
  const { data, live, paceMs, error } = feed;
  useChanges(data);
  const window = data.window();
  const events = useEvents(id, window && { from: window.from, to: endOf(window) }, live);
  const [compared, setCompared] = useState<ActivityEvent | null>(null);
  const away = useConnection().state !== 'connected';
  const exportSome = useStable((...[action, chosen]: Parameters<ExportCharts>) => onExport(action, chosen, events));
  return (
    <>
      <ChartsHead
        id={id}
        subtitle={subtitleOf(id ?? boardWords.allInstances, window, live)}
        onExport={window ? (action) => exportSome(action, []) : null}
      />
      {above}
      {error ? (
        <ErrorState
          title={boardWords.couldNotReadTheHistoryPart(id === null ? '' : boardWords.ofId(id))}
          error={error}
          onRetry={feed.retry}
          retrying={feed.retrying}
        />
      ) : (
        <ChartBoard
          id={id}
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

/** `main · 1 s resolution · until 14:32:05` */
function subtitleOf(subject: string, window: TimeWindow | null, live: boolean): string {
  if (!window) return subject;
  return `${subject} · ${stepWords(window.stepMs)}${live ? '' : boardWords.untilExactTime(exactTime(endOf(window)))}`;
}
