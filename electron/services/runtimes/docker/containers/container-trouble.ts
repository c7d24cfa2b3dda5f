import type { ContainerInspectInfo } from 'dockerode';
import type { Problem } from '../../../../../shared/contract/instance.ts';

/** Exit codes after SIGTERM or SIGINT. */
const gracefulExitCodes = new Set([0, 130, 143]);
/** 128 + SIGKILL. */
const KILLED = 137;

/** The exit code in a `docker ps` status such as `Exited (1) 5 minutes ago`. */
export function exitCodeOf(status: string): number | null {
  const code = /^(?:Exited|Restarting) \((\d+)\)/.exec(status)?.[1];
  return code === undefined ? null : Number(code);
}

/** Whether a stopped container exited normally, so that inspecting it is unnecessary. */
export function exitedNormally(state: string, status: string): boolean {
  const code = exitCodeOf(status);
  return state === 'exited' && (code === 0 || code === 143);
}

/**
 * The problem of a container; null if it runs, was stopped or never started.
 * @param killedByUs whether this app killed it at the user's request
 */
export function troubleOf(
  name: string,
  { State: state }: Pick<ContainerInspectInfo, 'State'>,
  killedByUs: boolean,
): Problem | null {
  const since = timestampOf(state.FinishedAt);
  if (state.Paused) return paused(name);
  if (isPortError(state.Error)) {
    return {
      code: 'PORT_TAKEN',
      message: 'It could not start: its port is already in use.',
      fix: 'Stop that program, then start it again.',
      since,
    };
  }
  if (state.OOMKilled && !state.Running) {
    return {
      code: 'OUT_OF_MEMORY',
      message: 'The kernel killed it because it used more memory than its container limit.',
      fix: 'Lower maxmemory or raise the container memory limit, then start it.',
      since,
    };
  }
  if (state.Restarting) {
    return {
      code: 'CRASHED',
      message: `It crashes on every start (exit code ${state.ExitCode}), and the engine keeps restarting it.`,
      fix: `Stop it, find the cause in "docker logs ${name}", then start it again.`,
      since,
    };
  }
  if (state.Status === 'dead') {
    const message = 'The engine could not remove its container completely.';
    return { code: 'CRASHED', message, fix: `Remove the rest with "docker rm --force ${name}".`, since };
  }
  if (state.Status !== 'exited' || gracefulExitCodes.has(state.ExitCode)) return null;
  if (state.ExitCode === KILLED) {
    return killedByUs
      ? null
      : {
          code: 'CRASHED',
          message: 'Another program killed the server (exit code 137). Changes since its last save are lost.',
          fix: 'Start it. The log does not show who killed it.',
          since,
        };
  }
  return {
    code: 'CRASHED',
    message: `It stopped unexpectedly with exit code ${state.ExitCode}.`,
    fix: `Find the cause in "docker logs ${name}", then start it again.`,
    since,
  };
}

export function paused(name: string): Problem {
  const message = 'Its container is paused, so Redis does not respond.';
  return { code: 'PAUSED', message, fix: `Unpause it: docker unpause ${name}`, since: null };
}

/** The engines' error texts for a port that is already in use. */
export function isPortError(said: string | undefined): boolean {
  return /port is already allocated|address already in use|ports are not available|Only one usage of each socket address/i.test(
    said ?? '',
  );
}

/** The engine's time as ISO 8601 in UTC; null for its zero date, the year 1. */
export function timestampOf(text: string | undefined): string | null {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) || time.getTime() <= 0 ? null : time.toISOString();
}
