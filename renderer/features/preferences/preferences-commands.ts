import { IconInfoCircle, IconSettings, IconSparkles } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import * as alwaysWords from './always-words.ts';

registerCommands([
  {
    id: 'go.preferences',
    title: () => alwaysWords.openPreferences,
    group: 'Go to',
    icon: IconSettings,
    shortcut: 'mod+,',
    terminalLine: () => terminalLine('preferences'),
    run: ({ navigate }) => navigate('/preferences'),
    keywords: alwaysWords.keywords,
  },
  {
    id: 'help.whats-new',
    title: () => alwaysWords.whatsNew,
    group: 'Help',
    icon: IconSparkles,
    run: ({ navigate }) => navigate('/preferences/whats-new'),
    keywords: alwaysWords.whatsNewKeywords,
  },
  {
    id: 'help.about',
    title: () => alwaysWords.aboutThisApp,
    group: 'Help',
    icon: IconInfoCircle,
    terminalLine: () => terminalLine('version'),
    run: ({ navigate }) => navigate('/preferences/about'),
    keywords: alwaysWords.keywords,
  },
]);
