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
import * as chartsAlwaysWords from '../words/always.ts';

const inCharts = () => window.location.hash.startsWith('#/charts') && shownSpan.get() !== null;

const paused = () => {
  const { zooms, pausedAt } = chartsState.get();
  return zooms.length > 0 || pausedAt !== null;
};

const viewCommands: readonly Command[] = [
  {
    id: 'charts.pause',
    title: () => (paused() ? chartsAlwaysWords.resumeTheCharts : chartsAlwaysWords.pauseTheCharts),
    group: 'View',
    icon: IconPlayerPause,
    shortcut: 'p',
    available: inCharts,
    run: togglePause,
    keywords: chartsAlwaysWords.liveStopFreezeSpace,
  },
  {
    id: 'charts.zoom-in',
    title: () => chartsAlwaysWords.zoomInOnTheCharts,
    group: 'View',
    icon: IconZoomIn,
    available: inCharts,
    run: zoomIn,
  },
  {
    id: 'charts.zoom-out',
    title: () => chartsAlwaysWords.zoomOutOfTheCharts,
    group: 'View',
    icon: IconZoomOut,
    available: inCharts,
    run: zoomOut,
  },
  {
    id: 'charts.undo-zoom',
    title: () => chartsAlwaysWords.undoTheChartZoom,
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
    title: ({ instance }) => chartsAlwaysWords.chartsOfId(instance?.id ?? chartsAlwaysWords.anInstance),
    short: chartsAlwaysWords.charts,
    group: 'Instance',
    icon: IconChartLine,
    terminalLine: ({ instance }) => terminalLine('monitor', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/charts/${instance.id}`),
    keywords: chartsAlwaysWords.metricsHistoryGraphMemory,
  },
  {
    id: 'instance.commands',
    title: ({ instance }) => chartsAlwaysWords.commandStatisticsOfId(instance?.id ?? chartsAlwaysWords.anInstance),
    group: 'Instance',
    icon: IconTerminal2,
    terminalLine: ({ instance }) => terminalLine('commands', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/charts/${instance.id}?tab=commands`),
    keywords: chartsAlwaysWords.statisticsCommandstatsLatencystats,
  },
  ...viewCommands,
]);
