import { resolve } from 'node:path';
import type { Api } from '../../../../shared/contract/contract.ts';
import type { ModulesRequest } from '../../../../shared/contract/modules.ts';
import { moduleTitle } from '../../../../shared/format/modules.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { type ExitCode, exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import * as cliWords from '../../cli/words.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { planLines, riskLines } from '../../format/print-settings.ts';
import { modulesAppliedLines, modulesLines, modulesPlanLines, valuesList } from './modules-lines.ts';
import * as settingsWords from './words.ts';

const changeFlags = ['load', 'arguments', 'unload', 'dry-run'] as const;
type Given = Arguments<(typeof changeFlags)[number]> & { readonly yes?: 'yes' | 'no' | undefined };

export const modules = defineAction({
  name: 'modules',
  summary: settingsWords.listModulesOrChangeThem,
  details: [
    settingsWords.aModuleIsTriedFirst,
    settingsWords.thenWrittenIntoTheFile,
    settingsWords.unloadingDeletesValues,
    settingsWords.startWithTheValues,
  ],
  flags: [...instanceFlags, ...changeFlags],
  async run(context, args) {
    const id = instanceOf(args);
    const request = requestOf(args);
    const api = await context.api();
    if (request !== null) return change(context, api, { id, request }, args);
    const state = await context.stop.orStop(api.modules.state({ id }));
    context.output.answer(state, modulesLines(state, context.output.style, context.output.columns));
    return exitCodes.done;
  },
});

/** Null if no change is requested. @throws AppError BAD_VALUE for flags that contradict each other */
function requestOf({ load, arguments: text, unload, 'dry-run': dryRun }: Given): ModulesRequest | null {
  if (load !== undefined && unload !== undefined)
    throw badUsage('--unload', settingsWords.loadOrUnload, settingsWords.oneModuleAtATime);
  if (text !== undefined && load === undefined)
    throw badUsage('--arguments', settingsWords.givenWithLoad, settingsWords.argumentsNeedLoad);
  if (load !== undefined) return { kind: 'load', from: { path: resolve(load) }, arguments: text ?? '' };
  if (unload !== undefined) return { kind: 'unload', name: unload };
  if (dryRun) throw badUsage('--dry-run', settingsWords.givenWithAChange, settingsWords.dryRunNeedsAModule);
  return null;
}

async function change(
  context: ActionContext,
  api: Api,
  input: { readonly id: string; readonly request: ModulesRequest },
  args: Given,
): Promise<ExitCode> {
  const { output, stop, questions } = context;
  const plan = await stop.orStop(api.modules.plan(input));
  if (args['dry-run']) {
    output.answer(plan, [...modulesPlanLines(plan, output.style), ...planLines(plan.settings, output.style)]);
    return exitCodes.done;
  }
  for (const line of riskLines(plan.settings, output.noteStyle)) output.note(line);
  const risks = plan.settings.risks.filter(({ confirm }) => confirm).map(({ message }) => message);
  const isAsked = plan.lost.length > 0 || risks.length > 0;
  const found = [...(plan.lost.length > 0 ? [settingsWords.unloadLoses(valuesList(plan.lost))] : []), ...risks];
  if (isAsked)
    await questions.confirm({
      yes: args.yes,
      what: cliWords.needsConfirmationFound(found.join(' ')),
      lost: async () => found,
      question: settingsWords.unloadIt(moduleTitle({ ...plan.module, file: null }), input.id),
    });
  const { result } = await perform(context, () => api.modules.apply({ ...input, confirmed: isAsked }));
  output.answer(result, modulesAppliedLines(result, output.style, output.columns));
  return exitCodes.done;
}
