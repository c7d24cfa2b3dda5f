import type { Failure } from '../../shared/contract/errors.ts';
import { findAction } from './actions.ts';
import type { ActionContext } from './cli/action.ts';
import { checkFlags, checkWords } from './cli/check-flags.ts';
import { lazyEngine } from './cli/core.ts';
import { exitCodeOf, exitCodes } from './cli/exit-codes.ts';
import { toFailure } from './cli/failures.ts';
import { Output } from './cli/output.ts';
import { asksForJson, parseArguments, splitWords } from './cli/parse-arguments.ts';
import { Questions } from './cli/questions.ts';
import { listenForStop, type SignalSource, StopRequest } from './cli/stop-request.ts';
import type { TextStream } from './cli/terminal.ts';
import type { Arguments } from './flags/flags.ts';
import { instanceOf } from './flags/instance-of.ts';

/** The environment and streams of a command: those of the process, or of a test. */
export interface Surroundings {
  readonly env: ActionContext['env'];
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly signals: SignalSource;
}

/** Runs one command. @returns its exit code; prints every failure and throws none */
export async function runTerminal(argv: readonly string[], around: Surroundings): Promise<number> {
  const { env, stdout, stderr, signals } = around;
  const { own, words } = splitWords(argv);
  const output = new Output({ stdout, stderr, env, json: asksForJson(own) });
  const stop = new StopRequest();
  const engine = lazyEngine(env, (line) => output.note(line));
  let stopListening = () => {};
  try {
    const args = parseArguments(own);
    stopListening = listenForStop(stop, signals, args.timeout);
    const questions = new Questions(output, around, stop);
    const context: ActionContext = {
      env,
      output,
      questions,
      stop,
      get stdin() {
        return around.stdin;
      },
      words,
      api: () => stop.orStop(engine.api()),
    };
    return await act(context, args);
  } catch (error) {
    return report(error, output, stop, env);
  } finally {
    await engine.close().catch((error: unknown) => report(error, output, stop, env));
    stopListening();
  }
}

async function act(context: ActionContext, args: Arguments): Promise<number> {
  if (args.help === true && args.action === undefined) return (await findAction('help')).run(context, {});
  if (args.version === true) return (await findAction('version')).run(context, {});
  const action = await findAction(args.action ?? 'status');
  if (args.help === true) {
    const { actionHelpLines, helpDocument } = await import('./cli/print-help.ts');
    context.output.answer(helpDocument([action]), actionHelpLines(action));
    return exitCodes.done;
  }
  checkFlags(action, args);
  checkWords(action, context.words);
  if (args.engine !== undefined) await (await import('./cli/require-engine.ts')).requireEngine(context, action, args);
  context.questions.protect(async (id) => {
    const { productionInstance } = await import('./cli/require-engine.ts');
    return productionInstance(context, id ?? instanceOf(args));
  }, args.confirm);
  return action.run(context, args);
}

/** Prints a failure once, in the requested form. */
function report(error: unknown, output: Output, stop: StopRequest, env: ActionContext['env']): number {
  const failure: Failure = toFailure(error);
  output.failure(failure);
  if (env.VROOLI_DEBUG && error instanceof Error) output.stderr.lines((error.stack ?? error.message).split('\n'));
  const interrupted = failure.code === 'CANCELLED' && stop.reason?.by === 'signal';
  return interrupted ? exitCodes.interrupted : exitCodeOf(failure.code);
}
