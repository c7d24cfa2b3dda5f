import type { InstanceStatus, Problem } from '../../../../shared/contract/instance.ts';
import { ENGINE_UNREACHABLE, shownState } from '../../../../shared/shown-state.ts';
import type { BadgeState } from '../../../components/feedback/state-badge.tsx';

/** The fix of a problem: a registered command and the label of its button. */
export interface Cure {
  readonly command: 'instance.start' | 'instance.restart' | 'instance.raise-memory' | 'engines.look-again';
  readonly label: string;
}

const names: Record<Problem['code'], string> = {
  ENGINE_UNREACHABLE,
  CONTAINER_GONE: 'Container missing',
  NOT_ANSWERING: 'Not responding',
  WRONG_PASSWORD: 'Wrong password',
  PASSWORD_REQUIRED: 'Password required',
  NO_PERMISSION: 'No permission',
  PROTECTED_MODE: 'Protected mode',
  TOO_MANY_CLIENTS: 'Too many clients',
  COMMAND_UNAVAILABLE: 'Command unavailable',
  PORT_TAKEN: 'Port in use',
  CRASHED: 'Stopped unexpectedly',
  OUT_OF_MEMORY: 'Memory full',
  PAUSED: 'Paused',
  PROGRAM_GONE: 'Program missing',
  CONFIG_UNREADABLE: 'Settings unreadable',
  RECORD_UNREADABLE: 'Record unreadable',
  STRANGER: 'Unexpected server',
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
    // A restart would stop it and then fail to start it.
    case 'CONFIG_UNREADABLE':
    case 'RECORD_UNREADABLE':
    case 'NO_PERMISSION':
    case 'PROTECTED_MODE':
    case 'COMMAND_UNAVAILABLE':
      return null;
    case 'ENGINE_UNREACHABLE':
      return { command: 'engines.look-again', label: 'Try again' };
    case 'CONTAINER_GONE':
      return { command: 'instance.start', label: 'Start' };
    case 'PORT_TAKEN':
    case 'PROGRAM_GONE':
      return { command: 'instance.start', label: 'Try again' };
    case 'CRASHED':
      return state === 'stopped' ? { command: 'instance.start', label: 'Start' } : null;
    case 'OUT_OF_MEMORY':
      if (state === 'stopped') return { command: 'instance.start', label: 'Start' };
      return memory.limitBytes === null ? null : { command: 'instance.raise-memory', label: 'Raise the limit…' };
    case 'NOT_ANSWERING':
    case 'WRONG_PASSWORD':
    case 'PASSWORD_REQUIRED':
    case 'TOO_MANY_CLIENTS':
    case 'STRANGER':
      return { command: 'instance.restart', label: 'Restart' };
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

/** The unreachable engine that affects several instances, shown once above the list; null otherwise. */
export function sharedProblem(instances: readonly InstanceStatus[]): Problem | null {
  const unreachable = instances.filter(({ problem }) => problem?.code === 'ENGINE_UNREACHABLE');
  return unreachable.length > 1 ? (unreachable[0]?.problem ?? null) : null;
}
