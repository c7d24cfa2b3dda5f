import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './always.ts';

export const translation: Translation<typeof english> = {
  resumeTheCharts: 'Diagramme fortsetzen',
  pauseTheCharts: 'Diagramme anhalten',
  liveStopFreezeSpace: 'live anhalten einfrieren leertaste pause',
  zoomInOnTheCharts: 'Diagramme vergrößern',
  zoomOutOfTheCharts: 'Diagramme verkleinern',
  undoTheChartZoom: 'Zoom der Diagramme zurücksetzen',
  anInstance: 'einer Instanz',
  chartsOfId: (id) => `Diagramme von ${id}`,
  metricsHistoryGraphMemory: 'metriken verlauf graph speicher operationen latenz monitor charts',
  commandStatisticsOfId: (id) => `Befehlsstatistik von ${id}`,
  statisticsCommandstatsLatencystats: 'statistik commandstats latencystats langsam aufrufe fehler perzentile',
  charts: 'Diagramme',
};
