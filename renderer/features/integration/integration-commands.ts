import { IconPlug } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import * as integrationAlwaysWords from './always-words.ts';

registerCommands([
  {
    id: 'instance.integration',
    title: ({ instance }) =>
      integrationAlwaysWords.connectionDetailsForId(instance?.id ?? integrationAlwaysWords.anInstance),
    short: integrationAlwaysWords.integration,
    group: 'Instance',
    icon: IconPlug,
    terminalLine: () => terminalLine('metrics'),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/integration/${instance.id}`),
    keywords: integrationAlwaysWords.integrationMetricsPrometheus,
  },
]);
