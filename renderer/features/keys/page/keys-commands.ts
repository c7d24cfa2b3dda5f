import { IconArrowBackUp, IconChartTreemap, IconKey, IconPlus } from '@tabler/icons-react';
import { registerCommands } from '../../../commands/registry.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import * as keysAlwaysWords from '../words/always.ts';
import { keysOnScreen } from './keys-actions.ts';

/** A text field has its own undo. */
const isTyping = () => document.activeElement?.matches('input, textarea, [contenteditable="true"]') === true;

registerCommands([
  {
    id: 'instance.keys',
    title: ({ instance }) => keysAlwaysWords.browseKeysOfId(instance?.id ?? keysAlwaysWords.anInstance),
    short: keysAlwaysWords.browseKeys,
    group: 'Instance',
    icon: IconKey,
    terminalLine: ({ instance }) => terminalLine('inspect', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/keys/${instance.id}`),
    keywords: keysAlwaysWords.dataValuesScanHashListSet,
  },
  {
    id: 'keys.new',
    title: () => keysAlwaysWords.newKey,
    group: 'View',
    icon: IconPlus,
    shortcut: 'shift+n',
    available: () => keysOnScreen.get()?.newKey != null,
    run: () => keysOnScreen.get()?.newKey?.(),
    keywords: keysAlwaysWords.createAddSet,
  },
  {
    id: 'keys.memory',
    title: () => keysAlwaysWords.switchBetweenKeysAndTheirMemory,
    group: 'View',
    icon: IconChartTreemap,
    shortcut: 'm',
    available: () => keysOnScreen.get() !== null,
    run: () => keysOnScreen.get()?.switchTab(),
    keywords: keysAlwaysWords.treemapLargestSizeAnalysisBigkeys,
  },
  {
    id: 'keys.undo',
    title: () => keysAlwaysWords.undoTheLastChangeOfKeys,
    group: 'View',
    icon: IconArrowBackUp,
    shortcut: 'mod+z',
    available: () => keysOnScreen.get()?.undo != null && !isTyping(),
    run: () => keysOnScreen.get()?.undo?.(),
    keywords: keysAlwaysWords.restoreBringBackDeleted,
  },
]);
