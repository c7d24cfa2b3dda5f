import type { Companion, CompanionChange } from '../../../../shared/contract/companion.ts';
import type { Api } from '../../../../shared/contract/contract.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { type ExitCode, exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { requireClientId } from '../../cli/require-client.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments, CommonFlag } from '../../flags/flags.ts';
import { companionBackupLines, companionLines } from './companion-lines.ts';
import { exportCompanionFiles } from './export-files.ts';
import * as companionWords from './words.ts';

const ownFlags = ['client-id', 'companion', 'change', 'backup-name', 'export'] as const;
type Given = Arguments<(typeof ownFlags)[number] | CommonFlag>;

export const companions = defineAction({
  name: 'companions',
  summary: companionWords.showTheServicesOfATenant,
  details: [
    companionWords.createThemWith,
    companionWords.changeNeedsACompanion,
    companionWords.removeTakesABackup,
    companionWords.exportWritesFiles,
  ],
  flags: ownFlags,
  async run(context, args) {
    const id = requireClientId(args, 'companions');
    checkTogether(args);
    if (args.export !== undefined) return exportTo(context, id, args.export, args);
    const api = await context.api();
    const all = await context.stop.orStop(api.companions.list({ id }));
    if (args.companion === undefined) return list(context, id, all);
    const found = all.find(({ name }) => name === args.companion);
    if (!found) {
      const message = companionWords.hasNone(id, args.companion);
      throw new AppError('NOT_FOUND', message, { what: 'companion', id: `${id}/${args.companion}` });
    }
    return args.change === undefined ? show(context, api, found) : change(context, found, args);
  },
});

/** @throws AppError BAD_VALUE for flags that require or exclude each other */
function checkTogether({ change: wanted, companion, export: folder, 'backup-name': backup }: Given): void {
  if (folder !== undefined && (wanted ?? companion ?? backup) !== undefined)
    throw badUsage('--export', companionWords.givenAlone, companionWords.exportIsGivenAlone);
  if (wanted !== undefined && companion === undefined)
    throw badUsage('--companion', companionWords.aServiceOfTheTenant, companionWords.changeNeedsItsCompanion);
  if (wanted === 'restore' && backup === undefined)
    throw badUsage('--backup-name', companionWords.aBackupOfTheCompanion, companionWords.restoreNeedsABackup);
  if (backup !== undefined && wanted !== 'restore' && wanted !== 'backup')
    throw badUsage('--backup-name', companionWords.givenAlone, companionWords.backupNameIsForAChange);
}

function list({ output }: ActionContext, id: string, all: readonly Companion[]): ExitCode {
  const lines = all.flatMap((one) => companionLines(one, output.style, Date.now()));
  output.answer(all, all.length === 0 ? [companionWords.noCompanions(id)] : lines);
  return exitCodes.done;
}

async function show({ output, stop }: ActionContext, api: Api, found: Companion): Promise<ExitCode> {
  const { client: id, name } = found;
  const backups = await stop.orStop(api.companions.backups({ id, name }));
  const now = Date.now();
  output.answer({ ...found, backups }, [
    ...companionLines(found, output.style, now),
    ...companionBackupLines(backups, now),
  ]);
  return exitCodes.done;
}

async function change(context: ActionContext, found: Companion, args: Given): Promise<ExitCode> {
  const { client: id, name, title } = found;
  const { output, questions } = context;
  const backup = args['backup-name'];
  const stateAnswer = (result: CompanionChange, line: string) => {
    const { unchanged, ...after } = result;
    const lines = [unchanged ?? line, ...companionLines(after, output.style, Date.now())];
    output.answer({ ...result, changed: unchanged === undefined }, lines);
  };
  switch (args.change) {
    case 'start': {
      const { result } = await perform(context, (api) => api.companions.start({ id, name }));
      stateAnswer(result, companionWords.created(title));
      return exitCodes.done;
    }
    case 'stop': {
      const { result } = await perform(context, (api) => api.companions.stop({ id, name }));
      stateAnswer(result, companionWords.stopped(title));
      return exitCodes.done;
    }
    case 'backup': {
      const { result } = await perform(context, (api) => api.companions.backup({ id, name, backup }));
      output.answer(result, [companionWords.backedUp(title, result.name, formatBytes(result.sizeBytes))]);
      return exitCodes.done;
    }
    case 'restore': {
      const from = backup ?? '';
      await questions.confirm({
        yes: args.yes,
        what: companionWords.replacesItsData(title, id, from),
        lost: async () => [companionWords.aBackupIsTakenFirst],
        question: companionWords.restoreIt(title),
      });
      const { result } = await perform(context, (api) => api.companions.restore({ id, name, backup: from }));
      output.answer(result, [companionWords.restored(title, result.backup, result.safetyBackup)]);
      return exitCodes.done;
    }
    default: {
      await questions.confirm({
        yes: args.yes,
        what: companionWords.removesIt(title, id),
        lost: async () => [companionWords.aBackupIsTakenFirst],
        question: companionWords.removeIt(title),
      });
      const { result } = await perform(context, (api) => api.companions.remove({ id, name }));
      const again = companionWords.createItAgain(id, name, result.backup);
      output.answer(result, [companionWords.removed(title, result.backup), again]);
      return exitCodes.done;
    }
  }
}

async function exportTo(context: ActionContext, id: string, folder: string, args: Given): Promise<ExitCode> {
  const written = await exportCompanionFiles(context, id, folder, args.yes);
  context.output.answer({ client: id, written }, written.map(companionWords.wrote));
  return exitCodes.done;
}
