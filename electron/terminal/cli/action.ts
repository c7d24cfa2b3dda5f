import type { Api } from '../../../shared/contract/contract.ts';
import type { Arguments, CommonFlag, FlagName } from '../flags/flags.ts';
import type { Output } from './output.ts';
import type { Questions } from './questions.ts';
import type { StopRequest } from './stop-request.ts';

/** What an action is given besides its flags. */
export interface ActionContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly questions: Questions;
  /** Ctrl-C, a signal, or `--timeout`. */
  readonly stop: StopRequest;
  readonly stdin: NodeJS.ReadStream;
  /** What stands after `--`; none for actions that take no words. */
  readonly words: readonly string[];
  /** The engine, built at the first call: an action that needs none starts without it. */
  api(): Promise<Api>;
}

/** One thing the terminal can do. Adding one is a file in actions/ and its line in actions.ts. */
export interface Action<N extends FlagName = FlagName> {
  readonly name: string;
  /** Its line in the list of `--help`. */
  readonly summary: string;
  /** What its own help adds, a line each. */
  readonly details?: readonly string[];
  /** The flags it takes besides those that every action takes. */
  readonly flags: readonly N[];
  /** What may stand after `--`, for its help; left out where nothing may. */
  readonly words?: string;
  /**
   * Does it, prints its answer, and says what to exit with: one of `exitCodes`, or what a program that was run for
   * the user has ended with. Throws AppError for what a user can meet.
   */
  run(context: ActionContext, args: Arguments<N | CommonFlag>): Promise<number>;
}

/** Writes an action down so that `run` sees exactly the flags it names. */
export function defineAction<const N extends FlagName>(action: Action<N>): Action {
  // The other flags are refused before `run` is called, see checkFlags: to `run` they are never there.
  return action;
}
