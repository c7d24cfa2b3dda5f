import { resolve } from 'node:path';
import type { Api } from '../../../../shared/contract/contract.ts';
import type { TlsRequest } from '../../../../shared/contract/tls.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { type ExitCode, exitCodes } from '../../cli/exit-codes.ts';
import { toFailure } from '../../cli/failures.ts';
import { perform } from '../../cli/perform.ts';
import * as cliWords from '../../cli/words.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { planLines, riskLines } from '../../format/print-settings.ts';
import { tlsAppliedLines, tlsLines } from './tls-lines.ts';
import * as settingsWords from './words.ts';

const changeFlags = ['enable', 'plain-port', 'tls-port', 'client-certificates', 'renew', 'dry-run'] as const;
type Given = Arguments<(typeof changeFlags)[number] | 'export'> & { readonly yes?: 'yes' | 'no' | undefined };

export const tls = defineAction({
  name: 'tls',
  summary: settingsWords.showTlsOfAnInstance,
  details: [
    settingsWords.tlsUsesItsOwnAuthority,
    settingsWords.tlsIsTriedFirst,
    settingsWords.tlsClosesThePlainPort,
    settingsWords.tlsExportWritesFiles,
  ],
  flags: [...instanceFlags, ...changeFlags, 'export'],
  async run(context, args) {
    const id = instanceOf(args);
    const api = await context.api();
    const request = requestOf(args);
    if (args.export !== undefined) {
      if (request !== null) throw badUsage('--export', settingsWords.givenAlone, settingsWords.exportIsGivenAlone);
      return exportTo(context, api, { id, folder: resolve(args.export) }, args);
    }
    if (request !== null) return change(context, api, id, request, args);
    if (args['dry-run'])
      throw badUsage('--dry-run', settingsWords.givenWithAChange, settingsWords.dryRunOfTlsNeedsAChange);
    const state = await context.stop.orStop(api.tls.state({ id }));
    context.output.answer(state, tlsLines(state, context.output.style, Date.now()));
    return exitCodes.done;
  },
});

/** Null if no change is requested. @throws AppError BAD_VALUE for flags that contradict each other */
function requestOf(args: Given): TlsRequest | null {
  const { enable, renew, 'plain-port': plainPort, 'tls-port': tlsPort, 'client-certificates': clients } = args;
  const given = enable ?? plainPort ?? tlsPort ?? clients ?? (renew === 'yes' ? renew : undefined);
  if (given === undefined) return null;
  const others = plainPort ?? tlsPort ?? clients ?? (renew === 'yes' ? renew : undefined);
  if (enable === 'no' && others !== undefined)
    throw badUsage('--enable', settingsWords.yesBesideOtherFlags, settingsWords.noTlsTakesNoOtherFlags);
  return {
    enable: enable !== 'no',
    ...(plainPort !== undefined && { plainPort }),
    ...(tlsPort !== undefined && { tlsPort }),
    ...(clients !== undefined && { clientCertificates: clients === 'yes' }),
    ...(renew === 'yes' && { renew: true }),
  };
}

async function change(
  context: ActionContext,
  api: Api,
  id: string,
  request: TlsRequest,
  args: Given,
): Promise<ExitCode> {
  const { output, stop, questions } = context;
  if (request.enable && args.enable === undefined) {
    const { enabled } = await stop.orStop(api.tls.state({ id }));
    if (!enabled) throw badUsage('--enable', 'yes', settingsWords.tlsIsOffAddEnable(id));
  }
  const plan = await stop.orStop(api.tls.plan({ id, request }));
  if (args['dry-run']) {
    output.answer(plan, planLines(plan.settings, output.style));
    return exitCodes.done;
  }
  for (const line of riskLines(plan.settings, output.noteStyle)) output.note(line);
  const risks = plan.settings.risks.filter(({ confirm }) => confirm).map(({ message }) => message);
  if (risks.length > 0)
    await questions.confirm({
      yes: args.yes,
      what: cliWords.needsConfirmationFound(risks.join(' ')),
      lost: async () => [],
      question: cliWords.applyItToId(id),
    });
  // The trial on a scratch server may find more problems.
  const confirmed = risks.length > 0 || args.yes === 'yes';
  const { result } = await perform(context, () => api.tls.apply({ id, request, confirmed }));
  output.answer(result, tlsAppliedLines(result, output.style, Date.now()));
  return exitCodes.done;
}

async function exportTo(
  context: ActionContext,
  api: Api,
  { id, folder }: { readonly id: string; readonly folder: string },
  args: Given,
): Promise<ExitCode> {
  const { output, questions, stop } = context;
  const write = (overwrite: boolean) => stop.orStop(api.tls.export({ id, folder, overwrite }));
  const done = await write(args.yes === 'yes').catch(async (error: unknown) => {
    const { code, message } = toFailure(error);
    if (code !== 'ALREADY_EXISTS') throw error;
    const what = settingsWords.replacesClientFiles(folder);
    await questions.confirm({ yes: args.yes, what, lost: async () => [message], question: settingsWords.replaceThem });
    return write(true);
  });
  output.answer(done, [...done.files, settingsWords.clientCertificateUntil(done.expiresAt.slice(0, 10))]);
  return exitCodes.done;
}
