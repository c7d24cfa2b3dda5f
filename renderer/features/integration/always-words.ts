export const anInstance = 'an instance';
export const connectionDetailsForId = (id: string) => `Connection details for ${id}`;
export const integrationMetricsPrometheus =
  'integration metrics prometheus grafana node-red n8n python curl info export snippets kubernetes kubectl manifests yaml';
export const integration = 'Integration';
