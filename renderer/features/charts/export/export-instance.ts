import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { fullTime } from '../../../lib/format.ts';
import { drawInstance } from '../drawing/chart-drawing.ts';
import { pictureOf } from '../drawing/picture.ts';
import { layOutMarkers } from '../events/lane-layout.ts';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartSpec } from '../model/chart-list.ts';
import { labelled } from '../model/figure-words.ts';
import { figureAt } from '../model/figures-at.ts';
import { gapsNow, maxGapPointsNow } from '../model/gaps-now.ts';
import { endOf, type TimeWindow } from '../model/time-window.ts';
import { cursor } from '../model/view-state.ts';
import * as exportWords from '../words/export.ts';
import { csvOf } from './csv.ts';
import { type ExportAction, exportCharts, fileNameOf } from './export.ts';

interface InstanceExport {
  readonly id: string;
  readonly specs: readonly ChartSpec[];
  readonly data: ChartData;
  readonly events: readonly ActivityEvent[];
  /** Plot width, px. */
  readonly width: number;
  readonly stacked: boolean;
  readonly paceMs: number;
}

/** Exports charts of one instance as they are shown. */
export async function exportInstance(action: ExportAction, shown: InstanceExport): Promise<void> {
  const { id, specs, data, events, width, stacked, paceMs } = shown;
  const window = data.window();
  if (!window) return;
  const maxGapPoints = maxGapPointsNow(data, paceMs);
  const one = specs.length === 1 ? `-${specs[0]?.id}` : '';
  await exportCharts(action, {
    fileName: fileNameOf(`${id}${one}`, endOf(window)),
    csv: () =>
      csvOf(
        data,
        specs.flatMap(({ title, unit, lines }) =>
          lines.map(({ metric, label }) => ({ id, metric, unit, name: `${id} ${title}, ${label}` })),
        ),
      ),
    png: () =>
      pictureOf({
        title: `${id} · ${spanWords(window)}`,
        window,
        width,
        charts: specs.map((spec) => ({
          title: spec.title,
          unit: spec.unit,
          height: spec.height,
          lines: spec.lines
            .filter(({ role }) => role !== 'context')
            .slice(0, 3)
            .map(({ metric, label }) =>
              labelled(spec.unit, figureAt(data, id, metric, cursor.get(), maxGapPoints), label),
            ),
          drawing: drawInstance({
            spec,
            id,
            data,
            size: { width, height: spec.height },
            stacked: stacked && spec.id === 'keys',
            maxGapPoints,
            gaps: gapsNow(data, [id], paceMs),
          }),
        })),
        events: layOutMarkers(events, window, width).map(({ events: [first], words, level }) => ({
          at: Date.parse(first?.at ?? ''),
          word: words,
          colour: level === 'fail' ? '--danger-mark' : level === 'warn' ? '--attention-mark' : '--series-others',
        })),
      }),
  });
}

/** `19 Nov 2026, 13:00:00 to 19 Nov 2026, 14:00:00`, with the time of the values if the cursor is set. */
export function spanWords(window: TimeWindow): string {
  const at = cursor.get();
  const values = at === null ? '' : exportWords.valuesAt(fullTime(at));
  return exportWords.fromToFullTimeValues(fullTime(window.from), fullTime(endOf(window)), values);
}
