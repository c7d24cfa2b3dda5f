import type { InstanceStatus, Problem } from '../../../../shared/contract/instance.ts';
import { shownState } from '../../../../shared/shown-state.ts';
import type { BadgeState } from '../../../components/feedback/badge-state.ts';
import * as instancesAlwaysWords from '../words/always.ts';

/** The fix of a problem: a registered command and the label of its button. */
export interface Cure {
  readonly command:
    | 'instance.start'
    | 'instance.restart'
    | 'instance.enter-password'
    | 'instance.raise-memory'
    | 'instance.settings-text'
    | 'engines.detect';
  readonly label: string;
}

const names: Record<Problem['code'], string> = {
  ENGINE_UNREACHABLE: instancesAlwaysWords.engineUnreachableTitle,
  CONTAINER_GONE: instancesAlwaysWords.containerMissing,
  NOT_ANSWERING: instancesAlwaysWords.notResponding,
  WRONG_PASSWORD: instancesAlwaysWords.wrongPassword,
  PASSWORD_REQUIRED: instancesAlwaysWords.passwordRequired,
  NO_PERMISSION: instancesAlwaysWords.noPermission,
  PROTECTED_MODE: instancesAlwaysWords.protectedMode,
  TLS_DIFFERS: instancesAlwaysWords.tlsDiffers,
  TOO_MANY_CLIENTS: instancesAlwaysWords.tooManyClients,
  COMMAND_UNAVAILABLE: instancesAlwaysWords.commandUnavailable,
  PORT_TAKEN: instancesAlwaysWords.portInUse,
  CRASHED: instancesAlwaysWords.stoppedUnexpectedly,
  OUT_OF_MEMORY: instancesAlwaysWords.memoryFull,
  PAUSED: instancesAlwaysWords.paused,
  PROGRAM_GONE: instancesAlwaysWords.programMissing,
  CONFIG_UNREADABLE: instancesAlwaysWords.settingsUnreadable,
  PORT_UNPROTECTED: instancesAlwaysWords.portUnprotected,
  RECORD_UNREADABLE: instancesAlwaysWords.recordUnreadable,
  STRANGER: instancesAlwaysWords.unexpectedServer,
};

/** The problem in two or three words. */
export function problemName({ code }: Problem): string {
  return names[code];
}

/** The command that fixes the problem; null if it takes more than one step, which `fix` describes. */
export function cureOf({ problem, state, memory }: Pick<InstanceStatus, 'problem' | 'state' | 'memory'>): Cure | null {
  if (problem === null) return null;
  switch (problem.code) {
    case 'PAUSED':
    case 'RECORD_UNREADABLE':
      return null;
    // A restart would stop it and then fail to start it, or change nothing: redis.conf must be corrected first.
    case 'CONFIG_UNREADABLE':
    case 'PORT_UNPROTECTED':
    case 'NO_PERMISSION':
    case 'PROTECTED_MODE':
    case 'COMMAND_UNAVAILABLE':
      return { command: 'instance.settings-text', label: instancesAlwaysWords.openRedisConf };
    case 'ENGINE_UNREACHABLE':
      return { command: 'engines.detect', label: instancesAlwaysWords.tryAgain };
    case 'CONTAINER_GONE':
      return { command: 'instance.start', label: instancesAlwaysWords.start };
    case 'PORT_TAKEN':
    case 'PROGRAM_GONE':
      return { command: 'instance.start', label: instancesAlwaysWords.tryAgain };
    case 'CRASHED':
      return state === 'stopped' ? { command: 'instance.start', label: instancesAlwaysWords.start } : null;
    case 'OUT_OF_MEMORY':
      if (state === 'stopped') return { command: 'instance.start', label: instancesAlwaysWords.start };
      return memory.limitBytes === null
        ? null
        : { command: 'instance.raise-memory', label: instancesAlwaysWords.raiseTheLimit };
    case 'WRONG_PASSWORD':
    case 'PASSWORD_REQUIRED':
      return { command: 'instance.enter-password', label: instancesAlwaysWords.enterPassword };
    case 'NOT_ANSWERING':
    case 'TLS_DIFFERS':
    case 'TOO_MANY_CLIENTS':
    case 'STRANGER':
      return { command: 'instance.restart', label: instancesAlwaysWords.restart };
    default:
      return problem.code satisfies never;
  }
}

/** Whether the log of the server explains the problem. */
export function logTells({ code }: Problem): boolean {
  return ['CRASHED', 'NOT_ANSWERING', 'OUT_OF_MEMORY', 'WRONG_PASSWORD'].includes(code);
}

/** The state that a badge shows. @param stale the app is disconnected */
export function badgeState(status: Pick<InstanceStatus, 'state' | 'problem'>, stale: boolean): BadgeState {
  return stale ? 'unknown' : shownState(status);
}

/** An unreachable engine that affects several instances, shown once above the list. */
export interface EngineProblem {
  /** Undefined: the engine of this computer. */
  readonly engine: string | undefined;
  readonly problem: Problem;
  readonly instances: readonly InstanceStatus[];
}

export function engineProblems(instances: readonly InstanceStatus[]): readonly EngineProblem[] {
  const unreachable = instances.filter(({ problem }) => problem?.code === 'ENGINE_UNREACHABLE');
  return [...new Set(unreachable.map(({ engine }) => engine))].flatMap((engine) => {
    const affected = unreachable.filter((instance) => instance.engine === engine);
    const problem = affected[0]?.problem;
    return problem && affected.length > 1 ? [{ engine, problem, instances: affected }] : [];
  });
}
