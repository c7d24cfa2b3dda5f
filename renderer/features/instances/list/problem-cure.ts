import type { InstanceStatus, Problem } from '../../../../shared/contract/instance.ts';
import { ENGINE_UNREACHABLE, shownState } from '../../../../shared/shown-state.ts';
import type { BadgeState } from '../../../components/feedback/state-badge.tsx';

/** What mends a problem: a command of the registry and the word on its button. */
export interface Cure {
  readonly command: 'instance.start' | 'instance.restart' | 'instance.raise-memory' | 'engines.look-again';
  readonly label: string;
}

const names: Record<Problem['code'], string> = {
  ENGINE_UNREACHABLE,
  CONTAINER_GONE: 'Gone from its runtime',
  NOT_ANSWERING: 'Not answering',
  WRONG_PASSWORD: 'Wrong password',
  PASSWORD_REQUIRED: 'Password required',
  NO_PERMISSION: 'No permission',
  PROTECTED_MODE: 'Protected mode',
  TOO_MANY_CLIENTS: 'Too many clients',
  COMMAND_UNAVAILABLE: 'Command unavailable',
  PORT_TAKEN: 'Port taken',
  CRASHED: 'Ended unexpectedly',
  OUT_OF_MEMORY: 'Memory full',
  PAUSED: 'Paused',
  PROGRAM_GONE: 'Program gone',
  CONFIG_UNREADABLE: 'Settings unreadable',
  RECORD_UNREADABLE: 'Record unreadable',
  STRANGER: 'Another server answers',
};

/** The problem in two or three words. */
export function problemName({ code }: Problem): string {
  return names[code];
}

/** The one press that mends it; null when it takes more than one, as `fix` then tells. */
export function cureOf({ problem, state, memory }: Pick<InstanceStatus, 'problem' | 'state' | 'memory'>): Cure | null {
  if (problem === null) return null;
  switch (problem.code) {
    case 'PAUSED':
    // A restart would end it and could not start it again.
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

/** Whether the log tells more of it: the server itself has met it. */
export function logTells({ code }: Problem): boolean {
  return ['CRASHED', 'NOT_ANSWERING', 'OUT_OF_MEMORY', 'WRONG_PASSWORD'].includes(code);
}

/** The state that a badge shows. @param stale the app's own program cannot be asked about any */
export function badgeState(status: Pick<InstanceStatus, 'state' | 'problem'>, stale: boolean): BadgeState {
  return stale ? 'unknown' : shownState(status);
}

/** Whether all of an engine's instances have the one cause, which is then told once, above them. */
export function sharedProblem(instances: readonly InstanceStatus[]): Problem | null {
  const cut = instances.filter(({ problem }) => problem?.code === 'ENGINE_UNREACHABLE');
  return cut.length > 1 ? (cut[0]?.problem ?? null) : null;
}
