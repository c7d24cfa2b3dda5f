import { IconGauge } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import * as alwaysWords from './always-words.ts';

registerCommands([
  {
    id: 'instance.benchmark',
    title: ({ instance }) => alwaysWords.benchmarkOf(instance?.id ?? alwaysWords.anInstance),
    short: alwaysWords.benchmark,
    group: 'Instance',
    icon: IconGauge,
    terminalLine: ({ instance }) => terminalLine('benchmark', { instance: instance?.id }),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/benchmark/${instance.id}`),
    keywords: alwaysWords.keywords,
  },
]);
