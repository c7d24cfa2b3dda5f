import { IconStethoscope } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import * as diagnosticsAlwaysWords from './always-words.ts';

registerCommands([
  {
    id: 'diagnostics.run',
    title: () => diagnosticsAlwaysWords.runTheChecks,
    group: 'All instances',
    icon: IconStethoscope,
    terminalLine: () => terminalLine('diagnose'),
    run: ({ navigate }) => navigate('/diagnostics'),
    keywords: diagnosticsAlwaysWords.diagnosticsKeywords,
  },
]);
