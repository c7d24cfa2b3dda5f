import type { ContainerInspectInfo } from 'dockerode';
import type { Problem } from '../../../../../shared/contract/instance.ts';

/** The exit codes of a server that ended after a signal asked it to. */
const gracefulExitCodes = new Set([0, 130, 143]);
/** A server that was killed: 128 and SIGKILL. */
const KILLED = 137;

/** What `docker ps` says of how a container ended: the code in `Exited (1) 5 minutes ago`. */
export function exitCodeOf(status: string): number | null {
  const code = /^(?:Exited|Restarting) \((\d+)\)/.exec(status)?.[1];
  return code === undefined ? null : Number(code);
}

/** Whether a stopped container's end needs no second look. */
export function endedWell(state: string, status: string): boolean {
  const code = exitCodeOf(status);
  return state === 'exited' && (code === 0 || code === 143);
}

/**
 * Why a container does not run as it should; null when it was stopped, or never started.
 * @param killedByUs whether this app killed it, as the user wanted
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
      message: 'The system ended it because it used more memory than its container may.',
      fix: 'Give it a smaller maxmemory or its container more memory, then start it.',
      since,
    };
  }
  if (state.Restarting) {
    return {
      code: 'CRASHED',
      message: `It ends as soon as it is started (exit code ${state.ExitCode}), and the engine starts it again and again.`,
      fix: `Its last words are in "docker logs ${name}". Stop it, mend the cause, then start it.`,
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
          message:
            'The server was killed from outside of this app (exit code 137). Changes since its last save are lost.',
          fix: 'Start it. A killed server writes nothing about its end to its log.',
          since,
        };
  }
  return {
    code: 'CRASHED',
    message: `It ended by itself with exit code ${state.ExitCode}.`,
    fix: `Its last words are in "docker logs ${name}". Start it when the cause is mended.`,
    since,
  };
}

/** A container whose processes are frozen: Redis answers nobody. */
export function paused(name: string): Problem {
  const message = 'Its container is paused, so it answers nobody.';
  return { code: 'PAUSED', message, fix: `Unpause it: docker unpause ${name}`, since: null };
}

/** The engines' several words for a port that somebody else listens on. */
export function isPortError(said: string | undefined): boolean {
  return /port is already allocated|address already in use|ports are not available|Only one usage of each socket address/i.test(
    said ?? '',
  );
}

/** The engine's time as ISO 8601 in UTC; null for its "never", which is in the year 1. */
export function timestampOf(text: string | undefined): string | null {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) || time.getTime() <= 0 ? null : time.toISOString();
}
