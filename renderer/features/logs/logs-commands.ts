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
import * as logsAlwaysWords from './always-words.ts';
import { logOnScreen, relativeTimes, wrapLines } from './log-actions.ts';

const isOnScreen = () => logOnScreen.get() !== null;

registerCommands([
  {
    id: 'instance.logs',
    title: ({ instance }) => logsAlwaysWords.logOfId(instance?.id ?? logsAlwaysWords.anInstance),
    short: logsAlwaysWords.log,
    group: 'Instance',
    icon: IconFileText,
    terminalLine: ({ instance }) => terminalLine('logs', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/logs/${instance.id}`),
    keywords: logsAlwaysWords.outputFileLinesRedisLogErrors,
  },
  {
    id: 'logs.follow',
    title: () => logsAlwaysWords.toggleFollow,
    group: 'View',
    icon: IconArrowDown,
    shortcut: 'f',
    available: isOnScreen,
    run: () => logOnScreen.get()?.toggleFollow(),
    keywords: logsAlwaysWords.tailPauseResume,
  },
  {
    id: 'logs.search',
    title: () => logsAlwaysWords.findInTheLog,
    group: 'View',
    icon: IconSearch,
    shortcut: '/',
    available: isOnScreen,
    run: () => logOnScreen.get()?.search(),
    keywords: logsAlwaysWords.search,
  },
  {
    id: 'logs.wrap',
    title: () => (wrapLines.get() ? logsAlwaysWords.doNotWrapLongLogLines : logsAlwaysWords.wrapLongLogLines),
    group: 'View',
    icon: IconTextWrap,
    shortcut: 'w',
    available: isOnScreen,
    run: () => wrapLines.set(!wrapLines.get()),
  },
  {
    id: 'logs.times',
    title: () => (relativeTimes.get() ? logsAlwaysWords.showAbsoluteTimes : logsAlwaysWords.showRelativeTimes),
    group: 'View',
    icon: IconClock,
    available: isOnScreen,
    run: () => relativeTimes.set(!relativeTimes.get()),
  },
  {
    id: 'logs.copy',
    title: () => logsAlwaysWords.copyLogLines,
    group: 'View',
    icon: IconCopy,
    available: isOnScreen,
    run: () => logOnScreen.get()?.copy(),
  },
  {
    id: 'logs.save',
    title: () => logsAlwaysWords.saveLogAsFile,
    group: 'View',
    icon: IconDownload,
    available: isOnScreen,
    run: () => logOnScreen.get()?.save(),
    keywords: logsAlwaysWords.downloadExport,
  },
]);
