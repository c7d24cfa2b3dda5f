import { IconArrowBackUp, IconChartTreemap, IconGitMerge, IconKey, IconPlus } from '@tabler/icons-react';
import { orpc } from '../../../client/api.ts';
import { queryClient } from '../../../client/query-client.ts';
import { registerCommands } from '../../../commands/registry.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { openRestoreKeys } from '../restore/restore-keys-dialog-state.ts';
import * as keysAlwaysWords from '../words/always.ts';
import { keysOnScreen } from './keys-actions.ts';

/** A text field has its own undo. */
const isTyping = () => document.activeElement?.matches('input, textarea, [contenteditable="true"]') === true;

function branchOf(id: string | undefined) {
  return queryClient.getQueryData(orpc.tenants.list.queryKey())?.find((tenant) => tenant.id === id)?.branch ?? null;
}

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
    id: 'instance.promote',
    title: ({ instance }) => keysAlwaysWords.promoteId(instance?.id ?? keysAlwaysWords.anInstance),
    short: keysAlwaysWords.promote,
    group: 'Instance',
    icon: IconGitMerge,
    terminalLine: ({ instance }) => terminalLine('promote-client', { 'client-id': instance?.id }),
    available: ({ instance }) => {
      const branch = branchOf(instance?.id);
      return branch !== null && instance?.state === 'running';
    },
    run: ({ instance, navigate }) => {
      const branch = branchOf(instance?.id);
      if (!instance || !branch) return;
      navigate(`/keys/${instance.id}`);
      openRestoreKeys({
        source: { kind: 'instance', instance: instance.id },
        sourceTitle: instance.id,
        ...{
          selection: { all: true },
          keys: null,
          into: branch.from,
          existing: 'replace',
          deletesExtra: true,
          flags: null,
        },
      });
    },
    keywords: keysAlwaysWords.mergeBackIntoItsOrigin,
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
