import type { AlertRule } from './contract/alert.ts';
import type { InstanceStatus, Problem } from './contract/instance.ts';
import type { Remedy } from './contract/remedy.ts';

/** The action that applies a problem's fix; null if the user must choose. */
export function remedyForProblem(code: Problem['code'], status: InstanceStatus): Remedy | null {
  const { id, state, version } = status;
  switch (code) {
    case 'CONTAINER_GONE':
    case 'PAUSED':
      return { action: 'start', flags: { instance: id } };
    case 'CRASHED':
      // The log of a container that restarts again and again comes first.
      return { action: state === 'unhealthy' ? 'logs' : 'start', flags: { instance: id } };
    case 'WRONG_PASSWORD':
    case 'PASSWORD_REQUIRED':
      return { action: 'passwords', flags: { enter: 'yes', instance: id } };
    case 'NOT_ANSWERING':
    case 'TLS_DIFFERS':
    case 'STRANGER':
      return { action: 'restart', flags: { instance: id } };
    case 'OUT_OF_MEMORY':
      return version === null ? null : moreMemory(status);
    case 'PORT_TAKEN':
    case 'PROGRAM_GONE':
    case 'NO_PERMISSION':
    case 'PROTECTED_MODE':
    case 'TOO_MANY_CLIENTS':
    case 'COMMAND_UNAVAILABLE':
    case 'CONFIG_UNREADABLE':
    case 'PORT_UNPROTECTED':
    case 'RECORD_UNREADABLE':
    case 'ENGINE_UNREACHABLE':
      return null;
    default:
      return code satisfies never;
  }
}

/** The same for the finding of an alert rule. @param about the instance, or the schedule */
export function remedyForRule(rule: AlertRule, about: string, status: InstanceStatus | undefined): Remedy | null {
  switch (rule) {
    case 'memory':
    case 'eviction':
      return status ? moreMemory(status) : null;
    case 'persistence':
      return { action: 'logs', flags: { instance: about, level: 'warning' } };
    case 'backup-overdue':
    case 'proof-failed':
      return { action: 'backup', flags: { instance: about } };
    case 'schedule-failed':
      return { action: 'run-schedule', flags: { schedule: about } };
    case 'branch-expires':
      return { action: 'extend-client', flags: { 'client-id': about, expires: '24h' } };
    case 'certificate-expires':
      return { action: 'tls', flags: { instance: about, renew: 'yes' } };
    case 'hit-rate':
    case 'down':
      return null;
    default:
      return rule satisfies never;
  }
}

/** A server whose limit was lowered may already hold more than that. */
function moreMemory({ id, memory: { limitBytes, usedBytes } }: InstanceStatus): Remedy | null {
  if (!limitBytes) return null;
  const wanted = 2 * Math.max(limitBytes, usedBytes ?? 0);
  return { action: 'config', flags: { instance: id, memory: `${Math.ceil(wanted / 1024 ** 2)}mb` } };
}
