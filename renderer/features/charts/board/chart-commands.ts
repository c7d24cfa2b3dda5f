import {
  IconChartLine,
  IconPlayerPause,
  IconTerminal2,
  IconZoomIn,
  IconZoomOut,
  IconZoomReset,
} from '@tabler/icons-react';
import type { Command } from '../../../commands/command.ts';
import { registerCommands } from '../../../commands/registry.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { chartsState, shownSpan, togglePause, undoZoom, zoomIn, zoomOut } from '../model/view-state.ts';

const inCharts = () => window.location.hash.startsWith('#/charts') && shownSpan.get() !== null;

const paused = () => {
  const { zooms, pausedAt } = chartsState.get();
  return zooms.length > 0 || pausedAt !== null;
};

const viewCommands: readonly Command[] = [
  {
    id: 'charts.pause',
    title: () => (paused() ? 'Resume the charts' : 'Pause the charts'),
    group: 'View',
    icon: IconPlayerPause,
    shortcut: 'p',
    available: inCharts,
    run: togglePause,
    keywords: 'live stop freeze space',
  },
  {
    id: 'charts.zoom-in',
    title: () => 'Zoom in on the charts',
    group: 'View',
    icon: IconZoomIn,
    available: inCharts,
    run: zoomIn,
  },
  {
    id: 'charts.zoom-out',
    title: () => 'Zoom out of the charts',
    group: 'View',
    icon: IconZoomOut,
    available: inCharts,
    run: zoomOut,
  },
  {
    id: 'charts.undo-zoom',
    title: () => 'Undo the chart zoom',
    group: 'View',
    icon: IconZoomReset,
    shortcut: 'z',
    available: () => inCharts() && chartsState.get().zooms.length > 0,
    run: undoZoom,
  },
];

registerCommands([
  {
    id: 'instance.charts',
    title: ({ instance }) => `Charts of ${instance?.id ?? 'an instance'}`,
    short: 'Charts',
    group: 'Instance',
    icon: IconChartLine,
    terminalLine: ({ instance }) => terminalLine('monitor', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/charts/${instance.id}`),
    keywords: 'metrics history graph memory operations latency monitor',
  },
  {
    id: 'instance.commands',
    title: ({ instance }) => `Command statistics of ${instance?.id ?? 'an instance'}`,
    group: 'Instance',
    icon: IconTerminal2,
    terminalLine: ({ instance }) => terminalLine('commands', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/charts/${instance.id}?tab=commands`),
    keywords: 'statistics commandstats latencystats slow calls errors percentiles',
  },
  ...viewCommands,
]);
