import { isAppError } from '../../../../../shared/contract/errors.ts';
import type { ContainerEnd } from '../../runtime.ts';
import { progressLines } from '../images/progress-lines.ts';
import type { EngineConnection } from './engine-connection.ts';
import { engineMessage } from './engine-failure.ts';
import { HOME_LABEL, idByName, type Labels, type Owner } from './ownership.ts';

const firstPauseMs = 250;
const longestPauseMs = 5000;

/**
 * What changes an instance's state, with Podman's own words for it. Not `exec_*`: health checks of strangers would
 * wake us all the time.
 */
const interesting = ['create', 'start', 'die', 'died', 'destroy', 'remove', 'pause', 'unpause', 'oom', 'rename'];

/**
 * Calls back when a container of this home changed, and with null when the engine went away or came back: anything
 * may have happened meanwhile. Goes on trying until it is ended; says so once, not at each try.
 * @returns how to end it
 */
export function watchEngine(
  connection: EngineConnection,
  owner: Owner,
  changed: (id: string | null, end: ContainerEnd | null) => void,
  log: (what: string) => void,
): () => void {
  const ended = new AbortController();
  void follow();
  return () => ended.abort();

  async function follow(): Promise<void> {
    let pauseMs = firstPauseMs;
    let lost: boolean | null = null;
    while (!ended.signal.aborted) {
      const why = await listen(() => {
        if (lost === true) log('the Docker engine answers again');
        lost = false;
        pauseMs = firstPauseMs;
        changed(null, null);
      });
      if (ended.signal.aborted) return;
      if (lost !== true) {
        log(`the Docker engine went away or is not there: ${why}`);
        // From "not asked yet" there is nothing to lose.
        if (lost === false) changed(null, null);
        lost = true;
      }
      await pause(pauseMs, ended.signal);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }

  /** Follows the engine's events until they end. Returns why they did. */
  async function listen(connected: () => void): Promise<string> {
    const abort = new AbortController();
    const end = () => abort.abort();
    ended.signal.addEventListener('abort', end);
    try {
      const filters = { type: ['container' as const], event: interesting };
      // The limit is for the answer to come, not for how long the events go on.
      const stream = await connection.call((docker, limit) => {
        limit.addEventListener('abort', end);
        return docker.getEvents({ filters, abortSignal: abort.signal });
      });
      connected();
      for await (const event of progressLines(stream as AsyncIterable<Buffer>)) {
        const id = idOfEvent(event, owner);
        if (id !== null) changed(id, endOfEvent(event));
      }
      return 'it closed the connection';
    } catch (error) {
      return isAppError(error, 'ENGINE_UNREACHABLE') ? error.data.reason : engineMessage(error);
    } finally {
      ended.signal.removeEventListener('abort', end);
    }
  }
}

/** The instance that an event is about; null when it is none of this home. */
export function idOfEvent(event: unknown, owner: Owner): string | null {
  const attributes = attributesOf(event);
  const name = attributes.name;
  if (name === undefined || (attributes[HOME_LABEL] ?? owner.home) !== owner.home) return null;
  return idByName(name, attributes, owner);
}

/**
 * How a container ended, of an event that tells it. Docker says `oom` before `die`, and `die` carries the exit code.
 * @see https://docs.docker.com/reference/cli/docker/system/events/
 */
export function endOfEvent(event: unknown): ContainerEnd | null {
  const action = typeof event === 'object' && event !== null && 'Action' in event ? event.Action : null;
  if (action === 'oom') return { exitCode: null, outOfMemory: true };
  if (action !== 'die' && action !== 'died') return null;
  const { exitCode, containerExitCode } = attributesOf(event);
  const code = Number(exitCode ?? containerExitCode ?? Number.NaN);
  return { exitCode: Number.isInteger(code) ? code : null, outOfMemory: false };
}

/** An event carries its container's labels among its attributes. */
function attributesOf(event: unknown): Labels {
  if (typeof event !== 'object' || event === null || !('Actor' in event)) return {};
  const actor: unknown = event.Actor;
  if (typeof actor !== 'object' || actor === null || !('Attributes' in actor)) return {};
  return (actor.Attributes ?? {}) as Labels;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    signal.addEventListener('abort', done);
  });
}
