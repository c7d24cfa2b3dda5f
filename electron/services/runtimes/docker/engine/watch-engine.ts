import { isAppError } from '../../../../../shared/contract/errors.ts';
import type { ContainerEnd } from '../../runtime.ts';
import type { EngineConnection } from './engine-connection.ts';
import { engineMessage } from './engine-failure.ts';
import { HOME_LABEL, idByName, type Labels, type Owner, serviceTenant } from './ownership.ts';
import { progressLines } from './progress-lines.ts';

const firstPauseMs = 250;
const longestPauseMs = 5000;

/** Events that change an instance's state, including Podman's names. Not `exec_*`: health checks would trigger them often. */
const interesting = ['create', 'start', 'die', 'died', 'destroy', 'remove', 'pause', 'unpause', 'oom', 'rename'];

/** Logs when an engine is lost and when it is back: once for all that watch it, now or later. */
export interface EngineReport {
  lost(reason: string): void;
  connected(): void;
}

/** Each page that opens begins to watch, so the state must outlive a watch: an engine that stays away is one line. */
export function engineReport(log: (message: string) => void): EngineReport {
  let isLost = false;
  return {
    lost(reason) {
      if (!isLost) log(`Docker engine unreachable: ${reason}`);
      isLost = true;
    },
    connected() {
      if (isLost) log('Docker engine reconnected');
      isLost = false;
    },
  };
}

/**
 * Calls back when a container of this home changes, and with null when the engine disconnects or reconnects, because
 * events may have been missed. Reconnects until stopped.
 * @returns a function that stops watching
 */
export function watchEngine(
  connection: EngineConnection,
  owner: Owner,
  changed: (id: string | null, end: ContainerEnd | null) => void,
  report: EngineReport,
): () => void {
  const ended = new AbortController();
  void follow();
  return () => ended.abort();

  async function follow(): Promise<void> {
    let pauseMs = firstPauseMs;
    let lost: boolean | null = null;
    while (!ended.signal.aborted) {
      const reason = await listen(() => {
        report.connected();
        lost = false;
        pauseMs = firstPauseMs;
        changed(null, null);
      });
      if (ended.signal.aborted) return;
      report.lost(reason);
      if (lost !== true) {
        // Before the first connection there is no state to refresh.
        if (lost === false) changed(null, null);
        lost = true;
      }
      await pause(pauseMs, ended.signal);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }

  /** Follows the engine's events until the stream ends. Returns the reason. */
  async function listen(connected: () => void): Promise<string> {
    const abort = new AbortController();
    const end = () => abort.abort();
    ended.signal.addEventListener('abort', end);
    try {
      const filters = { type: ['container' as const], event: interesting };
      // The time limit applies to the response headers, not to the stream.
      const stream = await connection.call((docker, limit) => {
        limit.addEventListener('abort', end);
        return docker.getEvents({ filters, abortSignal: abort.signal });
      });
      connected();
      for await (const event of progressLines(stream as AsyncIterable<Buffer>)) {
        const id = idOfEvent(event, owner);
        if (id !== null) changed(id, endOfEvent(event));
        // The end of another service says nothing about the Redis of its tenant.
        else if (tenantOfService(event, owner) !== null) changed(tenantOfService(event, owner), null);
      }
      return 'it closed the connection';
    } catch (error) {
      return isAppError(error, 'ENGINE_UNREACHABLE') ? error.data.reason : engineMessage(error);
    } finally {
      ended.signal.removeEventListener('abort', end);
    }
  }
}

/** The instance id of an event; null for containers of other homes. */
export function idOfEvent(event: unknown, owner: Owner): string | null {
  const attributes = attributesOf(event);
  const name = attributes.name;
  if (name === undefined || (attributes[HOME_LABEL] ?? owner.home) !== owner.home) return null;
  return idByName(name, attributes, owner);
}

/** The tenant of a container that runs another service than Redis; null for any other event. */
function tenantOfService(event: unknown, owner: Owner): string | null {
  const attributes = attributesOf(event);
  return attributes[HOME_LABEL] === owner.home ? serviceTenant(attributes) : null;
}

/**
 * How a container exited; null for other events. Docker sends `oom` before `die`, and `die` has the exit code.
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

/** The attributes of an event include the container's labels. */
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
