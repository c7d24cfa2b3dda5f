import type { InstanceState } from '../../../shared/contract/instance.ts';

/** The meanings of the program's exit codes for a script. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** Bad usage or a bad value: nothing was touched. */
  badUsage: 2,
  /**
   * The named object does not exist (instance, backup, schedule, change, file), or is not running although it must be.
   */
  notThere: 3,
  /** Another operation holds the instance. */
  busy: 4,
  /** Ended by Ctrl-C or a signal: 128 + SIGINT, as shells report it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byFailure: Readonly<Record<string, ExitCode>> = {
  BAD_VALUE: exitCodes.badUsage,
  CHOICE_NEEDED: exitCodes.badUsage,
  NOT_FOUND: exitCodes.notThere,
  NOT_RUNNING: exitCodes.notThere,
  BUSY: exitCodes.busy,
};

/** The exit code of a failure, by its code in the contract. */
export function exitCodeOf(failureCode: string): ExitCode {
  return Object.hasOwn(byFailure, failureCode) ? (byFailure[failureCode] ?? exitCodes.failed) : exitCodes.failed;
}

/**
 * The exit code of `status`. A server that is loading its data will reply: 0, and a script that needs the difference
 * reads `state`. A server that should reply and does not: 1.
 */
export function exitCodeOfState(state: InstanceState): ExitCode {
  switch (state) {
    case 'running':
    case 'starting':
      return exitCodes.done;
    case 'unhealthy':
      return exitCodes.failed;
    case 'missing':
    case 'stopped':
      return exitCodes.notThere;
    default:
      return state satisfies never;
  }
}
