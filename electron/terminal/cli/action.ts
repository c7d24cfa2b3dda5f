import type { Api } from '../../../shared/contract/contract.ts';
import type { Arguments, CommonFlag, FlagName } from '../flags/flags.ts';
import type { Output } from './output.ts';
import type { Questions } from './questions.ts';
import type { StopRequest } from './stop-request.ts';

/** The topics of the help. */
export type Topic = 'instances' | 'observe' | 'settings' | 'backups' | 'keys' | 'schedules' | 'tenants' | 'app';

/** A topic with its actions, in the order of the help. */
export interface ActionTopic {
  readonly topic: Topic;
  readonly actions: readonly Action[];
}

/** What an action receives besides its flags. */
export interface ActionContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly questions: Questions;
  /** Ctrl-C, a signal, or `--timeout`. */
  readonly stop: StopRequest;
  readonly stdin: NodeJS.ReadStream;
  /** The words after `--`; none for actions that take no words. */
  readonly words: readonly string[];
  /** The core, created at the first call: an action that needs none starts without it. */
  api(): Promise<Api>;
}

/** One action of the CLI: a file in actions/, a line in actions.ts, and examples in examples.ts. */
export interface Action<N extends FlagName = FlagName> {
  readonly name: string;
  /** Its line in the list of `--help`. */
  readonly summary: string;
  /** More lines of its own help. */
  readonly details?: readonly string[];
  /** The flags it takes besides those of every action. */
  readonly flags: readonly N[];
  /** A placeholder for the words after `--`, for its help; left out for an action that takes none. */
  readonly words?: string;
  /**
   * Runs the action and prints its answer. Throws AppError for a failure that a user can cause or meet.
   * @returns the exit code: one of `exitCodes`, or that of a program that was run for the user
   */
  run(context: ActionContext, args: Arguments<N | CommonFlag>): Promise<number>;
}

/**
 * Defines an action whose `run` sees exactly the flags that it names. An action that names an instance also takes
 * `--engine`, which is checked before `run`.
 */
export function defineAction<const N extends FlagName>(action: Action<N>): Action {
  const flags: readonly FlagName[] = action.flags;
  const namesInstance = flags.some((flag) => flag === 'instance' || flag === 'client-id');
  const all = namesInstance && !flags.includes('engine') ? [...flags, 'engine' as const] : flags;
  // checkFlags refuses all other flags before `run` is called.
  return { ...action, flags: all };
}
