/** What people read in integration/always-words. */
export const integrationAlwaysWords = {
  anInstance: 'an instance',
  connectionDetailsForId: (id: string) => `Connection details for ${id}`,
  integrationMetricsPrometheus: 'integration metrics prometheus grafana node-red n8n python curl info export snippets',
};
