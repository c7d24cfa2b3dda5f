import type { RestorePreview } from '../../../../shared/contract/backup.ts';
import type { Api } from '../../../../shared/contract/contract.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { withDataChoice } from '../../cli/data-choice.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { newTenantFlags, newTenantOf } from '../../cli/new-tenant.ts';
import { perform } from '../../cli/perform.ts';
import { refuseReplica } from '../../cli/refuse-replica.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { formatDuration, formatTime } from '../../format/format.ts';

export const restore = defineAction({
  name: 'restore',
  summary: 'Put a backup in place of what an instance holds now, or into a new tenant',
  details: [
    'The backup is checked first, and what is there now is saved. When anything goes wrong the old data is back.',
    '--action undo takes it back for as long as that safety backup is kept.',
    '--to-client ID makes a new tenant for it, with --runtime, --port and --memory as create-client takes them.',
    'Where an archive holds a dump and an AOF and nothing in it says which one counts, choose with --data.',
  ],
  flags: [...instanceFlags, 'backup-name', 'into', 'data', ...newTenantFlags],
  async run(context, args) {
    const instance = instanceOf(args);
    const name = namedBackup('restore', args);
    const newTenant = newTenantOf(args);
    const into = newTenant?.id ?? args.into ?? instance;
    const wish = newTenant ? { instance, name, newTenant } : { instance, name, into };
    // Reject an unknown backup before the first question.
    const preview = await context.stop.orStop((await context.api()).backups.restorePreview(wish));
    // Into a new tenant nothing is lost.
    if (!newTenant) {
      await refuseReplica(context, into, 'restore');
      await context.questions.confirm({
        yes: args.yes,
        what: `replaces the data of ${into} by the backup ${name}`,
        lost: async () => beside(preview),
        question: `Restore ${name} into ${into}?`,
      });
    }
    if (preview.warning !== null && (newTenant || args.yes === 'yes')) context.output.note(preview.warning);
    const { result: done } = await withDataChoice(context, args.data, (data) =>
      perform(context, (api) => api.backups.restore({ ...wish, data })),
    );
    const expired = done.expiredSince ? `; ${formatCount(done.expiredSince)} had expired since` : '';
    const evicted = done.evicted ? `; ${formatCount(done.evicted)} were evicted by the memory limit of ${into}` : '';
    const undo = done.safetyBackup === null ? '' : ` ${undoLine(into)}`;
    const seconds = (done.durationMs / 1000).toFixed(1);
    const where = newTenant ? `the new tenant ${into}` : into;
    const lines = [
      `Restored ${name} into ${where}: ${counted(done.keys, 'key')} in ${seconds} s${expired}${evicted}.${undo}`,
    ];
    if (newTenant) lines.push(await urlLine(await context.api(), into));
    context.output.answer(done, lines);
    return exitCodes.done;
  },
});

/** How the state before is brought back. */
export function undoLine(instance: string): string {
  return `What was there before comes back with --action undo${instance === 'main' ? '' : ` --instance ${instance}`}.`;
}

async function urlLine(api: Api, id: string): Promise<string> {
  const { url } = await api.tenants.get({ id });
  return `URL: ${url}`;
}

/** What is there now and what will be, in figures. */
function beside({ backup, now, into, problem, warning }: RestorePreview): string[] {
  const age = formatDuration((Date.now() - Date.parse(backup.createdAt)) / 1000);
  const keysNow = now.keys === null ? `not known, it is ${now.state}` : counted(now.keys, 'key');
  const memory = now.memoryBytes === null ? '' : `, ${formatBytes(now.memoryBytes)} in memory`;
  const keysThen = backup.keys === null ? 'keys not counted yet' : counted(backup.keys, 'key');
  const lines = [
    `This replaces the data of ${into}:`,
    `  now:    ${keysNow}${memory}`,
    `  after:  ${keysThen}, as of ${formatTime(backup.createdAt, Date.now())}, ${age} older`,
  ];
  if (now.connectedClients)
    lines.push(`  ${counted(now.connectedClients, 'connected client')} will have to connect again`);
  lines.push(backup.proof?.ok ? '  The backup is verified.' : '  The backup is not verified.');
  if (warning !== null) lines.push(`  ${warning}`);
  if (problem !== null) lines.push(`  ${problem}`);
  return [...lines, 'A safety backup of what is there now is taken first.'];
}
