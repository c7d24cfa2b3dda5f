import {
  type Icon,
  IconAdjustments,
  IconArrowBarUp,
  IconArrowsLeftRight,
  IconCircleArrowUp,
  IconCopyCheck,
  IconHistory,
} from '@tabler/icons-react';
import type { Command, CommandContext } from '../../../commands/command.ts';
import { registerCommands } from '../../../commands/registry.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { openDrawer, type SettingsDrawer } from '../history/drawers.ts';
import { want } from './draft.ts';

/** A command that opens a drawer over the settings of the instance. */
function drawer(
  which: SettingsDrawer,
  icon: Icon,
  title: (id: string) => string,
  more: Pick<Command, 'keywords' | 'available' | 'terminalLine'>,
): Command {
  return {
    id: `instance.settings.${which}`,
    title: ({ instance }) => title(instance?.id ?? 'an instance'),
    group: 'Instance',
    icon,
    available: ({ instance }) => instance !== null && instance.state !== 'missing',
    run: ({ instance, navigate }) => {
      if (!instance) return;
      openDrawer(instance.id, which);
      navigate(`/settings/${instance.id}`);
    },
    ...more,
  };
}

/** Twice the limit in `maxmemory` notation; null if the limit is unknown or not set. */
function doubledMemory(instance: CommandContext['instance']): string | null {
  const limit = instance?.memory.limitBytes ?? null;
  return limit === null ? null : `${Math.ceil((limit * 2) / 1024 ** 2)}mb`;
}

const withOthers: NonNullable<Command['available']> = ({ instance, instances }) =>
  instance !== null && (instances.length > 1 || 'There is no other instance yet.');

registerCommands([
  {
    id: 'instance.settings',
    title: ({ instance }) => `Settings of ${instance?.id ?? 'an instance'}`,
    short: 'Settings',
    group: 'Instance',
    icon: IconAdjustments,
    terminalLine: ({ instance }) => terminalLine('config', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/settings/${instance.id}`),
    keywords: 'config configuration redis.conf maxmemory persistence password change',
  },
  {
    id: 'instance.raise-memory',
    title: ({ instance }) => `Raise the memory limit of ${instance?.id ?? 'an instance'}…`,
    group: 'Instance',
    icon: IconArrowBarUp,
    terminalLine: ({ instance }) =>
      terminalLine('config', { ...instanceFlag(instance?.id), memory: doubledMemory(instance) }),
    available: ({ instance }) => doubledMemory(instance) !== null,
    // Only plans the change: the user reviews and applies it like any other.
    run: ({ instance, navigate }) => {
      if (!instance) return;
      want(instance.id, { maxmemory: doubledMemory(instance) ?? undefined });
      navigate(`/settings/${instance.id}`);
    },
    keywords: 'maxmemory full more out of memory',
  },
  drawer('compare', IconArrowsLeftRight, (id) => `Compare the settings of ${id} with another instance…`, {
    keywords: 'config difference side by side',
    available: withOthers,
  }),
  drawer('copy', IconCopyCheck, (id) => `Copy settings of ${id} to other instances…`, {
    keywords: 'config tenants many take over same',
    available: withOthers,
  }),
  drawer('history', IconHistory, (id) => `Settings history of ${id}…`, {
    keywords: 'config changes who when revert take back undo',
  }),
  drawer('upgrade', IconCircleArrowUp, (id) => `Upgrade ${id}…`, {
    keywords: 'version image newer redis',
    terminalLine: ({ instance }) => terminalLine('upgrade', instanceFlag(instance?.id)),
  }),
]);
