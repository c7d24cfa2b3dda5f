import { IconGitCompare } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { compareAddress, compareRoot } from './model/compare-address.ts';
import * as compareAlwaysWords from './words/always.ts';

registerCommands([
  {
    id: 'instance.compare',
    title: ({ instance }) =>
      instance === null ? compareAlwaysWords.compareBackupsAndInstances : compareAlwaysWords.compareKeysOf(instance.id),
    short: compareAlwaysWords.compareBackupsAndInstances,
    group: 'Instance',
    icon: IconGitCompare,
    run: ({ instance, navigate }) =>
      navigate(compareAddress(compareRoot(null, instance && { kind: 'instance', instance: instance.id }))),
    keywords: compareAlwaysWords.keywords,
  },
]);
