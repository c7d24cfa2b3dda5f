import type { AlertRule } from './contract/alert.ts';
import type { Check } from './contract/diagnostics.ts';
import type { InstanceStatus, Problem } from './contract/instance.ts';

/** What is to be given to `manage.sh` stands last and without a full stop: it is copied from there. */
export function withLine(fix: string | null, line: string | null): Check['fix'] {
  if (line === null) return fix;
  return fix === null ? `In a terminal: ${line}` : `${fix} In a terminal: ${line}`;
}

/** The line that does what a problem's fix says; null where that is for the user to choose. */
export function lineForProblem(code: Problem['code'], status: InstanceStatus): string | null {
  const { id, state, version } = status;
  switch (code) {
    case 'CONTAINER_GONE':
    case 'PAUSED':
      return `--action start --instance ${id}`;
    case 'CRASHED':
      // One that the engine starts again and again has to be looked at first.
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

/** The same for what an alert rule has found. @param about the instance; of a schedule, that */
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
