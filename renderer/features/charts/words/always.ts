/** What people read in charts/always. */
export const chartsAlwaysWords = {
  resumeTheCharts: 'Resume the charts',
  pauseTheCharts: 'Pause the charts',
  liveStopFreezeSpace: 'live stop freeze space',
  zoomInOnTheCharts: 'Zoom in on the charts',
  zoomOutOfTheCharts: 'Zoom out of the charts',
  undoTheChartZoom: 'Undo the chart zoom',
  anInstance: 'an instance',
  chartsOfId: (id: string) => `Charts of ${id}`,
  metricsHistoryGraphMemory: 'metrics history graph memory operations latency monitor',
  commandStatisticsOfId: (id: string) => `Command statistics of ${id}`,
  statisticsCommandstatsLatencystats: 'statistics commandstats latencystats slow calls errors percentiles',
};
