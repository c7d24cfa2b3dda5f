import { IconArrowBackUp, IconChartTreemap, IconKey, IconPlus } from '@tabler/icons-react';
import { registerCommands } from '../../../commands/registry.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { keysOnScreen } from './keys-actions.ts';

/** A text field has its own undo. */
const isTyping = () => document.activeElement?.matches('input, textarea, [contenteditable="true"]') === true;

registerCommands([
  {
    id: 'instance.keys',
    title: ({ instance }) => `Browse keys of ${instance?.id ?? 'an instance'}`,
    short: 'Browse keys',
    group: 'Instance',
    icon: IconKey,
    terminalLine: ({ instance }) => terminalLine('inspect', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/keys/${instance.id}`),
    keywords: 'data values scan hash list set stream inspect database',
  },
  {
    id: 'keys.new',
    title: () => 'New key…',
    group: 'View',
    icon: IconPlus,
    shortcut: 'shift+n',
    available: () => keysOnScreen.get()?.newKey != null,
    run: () => keysOnScreen.get()?.newKey?.(),
    keywords: 'create add set',
  },
  {
    id: 'keys.memory',
    title: () => 'Switch between keys and their memory',
    group: 'View',
    icon: IconChartTreemap,
    shortcut: 'm',
    available: () => keysOnScreen.get() !== null,
    run: () => keysOnScreen.get()?.switchTab(),
    keywords: 'treemap largest size analysis bigkeys',
  },
  {
    id: 'keys.undo',
    title: () => 'Undo the last change of keys',
    group: 'View',
    icon: IconArrowBackUp,
    shortcut: 'mod+z',
    available: () => keysOnScreen.get()?.undo != null && !isTyping(),
    run: () => keysOnScreen.get()?.undo?.(),
    keywords: 'restore bring back deleted',
  },
]);
