import type { AlertRule } from './contract/alert.ts';
import type { Check } from './contract/diagnostics.ts';
import type { InstanceStatus, Problem } from './contract/instance.ts';

/** The arguments for `manage.sh` come last and without a full stop, so that a user can copy them. */
export function withLine(fix: string | null, line: string | null): Check['fix'] {
  if (line === null) return fix;
  return fix === null ? `In a terminal: ${line}` : `${fix} In a terminal: ${line}`;
}

/** The command line that applies a problem's fix; null if the user must choose. */
export function lineForProblem(code: Problem['code'], status: InstanceStatus): string | null {
  const { id, state, version } = status;
  switch (code) {
    case 'CONTAINER_GONE':
    case 'PAUSED':
      return `--action start --instance ${id}`;
    case 'CRASHED':
      // A container that restarts again and again needs a look at its log first.
      return state === 'unhealthy' ? `--action logs --instance ${id}` : `--action start --instance ${id}`;
    case 'WRONG_PASSWORD':
    case 'PASSWORD_REQUIRED':
    case 'NOT_ANSWERING':
    case 'STRANGER':
      return `--action restart --instance ${id}`;
    case 'OUT_OF_MEMORY':
      return version === null ? null : moreMemory(status);
    case 'PORT_TAKEN':
    case 'PROGRAM_GONE':
    case 'NO_PERMISSION':
    case 'PROTECTED_MODE':
    case 'TOO_MANY_CLIENTS':
    case 'COMMAND_UNAVAILABLE':
    case 'CONFIG_UNREADABLE':
    case 'RECORD_UNREADABLE':
    case 'ENGINE_UNREACHABLE':
      return null;
    default:
      return code satisfies never;
  }
}

/** The same for the finding of an alert rule. @param about the instance, or the schedule */
export function lineForRule(rule: AlertRule, about: string, status: InstanceStatus | undefined): string | null {
  switch (rule) {
    case 'memory':
    case 'eviction':
      return status ? moreMemory(status) : null;
    case 'persistence':
      return `--action logs --instance ${about} --level warning`;
    case 'backup-overdue':
    case 'proof-failed':
      return `--action backup --instance ${about}`;
    case 'schedule-failed':
      return `--action run-schedule --schedule ${about}`;
    case 'hit-rate':
    case 'down':
      return null;
    default:
      return rule satisfies never;
  }
}

/** A server whose limit was lowered may hold more than that already. */
function moreMemory({ id, memory: { limitBytes, usedBytes } }: InstanceStatus): string | null {
  if (!limitBytes) return null;
  const wanted = 2 * Math.max(limitBytes, usedBytes ?? 0);
  return `--action config --instance ${id} --memory ${Math.ceil(wanted / 1024 ** 2)}mb`;
}
