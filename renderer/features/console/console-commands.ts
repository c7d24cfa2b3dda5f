import { IconTerminal2 } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { instanceFlag } from '../instances/commands/instance-commands.ts';
import * as consoleAlwaysWords from './always-words.ts';

registerCommands([
  {
    id: 'instance.console',
    title: ({ instance }) => consoleAlwaysWords.consoleOfId(instance?.id ?? consoleAlwaysWords.anInstance),
    short: consoleAlwaysWords.consoleLabel,
    group: 'Instance',
    icon: IconTerminal2,
    terminalLine: ({ instance }) => terminalLine('cli', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/console/${instance.id}`),
    keywords: consoleAlwaysWords.keywords,
  },
]);
