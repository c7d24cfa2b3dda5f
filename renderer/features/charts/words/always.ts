/** What people read in charts/always. */

export const resumeTheCharts = 'Resume the charts';
export const pauseTheCharts = 'Pause the charts';
export const liveStopFreezeSpace = 'live stop freeze space';
export const zoomInOnTheCharts = 'Zoom in on the charts';
export const zoomOutOfTheCharts = 'Zoom out of the charts';
export const undoTheChartZoom = 'Undo the chart zoom';
export const anInstance = 'an instance';
export const chartsOfId = (id: string) => `Charts of ${id}`;
export const metricsHistoryGraphMemory = 'metrics history graph memory operations latency monitor';
export const commandStatisticsOfId = (id: string) => `Command statistics of ${id}`;
export const statisticsCommandstatsLatencystats = 'statistics commandstats latencystats slow calls errors percentiles';
export const charts = 'Charts';
