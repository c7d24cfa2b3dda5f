import type { Translation } from '../../../shared/translation.ts';
import type * as english from './always-words.ts';

export const translation: Translation<typeof english> = {
  anInstance: 'einer Instanz',
  connectionDetailsForId: (id) => `Verbindungsdaten von ${id}`,
  integrationMetricsPrometheus:
    'anbindung integration metriken prometheus grafana node-red n8n python curl export beispiele kubernetes kubectl manifeste yaml',
  integration: 'Anbindung',
};
