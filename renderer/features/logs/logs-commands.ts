import {
  IconArrowDown,
  IconClock,
  IconCopy,
  IconDownload,
  IconFileText,
  IconSearch,
  IconTextWrap,
} from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { instanceFlag } from '../instances/commands/instance-commands.ts';
import { logOnScreen, relativeTimes, wrapLines } from './log-actions.ts';

const isOnScreen = () => logOnScreen.get() !== null;

registerCommands([
  {
    id: 'instance.logs',
    title: ({ instance }) => `Log of ${instance?.id ?? 'an instance'}`,
    short: 'Log',
    group: 'Instance',
    icon: IconFileText,
    terminalLine: ({ instance }) => terminalLine('logs', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/logs/${instance.id}`),
    keywords: 'output file lines redis.log errors warnings look tail',
  },
  {
    id: 'logs.follow',
    title: () => 'Toggle follow',
    group: 'View',
    icon: IconArrowDown,
    shortcut: 'f',
    available: isOnScreen,
    run: () => logOnScreen.get()?.toggleFollow(),
    keywords: 'tail pause resume',
  },
  {
    id: 'logs.search',
    title: () => 'Find in the log',
    group: 'View',
    icon: IconSearch,
    shortcut: '/',
    available: isOnScreen,
    run: () => logOnScreen.get()?.search(),
    keywords: 'search',
  },
  {
    id: 'logs.wrap',
    title: () => (wrapLines.get() ? 'Do not wrap long log lines' : 'Wrap long log lines'),
    group: 'View',
    icon: IconTextWrap,
    shortcut: 'w',
    available: isOnScreen,
    run: () => wrapLines.set(!wrapLines.get()),
  },
  {
    id: 'logs.times',
    title: () => (relativeTimes.get() ? 'Show absolute times' : 'Show relative times'),
    group: 'View',
    icon: IconClock,
    available: isOnScreen,
    run: () => relativeTimes.set(!relativeTimes.get()),
  },
  {
    id: 'logs.copy',
    title: () => 'Copy log lines',
    group: 'View',
    icon: IconCopy,
    available: isOnScreen,
    run: () => logOnScreen.get()?.copy(),
  },
  {
    id: 'logs.save',
    title: () => 'Save log as file',
    group: 'View',
    icon: IconDownload,
    available: isOnScreen,
    run: () => logOnScreen.get()?.save(),
    keywords: 'download export',
  },
]);
