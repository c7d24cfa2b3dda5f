import type { Api } from '../../../shared/contract/contract.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { describeChanges } from '../format/describe-changes.ts';
import { statusLines } from '../format/print-status.ts';
import type { ActionContext } from './action.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { perform } from './perform.ts';

/**
 * Performs an operation whose result is the instance's new status, and prints the status and its changes. `changed` in
 * the document says whether the operation had anything to do.
 */
export async function changeState(
  context: ActionContext,
  id: string,
  begin: (api: Api) => Promise<OperationOf<'install' | 'start' | 'stop' | 'restart' | 'upgrade'>>,
): Promise<ExitCode> {
  const { output, stop } = context;
  const api = await context.api();
  const before: InstanceStatus | null = output.json ? null : await stop.orStop(api.instances.status({ id }));
  const { result } = await perform(context, begin);
  const { unchanged, companionProblems = [], ...after } = result;
  const changes = before === null || before.state === 'missing' ? [] : describeChanges(before, after);
  const lines = [...(unchanged === undefined ? [] : [unchanged]), ...changes];
  const document = {
    ...after,
    changed: unchanged === undefined,
    ...(unchanged !== undefined && { unchanged }),
    ...(companionProblems.length > 0 && { companionProblems }),
  };
  output.answer(document, [...lines, ...statusLines(after, output.style, Date.now())]);
  for (const problem of companionProblems) output.note(problem);
  return companionProblems.length === 0 ? exitCodes.done : exitCodes.failed;
}
