import type { Api } from '../../../shared/contract/contract.ts';
import type { OperationWait } from '../../../shared/contract/operation.ts';
import type { Operation, Succeeded } from '../../../shared/contract/operations.ts';
import { keptBy } from '../../../shared/kept-by.ts';
import type { ActionContext } from './action.ts';
import { RecordedFailure } from './failures.ts';
import { createProgress } from './progress.ts';
import * as cliWords from './words.ts';

/**
 * Begins an operation, shows its progress, and waits for its end. Ctrl-C, a signal and `--timeout` cancel it; it
 * returns or throws only after the operation has ended, so everything is undone by then.
 * @throws the operation's own failure, or the stop request's
 */
export async function perform<Begun extends Operation>(
  context: Pick<ActionContext, 'api' | 'output' | 'stop'>,
  begin: (api: Api) => Promise<Begun>,
  /** Whether to kill a server that hangs, if the action has a flag for that. */
  kill?: boolean,
): Promise<Succeeded<Begun>> {
  const { output, stop } = context;
  const api = await context.api();
  if (stop.signal.aborted) throw stop.failure();
  let last: Operation = await begin(api);
  const progress = createProgress(output);
  const say = (line: string) => {
    progress.clear();
    output.note(line);
  };
  let cancelling = false;
  let isReported = false;
  const cancel = () => {
    cancelling = last.cancellable;
    say(last.cancellable ? cliWords.cancellingAndUndoingTheChangesSo : cliWords.tooLateToCancelTheOperation);
    // It may have just ended; the loop below reports its end.
    api.operations.cancel({ id: last.id }).catch(() => {});
  };
  stop.onRepeated = () => say(cliWords.theChangesSoFarAreStill);
  stop.signal.addEventListener('abort', cancel, { once: true });
  if (stop.signal.aborted) cancel();
  try {
    for await (const operation of await api.operations.watch({ id: last.id })) {
      last = operation;
      progress.show(operation);
      if (operation.waiting && !isReported && !cancelling) {
        isReported = true;
        say(hangingLine(operation.instance, operation.waiting, kill));
        if (kill) await api.operations.stopWaiting({ id: operation.id });
      }
      // An operation that cannot be cancelled can be while it waits for a server that may hang.
      if (stop.signal.aborted && !cancelling && operation.cancellable) cancel();
    }
  } finally {
    progress.clear();
    stop.signal.removeEventListener('abort', cancel);
    stop.onRepeated = () => {};
  }
  for (const { level, text } of last.log) if (level === 'warning') output.note(cliWords.warningText(text));
  if (last.state === 'succeeded') return last as Succeeded<Begun>;
  if (last.state === 'cancelled' && stop.signal.aborted) throw stop.failure(true, keptBy(last.error?.data));
  throw new RecordedFailure(last.error ?? { code: 'CANCELLED', message: cliWords.anotherClientCancelledTheOperation });
}

function hangingLine(id: string, { asked, since, lost }: OperationWait, kill: boolean | undefined): string {
  const hanging = cliWords.hasNotResponded(id, asked, new Date(since).toTimeString().slice(0, 8));
  if (kill) return cliWords.itIsKilled(hanging, lost);
  return cliWords.ctrlCCancels(hanging, kill === undefined ? '' : cliWords.killWouldLose(lost));
}
