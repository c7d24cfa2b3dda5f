import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconGitBranch,
  IconGitCompare,
  IconHourglass,
  IconInfinity,
  IconPlus,
  IconShieldCheck,
  IconTool,
  IconTrash,
} from '@tabler/icons-react';
import { MAIN } from '../../../../shared/contract/names.ts';
import { api, orpc } from '../../../client/api.ts';
import { partOfPage } from '../../../client/lost-files.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import type { CommandContext } from '../../../commands/command.ts';
import { registerCommands } from '../../../commands/registry.ts';
import { coreSentence } from '../../../lib/core-sentence.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { busyWith } from '../../instances/commands/instance-commands.ts';
import { branchAsked } from '../branch/branch-dialog-state.ts';
import { noRoomLeft } from '../create/room-left.ts';
import { destroyAsked } from '../destroy/tenant-dialog-state.ts';
import { moveAsked } from '../move/move-dialog-state.ts';
import * as tenantsAlwaysWords from '../words/always.ts';

function isTenant({ instance }: CommandContext): boolean {
  return instance !== null && instance.id !== MAIN;
}

function defectOf({ instance }: CommandContext) {
  const tenants = queryClient.getQueryData(orpc.tenants.list.queryKey());
  return tenants?.find(({ id }) => id === instance?.id)?.defect ?? null;
}

function tenantOf({ instance }: CommandContext) {
  return queryClient.getQueryData(orpc.tenants.list.queryKey())?.find(({ id }) => id === instance?.id);
}

function branchOf({ instance }: CommandContext) {
  const tenants = queryClient.getQueryData(orpc.tenants.list.queryKey());
  return tenants?.find(({ id }) => id === instance?.id)?.branch ?? null;
}

const loadExtend = () => partOfPage(() => import('../branch/extend.ts'));

function lastDestroyed() {
  return queryClient.getQueryData(orpc.tenants.destroyed.queryKey())?.find(({ movedTo }) => movedTo === undefined);
}

registerCommands([
  {
    id: 'tenants.new',
    title: () => tenantsAlwaysWords.newTenant,
    group: 'All instances',
    icon: IconPlus,
    shortcut: 'n',
    terminalLine: () => `${terminalLine('create-client')} --client-id …`,
    available: () => noRoomLeft(queryClient.getQueryData(orpc.tenants.ports.queryKey())) ?? true,
    run: ({ navigate }) => navigate('/tenants/new'),
    keywords: tenantsAlwaysWords.createAddClientProject,
  },
  {
    id: 'instance.repair',
    title: (context) =>
      coreSentence(
        `${defectOf(context)?.repair ?? tenantsAlwaysWords.repair} (${context.instance?.id ?? tenantsAlwaysWords.aTenant})`,
      ),
    short: tenantsAlwaysWords.repair,
    group: 'Instance',
    icon: IconTool,
    terminalLine: ({ instance }) => terminalLine('repair-client', { 'client-id': instance?.id }),
    available: (context) => isTenant(context) && defectOf(context) !== null && (busyWith(context) ?? true),
    run: async ({ instance }) => {
      if (instance) await runOperation(() => api.tenants.repair({ id: instance.id }));
    },
    keywords: tenantsAlwaysWords.mendFixConvertAdopt,
  },
  {
    id: 'instance.branch',
    title: ({ instance }) => tenantsAlwaysWords.branchId(instance?.id ?? tenantsAlwaysWords.anInstance),
    short: tenantsAlwaysWords.branch,
    group: 'Instance',
    icon: IconGitBranch,
    terminalLine: ({ instance }) => `${terminalLine('create-client', { from: instance?.id })} --client-id …`,
    available: (context) =>
      context.instance != null && context.instance.runtime !== null && (busyWith(context) ?? true),
    run: ({ instance }) => instance && branchAsked.set({ from: instance.id, backup: null }),
    keywords: tenantsAlwaysWords.copyTryExperimentClone,
  },
  {
    id: 'instance.compare-origin',
    title: ({ instance }) => tenantsAlwaysWords.compareOrigin(instance?.id ?? tenantsAlwaysWords.aTenant),
    short: tenantsAlwaysWords.compareWithItsOrigin,
    group: 'Instance',
    icon: IconGitCompare,
    available: (context) => branchOf(context) !== null,
    run: (context) => {
      const branch = branchOf(context);
      if (branch && context.instance)
        context.navigate(`/compare?before=instance:${branch.from}&after=instance:${context.instance.id}`);
    },
    keywords: tenantsAlwaysWords.differenceChanged,
  },
  {
    id: 'instance.extend',
    title: ({ instance }) => tenantsAlwaysWords.extendId(instance?.id ?? tenantsAlwaysWords.aTenant),
    short: tenantsAlwaysWords.extend,
    group: 'Instance',
    icon: IconHourglass,
    terminalLine: ({ instance }) => terminalLine('extend-client', { 'client-id': instance?.id, expires: '24h' }),
    available: (context) => branchOf(context) !== null,
    run: async ({ instance }) => instance && (await loadExtend()).extendBranch(instance.id),
    keywords: tenantsAlwaysWords.expiryRenewBranch,
  },
  {
    id: 'instance.keep',
    title: ({ instance }) => tenantsAlwaysWords.keepId(instance?.id ?? tenantsAlwaysWords.aTenant),
    short: tenantsAlwaysWords.keep,
    group: 'Instance',
    icon: IconInfinity,
    terminalLine: ({ instance }) => terminalLine('extend-client', { 'client-id': instance?.id, expires: 'none' }),
    available: (context) => (branchOf(context)?.expiresAt ?? null) !== null,
    run: async ({ instance }) => instance && (await loadExtend()).keepBranch(instance.id),
    keywords: tenantsAlwaysWords.expiryRenewBranch,
  },
  {
    id: 'instance.move',
    title: ({ instance }) => tenantsAlwaysWords.moveId(instance?.id ?? tenantsAlwaysWords.aTenant),
    short: tenantsAlwaysWords.moveToAnotherMachine,
    group: 'Instance',
    icon: IconArrowsExchange,
    terminalLine: ({ instance }) => `${terminalLine('move-client', { 'client-id': instance?.id })} --engine …`,
    available: (context) => isTenant(context) && (busyWith(context) ?? true),
    run: ({ instance }) => instance && moveAsked.set(instance.id),
    keywords: tenantsAlwaysWords.machineMigrateRelocate,
  },
  {
    id: 'instance.move-back',
    title: ({ instance }) => tenantsAlwaysWords.moveBackId(instance?.id ?? tenantsAlwaysWords.aTenant),
    short: tenantsAlwaysWords.moveBack,
    group: 'Instance',
    icon: IconArrowBackUp,
    terminalLine: ({ instance }) => terminalLine('move-client', { 'client-id': instance?.id, undo: 'yes' }),
    available: (context) => tenantOf(context)?.movedFrom !== undefined && (busyWith(context) ?? true),
    run: async ({ instance }) => instance && (await partOfPage(() => import('../move/move.ts'))).moveBack(instance.id),
    keywords: tenantsAlwaysWords.machineMigrateRelocate,
  },
  {
    id: 'instance.destroy',
    title: ({ instance }) => tenantsAlwaysWords.destroyId(instance?.id ?? tenantsAlwaysWords.aTenant),
    short: tenantsAlwaysWords.destroy,
    group: 'Instance',
    icon: IconTrash,
    terminalLine: ({ instance }) => terminalLine('destroy-client', { 'client-id': instance?.id }),
    available: (context) => isTenant(context) && (busyWith(context) ?? true),
    run: ({ instance }) => instance && destroyAsked.set([instance.id]),
    keywords: tenantsAlwaysWords.deleteRemoveClientUninstall,
    danger: true,
  },
  {
    id: 'tenants.bring-back',
    title: () => tenantsAlwaysWords.recoverId(lastDestroyed()?.id ?? tenantsAlwaysWords.theLastDestroyedTenant),
    group: 'All instances',
    icon: IconArrowBackUp,
    terminalLine: () => terminalLine('undo-destroy', { 'safety-backup': lastDestroyed()?.safetyBackup }),
    available: (context) => lastDestroyed() !== undefined && (busyWith({ ...context, instance: null }) ?? true),
    run: async () => {
      const last = lastDestroyed();
      if (last) await (await partOfPage(() => import('../destroy/destroy.ts'))).bringBack(last.safetyBackup);
    },
    keywords: tenantsAlwaysWords.bringBackUndoDestroyRestoreTenant,
  },
  {
    id: 'tenants.isolation',
    title: () => tenantsAlwaysWords.testIsolation,
    group: 'All instances',
    icon: IconShieldCheck,
    terminalLine: () => terminalLine('test-isolation'),
    run: ({ navigate }) => navigate('/tenants/isolation'),
    keywords: tenantsAlwaysWords.networkReachProveProofSecurity,
  },
]);
