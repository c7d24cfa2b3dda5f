import { drawComparison } from '../drawing/chart-drawing.ts';
import { pictureOf } from '../drawing/picture.ts';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartSpec } from '../model/chart-list.ts';
import type { ChartedInstance } from '../model/compared-instances.ts';
import { figureWords } from '../model/figure-words.ts';
import { figureAt, meanShown } from '../model/figures-at.ts';
import { gapsNow, maxGapPointsNow } from '../model/gaps-now.ts';
import { endOf } from '../model/time-window.ts';
import { cursor } from '../model/view-state.ts';
import * as exportWords from '../words/export.ts';
import { csvOf } from './csv.ts';
import { type ExportAction, exportCharts, fileNameOf } from './export.ts';
import { spanWords } from './export-instance.ts';

interface ComparisonExport {
  readonly specs: readonly ChartSpec[];
  readonly instances: readonly ChartedInstance[];
  readonly data: ChartData;
  /** Plot width, px. */
  readonly width: number;
  readonly height: number;
  readonly pinned: ReadonlySet<string>;
  readonly paceMs: number;
}

/** Instances that are named beside a chart in the image and drawn in colour. */
const MAX_NAMED = 4;

/** Exports charts of all instances. */
export async function exportComparison(action: ExportAction, shown: ComparisonExport): Promise<void> {
  const { specs, instances, data, width, height, pinned, paceMs } = shown;
  const window = data.window();
  if (!window) return;
  const maxGapPoints = maxGapPointsNow(data, paceMs);
  const gaps = gapsNow(
    data,
    instances.map(({ id }) => id),
    paceMs,
  );
  await exportCharts(action, {
    fileName: fileNameOf('all', endOf(window)),
    csv: () =>
      csvOf(
        data,
        specs.flatMap(({ title, unit, compared }) =>
          instances.map(({ id }) => ({ id, metric: compared, unit, name: `${id} ${title}` })),
        ),
      ),
    png: () =>
      pictureOf({
        title: exportWords.allInstancesWindow(spanWords(window)),
        window,
        width,
        events: [],
        charts: specs.map((spec) => {
          const figure = (id: string) => meanShown(data, id, spec.compared) || 0;
          const ranked = instances.map(({ id }) => id).toSorted((one, other) => figure(other) - figure(one));
          const named = pinned.size > 0 ? ranked.filter((id) => pinned.has(id)) : ranked.slice(0, MAX_NAMED);
          return {
            title: spec.title,
            unit: spec.unit,
            height,
            lines: named
              .slice(0, MAX_NAMED)
              .map(
                (id) =>
                  `${id}  ${figureWords(spec.unit, figureAt(data, id, spec.compared, cursor.get(), maxGapPoints))}`,
              ),
            drawing: drawComparison({
              spec,
              data,
              maxGapPoints,
              gaps,
              size: { width, height },
              instances: instances.map(({ id, style }) => ({ id, style, strong: named.includes(id) })),
            }),
          };
        }),
      }),
  });
}
