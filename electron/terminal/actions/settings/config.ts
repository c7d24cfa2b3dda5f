import type { Api } from '../../../../shared/contract/contract.ts';
import type { SettingsApplied, SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { applySettings } from '../../cli/apply-settings.ts';
import { type ExitCode, exitCodes } from '../../cli/exit-codes.ts';
import type { Confirmation } from '../../cli/questions.ts';
import { restoreEvicted } from '../../cli/restore-evicted.ts';
import { readSettingsRequest } from '../../cli/settings-request.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { appliedLines, planLines, settingsLines } from '../../format/print-settings.ts';
import * as settingsWords from './words.ts';

export const config = defineAction({
  name: 'config',
  summary: settingsWords.showTheSettingsOfAnInstance,
  details: [
    settingsWords.changesArePlannedAndCheckedFirst,
    settingsWords.ifNecessaryAndTheOldSettings,
    '--set changes any directive of redis.conf and may be repeated; nothing after the = removes it from the file,',
    settingsWords.exceptSaveWhereItMeansNever,
    '--revert reverts one of the changes that config-history lists.',
    settingsWords.revertEvictionDetail,
    settingsWords.aChangeThatEvictsKeysNeeds,
    settingsWords.lockOutDetail,
  ],
  flags: [...instanceFlags, 'memory', 'persistence', 'set', 'revert', 'restore-keys', 'drift', 'dry-run'],
  async run(context, args) {
    const id = instanceOf(args);
    const api = await context.api();
    if (args['restore-keys'] !== undefined && args.revert === undefined) {
      const message = '--restore-keys is for a change that is reverted: add --revert, or leave it out.';
      throw badUsage('--restore-keys', settingsWords.givenWithRevert, message);
    }
    const request = await readSettingsRequest(context, api, id, args);
    if (request !== null) return change(context, api, id, request, args);
    if (args['dry-run']) {
      const message = '--dry-run needs a change: --memory, --persistence, --set, --revert or --drift.';
      throw badUsage('--dry-run', settingsWords.givenWithAChange, message);
    }
    const document = await context.stop.orStop(api.settings.describe({ id }));
    const values = document.settings.flatMap(({ name, live, file, default: fallback }) => {
      const value = live ?? file ?? fallback;
      return value === null ? [] : [[name, value] as const];
    });
    const { persistence, path, running, drift } = document;
    const pending = document.settings.filter((setting) => setting.pending).map(({ name }) => name);
    const { refusal = null } = document;
    const answer = { id, settings: Object.fromEntries(values), pending, persistence, path, running, drift, refusal };
    context.output.answer(answer, settingsLines(document, context.output.style));
    return exitCodes.done;
  },
});

async function change(
  context: ActionContext,
  api: Api,
  id: string,
  request: SettingsChangeRequest,
  args: Arguments<'dry-run' | 'restore-keys'> & { readonly yes?: Confirmation['yes'] },
): Promise<ExitCode> {
  const { output, stop } = context;
  const { yes, 'dry-run': dryRun } = args;
  const plan = await stop.orStop(api.settings.plan({ id, request }));
  if (dryRun === true) {
    output.answer(plan, planLines(plan, output.style));
    return exitCodes.done;
  }
  const done = await applySettings(context, { id, request, plan }, yes);
  const { evictedBefore } = done;
  const restored =
    evictedBefore === null
      ? null
      : await restoreEvicted(context, { id, safetyBackup: evictedBefore }, args['restore-keys']);
  const lines = appliedLines(restored === null ? done : { ...done, evictedBefore: null });
  if (restored !== null)
    lines.push(settingsWords.countedRestoredFromBackup(counted(restored.keys, 'key'), restored.backup));
  output.answer({ ...document(done), restoredKeys: restored?.keys ?? null }, lines);
  return exitCodes.done;
}

/** Recreating a container is shown as a restart. */
function document(done: SettingsApplied) {
  const { id, applied, restarted, safetyBackup, evictedKeys, evictedBefore, keptSnapshot } = done;
  return {
    id,
    applied: applied.map((one) => ({ ...one, how: one.how === 'live' ? 'live' : 'restart' })),
    restarted,
    safetyBackup,
    evictedKeys,
    evictedBefore,
    keptSnapshot,
  };
}
