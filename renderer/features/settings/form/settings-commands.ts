import {
  type Icon,
  IconAdjustments,
  IconArrowBarUp,
  IconArrowsLeftRight,
  IconCircleArrowUp,
  IconCopyCheck,
  IconFileText,
  IconHistory,
  IconKey,
} from '@tabler/icons-react';
import type { Command, CommandContext } from '../../../commands/command.ts';
import { registerCommands } from '../../../commands/registry.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { openDrawer, type SettingsDrawer } from '../history/drawers.ts';
import { newPassword } from '../model/new-password.ts';
import { planValues } from '../model/plan-values.ts';
import { setTextMode } from '../text/text-mode.ts';
import * as settingsAlwaysWords from '../words/always.ts';

/** A command that opens a drawer over the settings of the instance. */
function drawer(
  which: SettingsDrawer,
  icon: Icon,
  title: (id: string) => string,
  more: Pick<Command, 'keywords' | 'available' | 'terminalLine'>,
): Command {
  return {
    id: `instance.settings.${which}`,
    title: ({ instance }) => title(instance?.id ?? settingsAlwaysWords.anInstance),
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
  instance !== null && (instances.length > 1 || settingsAlwaysWords.thereIsNoOtherInstanceYet);

registerCommands([
  {
    id: 'instance.settings',
    title: ({ instance }) => settingsAlwaysWords.settingsOfId(instance?.id ?? settingsAlwaysWords.anInstance),
    short: settingsAlwaysWords.settings,
    group: 'Instance',
    icon: IconAdjustments,
    terminalLine: ({ instance }) => terminalLine('config', instanceFlag(instance?.id)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/settings/${instance.id}`),
    keywords: settingsAlwaysWords.configConfigurationRedisConf,
  },
  {
    id: 'instance.settings-text',
    title: ({ instance }) => settingsAlwaysWords.openRedisConfOf(instance?.id ?? settingsAlwaysWords.anInstance),
    group: 'Instance',
    icon: IconFileText,
    available: ({ instance }) => instance !== null && instance.state !== 'missing',
    run: ({ instance, navigate }) => {
      if (!instance) return;
      setTextMode(instance.id, true);
      navigate(`/settings/${instance.id}`);
    },
    keywords: settingsAlwaysWords.configConfigurationRedisConf,
  },
  {
    id: 'instance.raise-memory',
    title: ({ instance }) =>
      settingsAlwaysWords.raiseTheMemoryLimitOfId(instance?.id ?? settingsAlwaysWords.anInstance),
    group: 'Instance',
    icon: IconArrowBarUp,
    terminalLine: ({ instance }) =>
      terminalLine('config', { ...instanceFlag(instance?.id), memory: doubledMemory(instance) }),
    available: ({ instance }) => doubledMemory(instance) !== null,
    // Only plans the change: the user reviews and applies it like any other.
    run: ({ instance, navigate }) => {
      if (!instance) return;
      planValues(instance.id, { maxmemory: doubledMemory(instance) ?? undefined });
      navigate(`/settings/${instance.id}`);
    },
    keywords: settingsAlwaysWords.maxmemoryFullMoreOutOfMemory,
  },
  {
    id: 'instance.set-password',
    title: ({ instance }) => settingsAlwaysWords.setAPasswordForId(instance?.id ?? settingsAlwaysWords.anInstance),
    group: 'Instance',
    icon: IconKey,
    available: ({ instance }) =>
      instance !== null &&
      instance.state !== 'missing' &&
      (!instance.passwordSet || settingsAlwaysWords.itHasAPasswordAlready),
    // Only plans the change. The user may enter another one, and reads it later in the connection card.
    run: ({ instance, navigate }) => {
      if (!instance) return;
      planValues(instance.id, { requirepass: newPassword() });
      navigate(`/settings/${instance.id}`);
    },
    keywords: settingsAlwaysWords.requirepassAuthSecureProtect,
  },
  drawer('compare', IconArrowsLeftRight, (id) => settingsAlwaysWords.compareTheSettingsOfIdWith(id), {
    keywords: settingsAlwaysWords.configDifferenceSideBySide,
    available: withOthers,
  }),
  drawer('copy', IconCopyCheck, (id) => settingsAlwaysWords.copySettingsOfIdToOther(id), {
    keywords: settingsAlwaysWords.configTenantsManyTakeOverSame,
    available: withOthers,
  }),
  drawer('history', IconHistory, (id) => settingsAlwaysWords.settingsHistoryOfId(id), {
    keywords: settingsAlwaysWords.configChangesWhoWhenRevertTake,
  }),
  drawer('upgrade', IconCircleArrowUp, (id) => settingsAlwaysWords.upgradeId(id), {
    keywords: settingsAlwaysWords.versionImageNewerRedis,
    terminalLine: ({ instance }) => terminalLine('upgrade', instanceFlag(instance?.id)),
  }),
]);
