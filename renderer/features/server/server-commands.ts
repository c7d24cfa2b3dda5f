import { IconClockExclamation, IconCpu, IconPuzzle, IconUsers } from '@tabler/icons-react';
import type { Command } from '../../commands/command.ts';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { instanceFlag } from '../instances/commands/instance-commands.ts';
import * as alwaysWords from './words/always.ts';

type Shown = Pick<Command, 'icon' | 'keywords'> & { readonly title: (id: string) => string };

/** Opens a panel of the target instance. */
function panelCommand(panel: 'slow-log' | 'clients' | 'memory' | 'modules', { title, ...shown }: Shown): Command {
  return {
    id: `instance.${panel}`,
    title: ({ instance }) => title(instance?.id ?? alwaysWords.anInstance),
    group: 'Instance',
    terminalLine: ({ instance }) =>
      panel === 'modules'
        ? terminalLine('modules', instanceFlag(instance?.id))
        : terminalLine('server', { ...instanceFlag(instance?.id), section: panel }),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/instances/${instance.id}/${panel}`),
    ...shown,
  };
}

registerCommands([
  panelCommand('slow-log', {
    title: alwaysWords.slowLogOf,
    icon: IconClockExclamation,
    keywords: alwaysWords.slowLogWords,
  }),
  panelCommand('clients', {
    title: alwaysWords.clientsOf,
    icon: IconUsers,
    keywords: alwaysWords.clientsWords,
  }),
  panelCommand('modules', { title: alwaysWords.modulesOf, icon: IconPuzzle, keywords: alwaysWords.modulesWords }),
  panelCommand('memory', { title: alwaysWords.memoryOf, icon: IconCpu, keywords: alwaysWords.memoryWords }),
]);
