import { IconAdjustments } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../terminal-line.ts';
import { instanceFlag } from '../instances/instance-commands.ts';

registerCommands([
  {
    id: 'instance.settings',
    title: ({ instance }) => `Settings of ${instance?.id ?? 'an instance'}`,
    short: 'Settings',
    group: 'Instance',
    icon: IconAdjustments,
    terminalLine: ({ instance }) => terminalLine('config', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/settings/${instance.id}`),
    keywords: 'config configuration redis.conf maxmemory persistence password change',
  },
]);
