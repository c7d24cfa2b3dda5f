import { IconAdjustments, IconArchive, IconServer2 } from '@tabler/icons-react';
import type { Backup } from '../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { Setting } from '../../../shared/contract/settings.ts';
import type { Tenant } from '../../../shared/contract/tenant.ts';
import { orpc } from '../../client/api.ts';
import { partOfPage } from '../../client/lost-files.ts';
import { queryClient } from '../../client/query-client.ts';
import type { Command, CommandContext } from '../../commands/command.ts';
import { availability, runCommand } from '../../commands/context.ts';
import type { Entry } from '../../commands/entry.ts';
import { badgeWords } from '../../components/feedback/badge-state.ts';
import { badgeState } from '../../features/instances/model/problem-cure.ts';
import { settingsSearch, settingsWhich } from '../../features/settings/form/settings-search.ts';
import { directiveWords } from '../../features/settings/model/directive-words.ts';
import { trustOf, trustWords } from '../../lib/backup-words.ts';
import { bytes, exactTime, ops } from '../../lib/format.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import * as appWords from '../words.ts';

/** All entries of the palette, from the data that is already loaded. */
export function paletteEntries(context: CommandContext, commands: readonly Command[]): readonly Entry[] {
  const tenants = queryClient.getQueryData(orpc.tenants.list.queryKey()) ?? [];
  const backups = queryClient.getQueryData(orpc.backups.list.queryKey({ input: {} })) ?? [];
  const about = context.instance?.id ?? null;
  const settings =
    about === null
      ? []
      : (queryClient.getQueryData(orpc.settings.describe.queryKey({ input: { id: about } }))?.settings ?? []);
  return [
    ...context.instances.map((status) => instanceEntry(status, tenants, context)),
    ...backups.map(backupEntry),
    ...settings.map((setting) => settingEntry(setting, about ?? '', context)),
    ...commands.flatMap((command) => commandEntry(command, context)),
  ];
}

function instanceEntry(status: InstanceStatus, tenants: readonly Tenant[], context: CommandContext): Entry {
  const { id, port, url, memory, runtime, commands } = status;
  const state = badgeState(status, !context.connected);
  const group = tenants.find((tenant) => tenant.id === id)?.group ?? null;
  const used = memory.usedBytes === null ? null : bytes(memory.usedBytes);
  const facts = [
    badgeWords[state],
    url?.replace(/^(?:rediss?|unix):\/\//, '') ?? null,
    group,
    used === null
      ? null
      : memory.limitBytes === null
        ? used
        : appWords.usedOfLimitBytes(used, bytes(memory.limitBytes)),
    commands.perSecond === null ? null : ops(commands.perSecond),
  ];
  return {
    id: `instance:${id}`,
    kind: 'instance',
    title: id,
    also: `${port ?? ''} ${group ?? ''} ${runtime ?? ''} ${state}`,
    line: facts.filter((fact) => fact !== null).join(' · '),
    mono: false,
    icon: IconServer2,
    state,
    blocked: null,
    copies: terminalLine('status', { instance: id }),
    open: () => context.navigate(`/instances/${id}`),
  };
}

function backupEntry(backup: Backup): Entry {
  const { instance, name, createdAt, sizeBytes, note, reason } = backup;
  const trust = trustWords[trustOf(backup)];
  return {
    id: `backup:${instance}/${name}`,
    kind: 'backup',
    title: name,
    also: `${instance} ${note ?? ''} ${reason} ${trust}`,
    line: appWords.backupOfInstanceCreatedAtSize(instance, exactTime(createdAt), bytes(sizeBytes), trust),
    mono: false,
    icon: IconArchive,
    blocked: null,
    copies: terminalLine('restore', { instance, 'backup-name': name }),
    open: () =>
      void partOfPage(() => import('../../features/backups/actions/do-backup.ts')).then(({ showBackup }) =>
        showBackup(backup),
      ),
  };
}

function settingEntry(setting: Setting, instance: string, context: CommandContext): Entry {
  const { name, group } = setting;
  return {
    id: `setting:${name}`,
    kind: 'setting',
    title: directiveWords(setting).title,
    also: `${name} ${group}`,
    line: appWords.settingsOfInstanceGroupName(instance, group, name),
    mono: false,
    icon: IconAdjustments,
    blocked: null,
    copies: null,
    open: () => {
      settingsWhich.set('all');
      settingsSearch.set(name);
      context.navigate(`/settings/${instance}`);
    },
  };
}

function commandEntry(command: Command, context: CommandContext): readonly Entry[] {
  const available = availability(command, context);
  if (available === false) return [];
  const copies = command.terminalLine?.(context) ?? null;
  const blocked = available === true ? null : available;
  return [
    {
      id: `command:${command.id}`,
      kind: command.group === 'Go to' ? 'view' : 'command',
      title: command.title(context),
      also: `${command.group} ${command.keywords ?? ''} ${copies ?? ''}`,
      line: blocked ?? copies ?? appWords.noCliEquivalent,
      mono: blocked === null && copies !== null,
      icon: command.icon,
      ...(command.shortcut ? { shortcut: command.shortcut } : {}),
      blocked,
      copies,
      open: () => runCommand(command, context),
    },
  ];
}
