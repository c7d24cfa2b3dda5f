import { IconPlug } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';

registerCommands([
  {
    id: 'instance.integration',
    title: ({ instance }) => `Connection details for ${instance?.id ?? 'an instance'}`,
    short: 'Integration',
    group: 'Instance',
    icon: IconPlug,
    terminalLine: () => terminalLine('metrics'),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/integration/${instance.id}`),
    keywords: 'integration metrics prometheus grafana node-red n8n python curl info export snippets',
  },
]);
